import {
  BaseClassifier,
  classification,
  classWeightParam,
  type FitContext,
  type FitOptions,
  type ParamsOf,
  type RowStep,
  rowWeights,
  type Tags,
} from '../core/index.js';
import {
  type DataLike,
  type EncodedLabels,
  type Label,
  type LabelsLike,
  Matrix,
  type RowCells,
  type Schema,
  type SparseMatrix,
} from '../data/index.js';
import { importancesOf } from '../kernels/tree/importances.js';
import { type PruningPath, pruneTree, pruningPath } from '../kernels/tree/prune-tree.js';
import type { Tree } from '../kernels/tree/tree-nodes.js';
import { depthOf, leafCount } from '../kernels/tree/walk-tree.js';
import { randomFrom } from '../random/index.js';
import { HONOURED_BY_ML_CART, refuseOthers } from './engine/honoured.js';
import { decisionPath, leaves, meanValues, type TreeState } from './fitted-tree.js';
import { denseRows, growOneTree } from './grow-tree.js';
import { rowMean } from './row-mean.js';
import { checkTotalWeight, classCriterion } from './tree-criteria.js';
import { growthFor } from './tree-growth.js';
import { classCriterionParam, growthParams, maxFeaturesParam, splitterParam } from './tree-params.js';
import { treeTags } from './tree-tags.js';

const decisionTreeClassifierParams = {
  criterion: classCriterionParam,
  splitter: splitterParam,
  maxFeatures: maxFeaturesParam(null),
  ...growthParams,
  classWeight: classWeightParam(),
};

/** Parameters of {@link DecisionTreeClassifier}. */
export type DecisionTreeClassifierParams = ParamsOf<typeof decisionTreeClassifierParams>;

/**
 * Splits the rows by questions of the form "is this column at most that?" until the classes are apart.
 *
 * Use it where a model must be read and checked by people, or as a first look; a forest predicts better.
 * Columns need no scaling. Missing values go, at each split, to the side where they leave the children purer;
 * at a split that saw none they follow the larger part of the rows. A sparse matrix is made dense inside.
 * Of equally good splits the one on the first column (where `maxFeatures` draws columns, the first drawn),
 * then with the lowest threshold, is taken, so only `maxFeatures` and `splitter: 'random'` depend on
 * `randomState`. Numbers keep their 64 bits, where scikit-learn rounds them to 32 and takes values within 1e-7
 * for equal.
 *
 * With `engine: 'ml'` ml-cart trains: slowly on more than some thousand rows, not to be interrupted, and blind
 * to some splits of columns with equal values. It knows `maxDepth` and `minSamplesSplit`, and the tree is
 * pruned by `ccpAlpha` here.
 *
 * Fitted: `tree`, `featureImportances`, `nLeaves`, `depth`. Sample weights are used.
 * Errors: InvalidParameterError for parameters that engine 'ml' does not know; InvalidDataError when no row
 * has weight. Complexity: O(columns * rows * depth) in time after one sort, O(columns * rows) in memory.
 * Source: Breiman, Friedman, Olshen and Stone, "Classification and Regression Trees", 1984.
 *
 * @example
 * ```ts
 * import { DecisionTreeClassifier, exportText } from 'pipefit';
 *
 * const X = [[1, 5], [2, 4], [3, 9], [4, 8]];
 * const tree = await new DecisionTreeClassifier().fit(X, ['no', 'no', 'yes', 'yes']);
 * console.log(tree.predictOne([3.5, 0])); // 'yes'
 * console.log(exportText(tree, { featureNames: ['age', 'dose'] }));
 * // |--- age <= 2.50
 * // |   |--- class: no
 * // |--- age >  2.50
 * // |   |--- class: yes
 * ```
 */
export class DecisionTreeClassifier extends BaseClassifier<
  DecisionTreeClassifierParams,
  TreeState,
  Matrix | SparseMatrix
> {
  static override readonly paramSpec = decisionTreeClassifierParams;
  override readonly name = 'DecisionTreeClassifier';

  /** A fitted tree from its arrays, as forests hand out theirs. */
  static fromTree(
    params: Partial<DecisionTreeClassifierParams>,
    schema: Schema,
    classes: readonly Label[],
    tree: Tree,
  ): DecisionTreeClassifier {
    return new DecisionTreeClassifier(params).adopt(schema, { classes, model: { tree } });
  }

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
    const whole: DecisionTreeClassifier = this.clone().setParams({ ccpAlpha: 0 });
    await whole.fit(X, y, options);
    return pruningPath(whole.tree);
  }

  protected override async learnClasses(
    X: Matrix | SparseMatrix,
    y: EncodedLabels,
    context: FitContext<DecisionTreeClassifierParams>,
  ): Promise<TreeState> {
    const { params } = context;
    const table = denseRows(X);
    const criterion = classCriterion(params.criterion, y);
    if (params.engine === 'ml') {
      refuseOthers(this.name, decisionTreeClassifierParams, params, HONOURED_BY_ML_CART);
      const { trainMlCart } = await import('./engine/ml-cart.js');
      const tree = await trainMlCart(this.name, this.kind, table, y.codes, criterion, params);
      return { tree: pruneTree(tree, params.ccpAlpha) };
    }
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
