import { BaseRegressor, type FitContext, type RowStep, regression, type Tags } from '../core/index.js';
import { type DataLike, Matrix, type RowCells, type SparseMatrix } from '../data/index.js';
import { neighborWeights, type WeightKind, weightKind } from './neighbor-weights.js';
import {
  asNeighbors,
  buildIndex,
  type Neighbors,
  type NeighborsIndex,
  searchIndex,
} from './neighbors-index.js';
import { type NeighborsParams, neighborsParams } from './neighbors-params.js';

/** Parameters of {@link KNeighborsRegressor}. */
export type KNeighborsRegressorParams = NeighborsParams;

interface KNeighborsRegressorState {
  readonly index: NeighborsIndex;
  readonly count: number;
  readonly weights: WeightKind;
  readonly target: Float64Array;
}

/**
 * Predicts the mean target of the nearest training rows.
 *
 * Learning is remembering: nothing is assumed about the shape of the function, but nothing is known beyond the
 * training rows either. Use it as a baseline, or for few columns that mean the same thing; scale the columns
 * first, for the one with the largest numbers decides what is near. Of equally near rows the earlier one is taken,
 * with a tree as by brute force. Sparse data are made dense. A `weights` function gets the distances of one row's
 * neighbours.
 *
 * Fitted: `samplesFit`. Errors: InvalidParameterError when `nNeighbors` exceeds the rows, or for `kdTree` with
 * cosine distance or `p` below 1. Complexity: fit O(rows * columns * log rows) with a tree; a prediction about
 * O(log rows) in few columns, O(rows * columns) by brute force.
 *
 * Source: Cover, "Estimation by the nearest neighbor rule", IEEE Trans. Inf. Theory 14, 1968.
 *
 * @example
 * ```ts
 * import { KNeighborsRegressor } from 'pipefit';
 *
 * const model = await new KNeighborsRegressor({ nNeighbors: 2 }).fit([[0], [1], [2], [3]], [0, 0, 1, 1]);
 * console.log(model.predict([[1.5]])); // [0.5]
 * console.log(model.kneighbors([[1.4]]).indices); // [[1, 2]]
 * ```
 */
export class KNeighborsRegressor extends BaseRegressor<
  KNeighborsRegressorParams,
  KNeighborsRegressorState,
  Matrix | SparseMatrix
> {
  static override readonly paramSpec = neighborsParams;
  override readonly name = 'KNeighborsRegressor';

  override get tags(): Tags {
    return { sparse: true };
  }

  /** Number of rows seen by `fit`. */
  get samplesFit(): number {
    return this.fitted.index.rows;
  }

  /**
   * The nearest training rows for each row of X, and how far they are. Without X, for each training row among the
   * others.
   */
  kneighbors(X: DataLike | null = null, nNeighbors: number = this.fitted.count): Neighbors {
    const queries = X === null ? null : this.input(X);
    return asNeighbors(searchIndex(this.fitted.index, queries, nNeighbors, this.name), nNeighbors);
  }

  protected override async learnTarget(
    X: Matrix | SparseMatrix,
    y: Float64Array,
    context: FitContext<KNeighborsRegressorParams>,
  ): Promise<KNeighborsRegressorState> {
    const { nNeighbors, weights } = context.params;
    const index = await buildIndex(X, context, this.name);
    return { index, count: nNeighbors, weights: weightKind(weights), target: y };
  }

  protected override predictTarget(X: Matrix | SparseMatrix): Float64Array {
    const { index, count, weights: kind, target } = this.fitted;
    const { distances, indices } = searchIndex(index, X, count, this.name);
    const weights = neighborWeights(kind, this.params.weights, distances, count, this.name);
    const predicted = new Float64Array(X.rows);
    for (let i = 0, p = 0; i < X.rows; i++) {
      let sum = 0;
      let total = 0;
      for (let k = 0; k < count; k++, p++) {
        const weight = weights === null ? 1 : weights[p]!;
        sum += weight * target[indices[p]!]!;
        total += weight;
      }
      predicted[i] = sum / total;
    }
    return predicted;
  }

  protected override rowStep({ numbers }: RowCells): RowStep {
    // The search is what takes the time: the row is a table of its own to it, over the same memory.
    const row = new Matrix(numbers, 1, numbers.length);
    const answer = new Float64Array(1);
    return regression(answer, () => {
      answer[0] = this.predictTarget(row)[0]!;
      return true;
    });
  }
}
