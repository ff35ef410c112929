import { BaseClassifier, classification, type FitContext, type RowStep, type Tags } from '../core/index.js';
import {
  type DataLike,
  type EncodedLabels,
  Matrix,
  type RowCells,
  type SparseMatrix,
} from '../data/index.js';
import { neighborWeights, type WeightKind, weightKind } from './neighbor-weights.js';
import {
  asNeighbors,
  buildIndex,
  type Neighbors,
  type NeighborsIndex,
  searchIndex,
} from './neighbors-index.js';
import { type NeighborsParams, neighborsParams } from './neighbors-params.js';

/** Parameters of {@link KNeighborsClassifier}. */
export type KNeighborsClassifierParams = NeighborsParams;

interface KNeighborsClassifierState {
  readonly index: NeighborsIndex;
  readonly count: number;
  readonly weights: WeightKind;
  readonly codes: Int32Array;
  readonly classCount: number;
}

/**
 * Predicts the class that most of the nearest training rows have.
 *
 * Learning is remembering: nothing is assumed about the shape of the classes, and every prediction looks at the
 * rows. Use it as a baseline, or for few columns that mean the same thing; scale the columns first, for the one
 * with the largest numbers decides what is near. Of equally near rows the earlier one is taken, with a tree as by
 * brute force. Sparse data are made dense. A `weights` function gets the distances of one row's neighbours.
 *
 * Fitted: `classes`, `samplesFit`. Errors: InvalidParameterError when `nNeighbors` exceeds the rows, or for
 * `kdTree` with cosine distance or `p` below 1. Complexity: fit O(rows * columns * log rows) with a tree; a
 * prediction about O(log rows) in few columns, O(rows * columns) by brute force.
 *
 * Source: Cover and Hart, "Nearest neighbor pattern classification", IEEE Trans. Inf. Theory 13, 1967.
 *
 * @example
 * ```ts
 * import { KNeighborsClassifier } from 'pipefit';
 *
 * const X = [[0], [1], [2], [3]];
 * const model = await new KNeighborsClassifier({ nNeighbors: 3 }).fit(X, ['a', 'a', 'b', 'b']);
 * console.log(model.predict([[1.1]])); // ['a']
 * console.log(model.predictProba([[0.9]]).toArray()); // [[0.6666666666666666, 0.3333333333333333]]
 * ```
 */
export class KNeighborsClassifier extends BaseClassifier<
  KNeighborsClassifierParams,
  KNeighborsClassifierState,
  Matrix | SparseMatrix
> {
  static override readonly paramSpec = neighborsParams;
  override readonly name = 'KNeighborsClassifier';

  override get tags(): Tags {
    return { sparse: true };
  }

  /** Number of rows seen by `fit`. */
  get samplesFit(): number {
    return this.model.index.rows;
  }

  /**
   * The nearest training rows for each row of X, and how far they are. Without X, for each training row among the
   * others.
   */
  kneighbors(X: DataLike | null = null, nNeighbors: number = this.model.count): Neighbors {
    const queries = X === null ? null : this.input(X);
    return asNeighbors(searchIndex(this.model.index, queries, nNeighbors, this.name), nNeighbors);
  }

  protected override async learnClasses(
    X: Matrix | SparseMatrix,
    y: EncodedLabels,
    context: FitContext<KNeighborsClassifierParams>,
  ): Promise<KNeighborsClassifierState> {
    const { nNeighbors, weights } = context.params;
    return {
      index: await buildIndex(X, context, this.name),
      count: nNeighbors,
      weights: weightKind(weights),
      codes: y.codes,
      classCount: y.classes.length,
    };
  }

  protected override probabilities(X: Matrix | SparseMatrix): Matrix {
    const { index, count, weights: kind, codes, classCount } = this.model;
    const { distances, indices } = searchIndex(index, X, count, this.name);
    const weights = neighborWeights(kind, this.params.weights, distances, count, this.name);
    const votes = Matrix.zeros(X.rows, classCount);
    for (let i = 0, p = 0; i < X.rows; i++) {
      const row = votes.row(i);
      let total = 0;
      for (let k = 0; k < count; k++, p++) {
        const weight = weights === null ? 1 : weights[p]!;
        row[codes[indices[p]!]!]! += weight;
        total += weight;
      }
      for (let c = 0; c < classCount; c++) row[c]! /= total;
    }
    return votes;
  }

  protected override rowStep({ numbers }: RowCells): RowStep {
    // The search is what takes the time: the row is a table of its own to it, over the same memory.
    const row = new Matrix(numbers, 1, numbers.length);
    const answer = new Float64Array(this.classes.length);
    return classification(this.classes, answer, () => {
      answer.set(this.probabilities(row).data);
      return true;
    });
  }
}
