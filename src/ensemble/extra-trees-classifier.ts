import { type ClassWeight, classWeightParam, type Param, type ParamsOf } from '../core/index.js';
import type { Label, Schema } from '../data/index.js';
import type { Tree } from '../kernels/tree/tree-nodes.js';
import { ExtraTreeClassifier } from '../tree/extra-tree-classifier.js';
import type { ClassCriterion } from '../tree/tree-criteria.js';
import { classCriterionParam, maxFeaturesParam } from '../tree/tree-params.js';
import { BaseForestClassifier } from './base-forest-classifier.js';
import { forestParams, type OobLabelMetric } from './forest-params.js';
import type { TreeOfForestParams } from './tree-params-of.js';

const extraTreesClassifierParams = {
  criterion: classCriterionParam,
  maxFeatures: maxFeaturesParam('sqrt'),
  ...forestParams<OobLabelMetric>({ bootstrap: false }),
  classWeight: classWeightParam(['balancedSubsample']) as Param<ClassWeight | 'balancedSubsample'>,
};

/** Parameters of {@link ExtraTreesClassifier}. */
export type ExtraTreesClassifierParams = ParamsOf<typeof extraTreesClassifierParams>;

/**
 * The mean of many decision trees that draw their thresholds: at each node some columns, one threshold for each,
 * and the best of these is taken.
 *
 * Use it as a quicker {@link RandomForestClassifier}, which is often as good: its trees differ more, so they grow
 * on all rows (`bootstrap: false`) and no threshold is searched for. Probabilities, missing values, sparse data,
 * weights with `bootstrap: true`, `classWeight` and `oobScore` are as there; without `bootstrap` a weight of k is
 * k copies of a row. The result depends on `randomState` alone.
 *
 * Fitted: `estimators`, `estimatorsSamples`, `featureImportances`, `oobScore`, `oobDecisionFunction`. Sample weights
 * are used. Errors: InvalidParameterError for parameters that contradict each other.
 * Complexity: O(trees * tried columns * rows * depth) in time after one sort, O(columns * rows) in memory.
 * Source: Geurts, Ernst and Wehenkel, "Extremely randomized trees", Machine Learning 63, 2006.
 *
 * @example
 * ```ts
 * import { ExtraTreesClassifier } from 'pipefit';
 *
 * const X = [[0, 1], [1, 0], [2, 1], [8, 0], [9, 1], [10, 0]];
 * const y = ['low', 'low', 'low', 'high', 'high', 'high'];
 * const forest = await new ExtraTreesClassifier({ nEstimators: 20, randomState: 0 }).fit(X, y);
 * console.log(forest.predict([[1, 1], [9, 0]]), forest.estimators.length); // ['low', 'high'] 20
 * ```
 */
export class ExtraTreesClassifier extends BaseForestClassifier<
  ExtraTreesClassifierParams,
  ExtraTreeClassifier
> {
  static override readonly paramSpec = extraTreesClassifierParams;
  override readonly name = 'ExtraTreesClassifier';
  protected override readonly splitter = 'random';

  protected override treeFrom(
    params: TreeOfForestParams<ClassCriterion>,
    schema: Schema,
    classes: readonly Label[],
    tree: Tree,
  ): ExtraTreeClassifier {
    return ExtraTreeClassifier.fromTree(params, schema, classes, tree);
  }
}
