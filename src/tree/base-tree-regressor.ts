import {
  BaseRegressor,
  type FitContext,
  type FitOptions,
  type MultiOutputTags,
  type RowStep,
  regression,
} from '../core/index.js';
import type { DataLike, RowCells, SparseMatrix, Table, VectorLike } from '../data/index.js';
import { importancesOf } from '../kernels/tree/importances.js';
import { type PruningPath, pruneTree, pruningPath } from '../kernels/tree/prune-tree.js';
import type { Tree } from '../kernels/tree/tree-nodes.js';
import { depthOf, leafCount } from '../kernels/tree/walk-tree.js';
import { randomFrom } from '../random/index.js';
import { categoryNames, treeRows, treeTable } from './column-rules.js';
import { decisionPath, leaves, meanValues, type TreeState } from './fitted-tree.js';
import { growOneTree } from './grow-tree.js';
import { rowMean } from './row-mean.js';
import { checkTargets, type TargetCriterion, targetCriterion } from './tree-criteria.js';
import { growthFor } from './tree-growth.js';
import type { TreeParams } from './tree-params.js';
import { treeTags } from './tree-tags.js';

/** The parameters that all regression trees have. */
export type TargetTreeParams = TreeParams & { readonly criterion: TargetCriterion };

/** The base of single regression trees: everything but the defaults of their parameters. */
export abstract class BaseTreeRegressor<P extends TargetTreeParams> extends BaseRegressor<
  P,
  TreeState,
  Table
> {
  override get tags(): MultiOutputTags {
    const { maxFeatures, splitter } = this.params;
    const random = maxFeatures !== null || splitter === 'random';
    return { ...treeTags(this.params, random), multiOutput: true };
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

  /** The names of the categories of each column that fit saw as a column of categories, null for other columns. */
  get categoriesIn(): readonly (readonly string[] | null)[] {
    return categoryNames(this.schema);
  }

  /** The node number of the leaf of each row. */
  apply(X: DataLike): Int32Array {
    return leaves(this.tree, treeRows(this.input(X), this.schema));
  }

  /** The nodes that each row passes, as ones in a sparse matrix of rows by nodes. */
  decisionPath(X: DataLike): SparseMatrix {
    return decisionPath(this.tree, treeRows(this.input(X), this.schema));
  }

  /** The penalties `ccpAlpha` at which a tree on these data gets smaller, and the impurity each leaves. */
  async costComplexityPruningPath(
    X: DataLike,
    y: VectorLike | DataLike,
    options?: FitOptions,
  ): Promise<PruningPath> {
    const whole: BaseTreeRegressor<P> = this.clone();
    await whole.setParams({ ccpAlpha: 0 } as Partial<P>).fit(X, y as VectorLike, options);
    return pruningPath(whole.tree);
  }

  protected override async learnTarget(
    X: Table,
    y: Float64Array,
    context: FitContext<P>,
    outputs: number,
  ): Promise<TreeState> {
    const { params, sampleWeight } = context;
    checkTargets(this.name, params.criterion, y, sampleWeight, outputs);
    const table = treeTable(this.name, X, params, outputs > 1 ? 'several' : 'one');
    const criterion = targetCriterion(params.criterion, y, outputs);
    const growth = growthFor(params, table, 'alone');
    const seed = randomFrom(params.randomState).childSeed();
    const tree = await growOneTree(table, criterion, growth, sampleWeight, seed, context);
    return { tree: pruneTree(tree, params.ccpAlpha) };
  }

  protected override predictTarget(X: Table): Float64Array {
    return meanValues([this.tree], treeRows(X, this.schema), this.nOutputs);
  }

  protected override rowStep(input: RowCells): RowStep | null {
    if (this.nOutputs > 1) return null;
    const mean = new Float64Array(1);
    const run = rowMean(this.tree, [this.tree], input, this.schema, mean);
    return run && regression(mean, run);
  }
}
