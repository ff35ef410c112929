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
  type Table,
} from '../data/index.js';
import { importancesOf } from '../kernels/tree/importances.js';
import { type PruningPath, pruneTree, pruningPath } from '../kernels/tree/prune-tree.js';
import type { Tree } from '../kernels/tree/tree-nodes.js';
import { depthOf, leafCount } from '../kernels/tree/walk-tree.js';
import { randomFrom } from '../random/index.js';
import { categoryNames, treeRows, treeTable } from './column-rules.js';
import { decisionPath, leaves, meanValues, type TreeState } from './fitted-tree.js';
import { growOneTree } from './grow-tree.js';
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
  Table
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
  async costComplexityPruningPath(X: DataLike, y: LabelsLike, options?: FitOptions): Promise<PruningPath> {
    const whole: BaseTreeClassifier<P> = this.clone();
    await whole.setParams({ ccpAlpha: 0 } as Partial<P>).fit(X, y, options);
    return pruningPath(whole.tree);
  }

  protected override async learnClasses(
    X: Table,
    y: EncodedLabels,
    context: FitContext<P>,
  ): Promise<TreeState> {
    const { params } = context;
    const table = treeTable(this.name, X, params, y.classes.length > 2 ? 'several' : 'one');
    const criterion = classCriterion(params.criterion, y);
    const weights = rowWeights(params.classWeight, y, context.sampleWeight);
    checkTotalWeight(this.name, weights);
    const growth = growthFor(params, table, 'alone');
    const seed = randomFrom(params.randomState).childSeed();
    const tree = await growOneTree(table, criterion, growth, weights, seed, context);
    return { tree: pruneTree(tree, params.ccpAlpha) };
  }

  protected override probabilities(X: Table): Matrix {
    const width = this.classes.length;
    return new Matrix(meanValues([this.tree], treeRows(X, this.schema), width), X.rows, width);
  }

  protected override rowStep(input: RowCells): RowStep | null {
    const probabilities = new Float64Array(this.classes.length);
    const run = rowMean(this.tree, [this.tree], input, this.schema, probabilities);
    return run && classification(this.classes, probabilities, run);
  }
}
