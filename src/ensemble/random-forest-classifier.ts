import {
  type ClassWeight,
  classWeightParam,
  type FitContext,
  type Param,
  type ParamsOf,
} from '../core/index.js';
import type { EncodedLabels, Label, Schema, Table } from '../data/index.js';
import type { Tree } from '../kernels/tree/tree-nodes.js';
import { treeTable } from '../tree/column-rules.js';
import { DecisionTreeClassifier } from '../tree/decision-tree-classifier.js';
import { refuseOthers } from '../tree/engine/honoured.js';
import { type ClassCriterion, classCriterion } from '../tree/tree-criteria.js';
import { classCriterionParam, engineParam, maxFeaturesParam } from '../tree/tree-params.js';
import { BaseForestClassifier } from './base-forest-classifier.js';
import { forestParams, type OobLabelMetric } from './forest-params.js';
import type { ForestState } from './grow-forest.js';
import type { TreeOfForestParams } from './tree-params-of.js';

const randomForestClassifierParams = {
  criterion: classCriterionParam,
  maxFeatures: maxFeaturesParam('sqrt'),
  ...forestParams<OobLabelMetric>({ bootstrap: true }),
  classWeight: classWeightParam(['balancedSubsample']) as Param<ClassWeight | 'balancedSubsample'>,
  engine: engineParam,
};

/** Parameters of {@link RandomForestClassifier}. */
export type RandomForestClassifierParams = ParamsOf<typeof randomForestClassifierParams>;

/**
 * The mean of many decision trees, each grown on rows drawn at random and with a random choice of columns at
 * each split, so that their errors differ and cancel.
 *
 * Use it as the first strong model for a table: it needs no scaling and hardly any tuning. Probabilities are
 * the means of those of the trees. Missing values, categories, `monotonicCst`, sparse data and precision are as in
 * {@link DecisionTreeClassifier}; of equally good splits the one on the column drawn first is taken. With `bootstrap`, sample and class weights set how likely a row is drawn,
 * as in scikit-learn; with `classWeight: 'balancedSubsample'` the drawn rows are weighed for each tree.
 * `oobScore: true` predicts each row by the trees that did not see it: `oobDecisionFunction` (NaN for rows
 * that all trees saw) and `oobScore`, the accuracy over the others; give a metric instead of true and it is that
 * of their labels. The result depends on `randomState` alone, not on how many threads (`nJobs`) grow the trees.
 *
 * With `engine: 'ml'` ml-random-forest trains, in one go that cannot be interrupted: it draws `maxFeatures`
 * columns once for each tree and counts one vote a tree, where of equally many votes those that were complete
 * first win; `randomState` is its seed, and node counts and
 * importances are measured on all rows. It knows `nEstimators`, `maxDepth`, `minSamplesSplit`, `maxFeatures`,
 * `bootstrap` and `randomState`.
 *
 * Fitted: `estimators`, `estimatorsSamples`, `featureImportances`, `oobScore`, `oobDecisionFunction`. Sample
 * weights are used. Errors: InvalidParameterError for parameters that contradict each other or that engine 'ml' does not know.
 * Complexity: O(trees * tried columns * rows * depth) in time after one sort, O(columns * rows) in memory.
 * Source: Breiman, "Random Forests", Machine Learning 45, 2001.
 *
 * @example
 * ```ts
 * import { RandomForestClassifier } from 'pipefit';
 *
 * const X = [[0, 1], [1, 0], [2, 1], [8, 0], [9, 1], [10, 0]];
 * const y = ['low', 'low', 'low', 'high', 'high', 'high'];
 * const forest = await new RandomForestClassifier({ nEstimators: 20, randomState: 0 }).fit(X, y);
 * console.log(forest.predict([[1, 1], [9, 0]]), forest.estimators.length); // ['low', 'high'] 20
 * ```
 */
export class RandomForestClassifier extends BaseForestClassifier<
  RandomForestClassifierParams,
  DecisionTreeClassifier
> {
  static override readonly paramSpec = randomForestClassifierParams;
  override readonly name = 'RandomForestClassifier';

  /** A fitted forest of trees whose leaves hold one vote each, as those of ml-random-forest do. */
  static fromVotingTrees(
    params: Partial<RandomForestClassifierParams>,
    schema: Schema,
    classes: readonly Label[],
    trees: readonly Tree[],
  ): RandomForestClassifier {
    const model = { trees, seeds: new Float64Array(0), outOfBag: null, votes: true, sample: null };
    return new RandomForestClassifier(params).adopt(schema, { classes, model });
  }

  protected override async learnClasses(
    X: Table,
    y: EncodedLabels,
    context: FitContext<RandomForestClassifierParams>,
  ): Promise<ForestState> {
    const { params } = context;
    if (params.engine === 'fast') return super.learnClasses(X, y, context);
    const { HONOURED_BY_ML_RANDOM_FOREST, trainMlRandomForest } = await import(
      './engine/ml-random-forest.js'
    );
    refuseOthers(this.name, randomForestClassifierParams, params, HONOURED_BY_ML_RANDOM_FOREST);
    const criterion = classCriterion(params.criterion, y);
    return trainMlRandomForest(
      this.name,
      this.kind,
      treeTable(this.name, X, params, 'one'),
      y.codes,
      criterion,
      params,
    );
  }

  protected override treeFrom(
    params: TreeOfForestParams<ClassCriterion>,
    schema: Schema,
    classes: readonly Label[],
    tree: Tree,
  ): DecisionTreeClassifier {
    const { engine } = this.params;
    return DecisionTreeClassifier.fromTree({ ...params, engine }, schema, classes, tree);
  }
}
