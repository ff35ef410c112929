import type { ParamsOf, SeveralTargetsState } from '../core/index.js';
import type { Schema } from '../data/index.js';
import type { Tree } from '../kernels/tree/tree-nodes.js';
import { ExtraTreeRegressor } from '../tree/extra-tree-regressor.js';
import type { TargetCriterion } from '../tree/tree-criteria.js';
import { maxFeaturesParam, targetCriterionParam } from '../tree/tree-params.js';
import { BaseForestRegressor } from './base-forest-regressor.js';
import { forestParams, type OobTargetMetric } from './forest-params.js';
import type { TreeOfForestParams } from './tree-params-of.js';

const extraTreesRegressorParams = {
  criterion: targetCriterionParam,
  maxFeatures: maxFeaturesParam(null),
  ...forestParams<OobTargetMetric>({ bootstrap: false }),
};

/** Parameters of {@link ExtraTreesRegressor}. */
export type ExtraTreesRegressorParams = ParamsOf<typeof extraTreesRegressorParams>;

/**
 * The mean of many regression trees that draw one threshold for each column of a node and take the best of these.
 *
 * Use it as a quicker {@link RandomForestRegressor} with smoother predictions: its trees differ more, so they grow
 * on all rows (`bootstrap: false`) and no threshold is searched for. All columns are tried at each split
 * (`maxFeatures: null`, which is scikit-learn's 1.0; the number 1 is one column). Several targets, missing values,
 * sparse data, weights with `bootstrap: true` and `oobScore` are as there; without `bootstrap` a weight of k is k
 * copies of a row. The result depends on `randomState` alone.
 *
 * Fitted: `estimators`, `estimatorsSamples`, `featureImportances`, `nOutputs`, `oobScore`, `oobPrediction`. Sample
 * weights are used. Errors: InvalidParameterError for parameters that contradict each other; InvalidDataError for
 * negative counts with 'poisson' and for targets whose squares overflow.
 * Complexity: O(trees * tried columns * rows * depth) in time after one sort, O(columns * rows) in memory.
 * Source: Geurts, Ernst and Wehenkel, "Extremely randomized trees", Machine Learning 63, 2006.
 *
 * @example
 * ```ts
 * import { ExtraTreesRegressor } from 'pipefit';
 *
 * const X = Array.from({ length: 60 }, (_, i) => [i, i % 7]);
 * const y = X.map(([time]) => (time! < 30 ? 5 : 20));
 * const forest = await new ExtraTreesRegressor({ nEstimators: 20, randomState: 0 }).fit(X, y);
 * console.log(forest.predict([[10, 0], [50, 0]])); // [5, 20]
 * ```
 */
export class ExtraTreesRegressor extends BaseForestRegressor<ExtraTreesRegressorParams, ExtraTreeRegressor> {
  static override readonly paramSpec = extraTreesRegressorParams;
  override readonly name = 'ExtraTreesRegressor';
  protected override readonly splitter = 'random';

  protected override treeFrom(
    params: TreeOfForestParams<TargetCriterion>,
    schema: Schema,
    tree: Tree,
    several: SeveralTargetsState,
  ): ExtraTreeRegressor {
    return ExtraTreeRegressor.fromTree(params, schema, tree, several);
  }
}
