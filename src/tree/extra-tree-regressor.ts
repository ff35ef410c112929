import type { ParamsOf, SeveralTargetsState } from '../core/index.js';
import type { Schema } from '../data/index.js';
import type { Tree } from '../kernels/tree/tree-nodes.js';
import { BaseTreeRegressor } from './base-tree-regressor.js';
import { growthParams, maxFeaturesParam, splitterParam, targetCriterionParam } from './tree-params.js';

const extraTreeRegressorParams = {
  criterion: targetCriterionParam,
  splitter: splitterParam('random'),
  maxFeatures: maxFeaturesParam(null),
  ...growthParams,
};

/** Parameters of {@link ExtraTreeRegressor}. */
export type ExtraTreeRegressorParams = ParamsOf<typeof extraTreeRegressorParams>;

/**
 * A regression tree that draws one threshold for each column of a node, of which the best is taken.
 *
 * Use it as a part of ensembles; alone it predicts poorly, and {@link ExtraTreesRegressor} averages many. All
 * columns are tried at each split (`maxFeatures: null`, which is scikit-learn's 1.0; the number 1 is one column).
 * Missing values, sparse data and precision are as in {@link ExtraTreeClassifier}, several targets as in
 * {@link DecisionTreeRegressor}.
 *
 * Fitted: `tree`, `featureImportances`, `nLeaves`, `depth`, `nOutputs`. Sample weights are used.
 * Errors: InvalidDataError for negative counts with 'poisson' and for targets whose squares overflow. Complexity:
 * O(tried columns * rows * depth) in time after one sort, O(columns * rows) in memory.
 * Source: Geurts, Ernst and Wehenkel, "Extremely randomized trees", Machine Learning 63, 2006.
 *
 * @example
 * ```ts
 * import { ExtraTreeRegressor } from 'pipefit';
 *
 * const tree = await new ExtraTreeRegressor({ randomState: 0 }).fit([[1], [2], [8], [9]], [1, 3, 10, 12]);
 * console.log(tree.predict([[1], [9]]), tree.nLeaves); // [1, 12] 4
 * ```
 */
export class ExtraTreeRegressor extends BaseTreeRegressor<ExtraTreeRegressorParams> {
  static override readonly paramSpec = extraTreeRegressorParams;
  override readonly name = 'ExtraTreeRegressor';

  /** A fitted tree from its arrays, as forests hand out theirs. */
  static fromTree(
    params: Partial<ExtraTreeRegressorParams>,
    schema: Schema,
    tree: Tree,
    several: SeveralTargetsState = {},
  ): ExtraTreeRegressor {
    return new ExtraTreeRegressor(params).adopt(schema, { tree, ...several });
  }
}
