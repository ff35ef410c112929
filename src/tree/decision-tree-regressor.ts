import {
  BaseRegressor,
  type FitContext,
  type FitOptions,
  type ParamsOf,
  type RowStep,
  regression,
  type Tags,
} from '../core/index.js';
import type { DataLike, Matrix, RowCells, Schema, SparseMatrix, VectorLike } from '../data/index.js';
import { importancesOf } from '../kernels/tree/importances.js';
import { type PruningPath, pruneTree, pruningPath } from '../kernels/tree/prune-tree.js';
import type { Tree } from '../kernels/tree/tree-nodes.js';
import { depthOf, leafCount } from '../kernels/tree/walk-tree.js';
import { randomFrom } from '../random/index.js';
import { HONOURED_BY_ML_CART, refuseOthers } from './engine/honoured.js';
import { decisionPath, leaves, meanValues, type TreeState } from './fitted-tree.js';
import { denseRows, growOneTree } from './grow-tree.js';
import { rowMean } from './row-mean.js';
import { checkTargets, targetCriterion } from './tree-criteria.js';
import { growthFor } from './tree-growth.js';
import { growthParams, maxFeaturesParam, splitterParam, targetCriterionParam } from './tree-params.js';
import { treeTags } from './tree-tags.js';

const decisionTreeRegressorParams = {
  criterion: targetCriterionParam,
  splitter: splitterParam,
  maxFeatures: maxFeaturesParam(null),
  ...growthParams,
};

/** Parameters of {@link DecisionTreeRegressor}. */
export type DecisionTreeRegressorParams = ParamsOf<typeof decisionTreeRegressorParams>;

/**
 * Splits the rows by questions of the form "is this column at most that?" and predicts the mean of the rows
 * that gave the same answers (their median with `criterion: 'absoluteError'`).
 *
 * Use it where a model must be read and checked by people; a forest predicts better, and neither predicts
 * beyond the values it has seen. Missing values, sparse data, ties, precision and `engine: 'ml'` are as in
 * {@link DecisionTreeClassifier}. A node is a leaf when its targets are all equal, however small they are.
 *
 * Fitted: `tree`, `featureImportances`, `nLeaves`, `depth`. Sample weights are used.
 * Errors: InvalidParameterError for parameters that engine 'ml' does not know; InvalidDataError for negative
 * counts with 'poisson' and for targets whose squares overflow. Complexity: O(columns * rows * depth) in time
 * after one sort (times log rows with 'absoluteError'), O(columns * rows) in memory.
 * Source: Breiman, Friedman, Olshen and Stone, "Classification and Regression Trees", 1984.
 *
 * @example
 * ```ts
 * import { DecisionTreeRegressor } from 'pipefit';
 *
 * const tree = await new DecisionTreeRegressor({ maxDepth: 1 }).fit([[1], [2], [3], [4]], [1, 3, 10, 12]);
 * console.log(tree.predict([[0], [9]]), tree.tree.threshold[0]); // [2, 11] 2.5
 * ```
 */
export class DecisionTreeRegressor extends BaseRegressor<
  DecisionTreeRegressorParams,
  TreeState,
  Matrix | SparseMatrix
> {
  static override readonly paramSpec = decisionTreeRegressorParams;
  override readonly name = 'DecisionTreeRegressor';

  /** A fitted tree from its arrays, as forests hand out theirs. */
  static fromTree(
    params: Partial<DecisionTreeRegressorParams>,
    schema: Schema,
    tree: Tree,
  ): DecisionTreeRegressor {
    return new DecisionTreeRegressor(params).adopt(schema, { tree });
  }

  override get tags(): Tags {
    const { maxFeatures, splitter } = this.params;
    return treeTags(this.params, maxFeatures !== null || splitter === 'random');
  }

  /** The nodes as flat arrays, not to be changed. */
  get tree(): Tree {
    return this.fitted.tree;
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
  async costComplexityPruningPath(X: DataLike, y: VectorLike, options?: FitOptions): Promise<PruningPath> {
    const whole: DecisionTreeRegressor = this.clone().setParams({ ccpAlpha: 0 });
    await whole.fit(X, y, options);
    return pruningPath(whole.tree);
  }

  protected override async learnTarget(
    X: Matrix | SparseMatrix,
    y: Float64Array,
    context: FitContext<DecisionTreeRegressorParams>,
  ): Promise<TreeState> {
    const { params, sampleWeight } = context;
    checkTargets(this.name, params.criterion, y, sampleWeight);
    const table = denseRows(X);
    const criterion = targetCriterion(params.criterion, y);
    if (params.engine === 'ml') {
      refuseOthers(this.name, decisionTreeRegressorParams, params, HONOURED_BY_ML_CART);
      const { trainMlCart } = await import('./engine/ml-cart.js');
      const tree = await trainMlCart(this.name, this.kind, table, y, criterion, params);
      return { tree: pruneTree(tree, params.ccpAlpha) };
    }
    const growth = growthFor(params, table.rows, table.cols, 'alone');
    const seed = randomFrom(params.randomState).childSeed();
    const tree = await growOneTree(table, criterion, growth, sampleWeight, seed, context);
    return { tree: pruneTree(tree, params.ccpAlpha) };
  }

  protected override predictTarget(X: Matrix | SparseMatrix): Float64Array {
    return meanValues([this.tree], X, 1);
  }

  protected override rowStep(input: RowCells): RowStep | null {
    const mean = new Float64Array(1);
    const run = rowMean(this.tree, [this.tree], input, mean);
    return run && regression(mean, run);
  }
}
