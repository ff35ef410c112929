import { classWeightParam, type FitContext, type ParamsOf } from '../core/index.js';
import type { EncodedLabels, Label, Schema, Table } from '../data/index.js';
import { pruneTree } from '../kernels/tree/prune-tree.js';
import type { Tree } from '../kernels/tree/tree-nodes.js';
import { BaseTreeClassifier } from './base-tree-classifier.js';
import { treeTable } from './column-rules.js';
import { HONOURED_BY_ML_CART, refuseOthers } from './engine/honoured.js';
import type { TreeState } from './fitted-tree.js';
import { classCriterion } from './tree-criteria.js';
import {
  classCriterionParam,
  engineParam,
  growthParams,
  maxFeaturesParam,
  splitterParam,
} from './tree-params.js';

const decisionTreeClassifierParams = {
  criterion: classCriterionParam,
  splitter: splitterParam('best'),
  maxFeatures: maxFeaturesParam(null),
  ...growthParams,
  classWeight: classWeightParam(),
  engine: engineParam,
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
 * Columns of categories need no encoding (`categoricalFeatures`): a split sends a set of categories left. It is the best
 * of all sets with two classes, and a good one with more (Coppersmith, Hong and Hosking, 1999); with `splitter: 'random'`
 * it is a random one. Categories that fit did not know, or that a split did not see, go where its missing values go.
 * At most 4096 categories a column. `monotonicCst` makes the probability of the second of two classes rise or fall along
 * columns of numbers, by scikit-learn's rules; missing values may come with it.
 *
 * With `engine: 'ml'` ml-cart trains: slowly on more than some thousand rows, not to be interrupted, and blind
 * to some splits of columns with equal values. It knows `maxDepth` and `minSamplesSplit`, and the tree is
 * pruned by `ccpAlpha` here.
 *
 * Fitted: `tree`, `featureImportances`, `nLeaves`, `depth`, `categoriesIn`. Sample weights are used.
 * Errors: InvalidParameterError for parameters that engine 'ml' does not know, or that name columns X does not have;
 * UnsupportedError for `monotonicCst` with more than two classes; InvalidDataError when no row has weight, for text and
 * for too many categories. Complexity: O(columns * rows * depth) in time after one sort, O(columns * rows) in memory.
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
export class DecisionTreeClassifier extends BaseTreeClassifier<DecisionTreeClassifierParams> {
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

  protected override async learnClasses(
    X: Table,
    y: EncodedLabels,
    context: FitContext<DecisionTreeClassifierParams>,
  ): Promise<TreeState> {
    const { params } = context;
    if (params.engine === 'fast') return super.learnClasses(X, y, context);
    refuseOthers(this.name, decisionTreeClassifierParams, params, HONOURED_BY_ML_CART);
    const { trainMlCart } = await import('./engine/ml-cart.js');
    const criterion = classCriterion(params.criterion, y);
    const tree = await trainMlCart(
      this.name,
      this.kind,
      treeTable(this.name, X, params, 'one'),
      y.codes,
      criterion,
      params,
    );
    return { tree: pruneTree(tree, params.ccpAlpha) };
  }
}
