import {
  BaseClassifier,
  type ClassWeight,
  classification,
  type FitContext,
  type FitOptions,
  type RowStep,
  rowWeights,
  type Tags,
} from '../core/index.js';
import {
  type DataLike,
  type EncodedLabels,
  type LabelsLike,
  Matrix,
  type RowCells,
  type SparseMatrix,
} from '../data/index.js';
import { importancesOf } from '../kernels/tree/importances.js';
import { type PruningPath, pruneTree, pruningPath } from '../kernels/tree/prune-tree.js';
import type { Tree } from '../kernels/tree/tree-nodes.js';
import { depthOf, leafCount } from '../kernels/tree/walk-tree.js';
import { randomFrom } from '../random/index.js';
import { decisionPath, leaves, meanValues, type TreeState } from './fitted-tree.js';
import { denseRows, growOneTree } from './grow-tree.js';
import { rowMean } from './row-mean.js';
import { type ClassCriterion, checkTotalWeight, classCriterion } from './tree-criteria.js';
import { growthFor } from './tree-growth.js';
import type { TreeParams } from './tree-params.js';
import { treeTags } from './tree-tags.js';

/** The parameters that all trees of classes have. */
export type ClassTreeParams = TreeParams & {
  readonly criterion: ClassCriterion;
  readonly classWeight: ClassWeight;
};

/** The base of single trees of classes: everything but the defaults of their parameters. */
export abstract class BaseTreeClassifier<P extends ClassTreeParams> extends BaseClassifier<
  P,
  TreeState,
  Matrix | SparseMatrix
> {
  override get tags(): Tags {
    const { maxFeatures, splitter } = this.params;
    return treeTags(this.params, maxFeatures !== null || splitter === 'random');
  }

  /** The nodes as flat arrays, not to be changed. */
  get tree(): Tree {
    return this.model.tree;
  }

  /** Share of each column in what the splits take off the impurity. */
  get featureImportances(): Float64Array {
    return importancesOf(this.tree, this.nFeaturesIn);
  }

  /** Number of leaves. */
  get nLeaves(): number {
    return leafCount(this.tree);
  }

  /** Number of splits on the longest way from the root to a leaf. */
  get depth(): number {
    return depthOf(this.tree);
  }

  /** The node number of the leaf of each row. */
  apply(X: DataLike): Int32Array {
    return leaves(this.tree, this.input(X));
  }

  /** The nodes that each row passes, as ones in a sparse matrix of rows by nodes. */
  decisionPath(X: DataLike): SparseMatrix {
    return decisionPath(this.tree, this.input(X));
  }

  /** The penalties `ccpAlpha` at which a tree on these data gets smaller, and the impurity each leaves. */
  async costComplexityPruningPath(X: DataLike, y: LabelsLike, options?: FitOptions): Promise<PruningPath> {
    const whole: BaseTreeClassifier<P> = this.clone();
    await whole.setParams({ ccpAlpha: 0 } as Partial<P>).fit(X, y, options);
    return pruningPath(whole.tree);
  }

  protected override async learnClasses(
    X: Matrix | SparseMatrix,
    y: EncodedLabels,
    context: FitContext<P>,
  ): Promise<TreeState> {
    const { params } = context;
    const table = denseRows(X);
    const criterion = classCriterion(params.criterion, y);
    const weights = rowWeights(params.classWeight, y, context.sampleWeight);
    checkTotalWeight(this.name, weights);
    const growth = growthFor(params, table.rows, table.cols, 'alone');
    const seed = randomFrom(params.randomState).childSeed();
    const tree = await growOneTree(table, criterion, growth, weights, seed, context);
    return { tree: pruneTree(tree, params.ccpAlpha) };
  }

  protected override probabilities(X: Matrix | SparseMatrix): Matrix {
    const width = this.classes.length;
    return new Matrix(meanValues([this.tree], X, width), X.rows, width);
  }

  protected override rowStep(input: RowCells): RowStep | null {
    const probabilities = new Float64Array(this.classes.length);
    const run = rowMean(this.tree, [this.tree], input, probabilities);
    return run && classification(this.classes, probabilities, run);
  }
}
