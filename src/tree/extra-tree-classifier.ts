import { classWeightParam, type ParamsOf } from '../core/index.js';
import type { Label, Schema } from '../data/index.js';
import type { Tree } from '../kernels/tree/tree-nodes.js';
import { BaseTreeClassifier } from './base-tree-classifier.js';
import { classCriterionParam, growthParams, maxFeaturesParam, splitterParam } from './tree-params.js';

const extraTreeClassifierParams = {
  criterion: classCriterionParam,
  splitter: splitterParam('random'),
  maxFeatures: maxFeaturesParam('sqrt'),
  ...growthParams,
  classWeight: classWeightParam(),
};

/** Parameters of {@link ExtraTreeClassifier}. */
export type ExtraTreeClassifierParams = ParamsOf<typeof extraTreeClassifierParams>;

/**
 * A decision tree that draws: at each node some columns and one threshold for each, of which the best is taken.
 *
 * Use it as a part of ensembles; alone it predicts poorly, and {@link ExtraTreesClassifier} averages many. Missing
 * values, sparse data and precision are as in {@link DecisionTreeClassifier}; those that are missing go to a side
 * that is drawn with the threshold.
 *
 * Fitted: `tree`, `featureImportances`, `nLeaves`, `depth`. Sample weights are used.
 * Errors: InvalidDataError when no row has weight. Complexity: O(tried columns * rows * depth) in time after one
 * sort, O(columns * rows) in memory.
 * Source: Geurts, Ernst and Wehenkel, "Extremely randomized trees", Machine Learning 63, 2006.
 *
 * @example
 * ```ts
 * import { ExtraTreeClassifier } from 'pipefit';
 *
 * const X = [[1, 5], [2, 4], [8, 5], [9, 4]];
 * const tree = await new ExtraTreeClassifier({ maxFeatures: null, randomState: 0 }).fit(X, ['no', 'no', 'yes', 'yes']);
 * console.log(tree.predict(X)); // ['no', 'no', 'yes', 'yes']
 * ```
 */
export class ExtraTreeClassifier extends BaseTreeClassifier<ExtraTreeClassifierParams> {
  static override readonly paramSpec = extraTreeClassifierParams;
  override readonly name = 'ExtraTreeClassifier';

  /** A fitted tree from its arrays, as forests hand out theirs. */
  static fromTree(
    params: Partial<ExtraTreeClassifierParams>,
    schema: Schema,
    classes: readonly Label[],
    tree: Tree,
  ): ExtraTreeClassifier {
    return new ExtraTreeClassifier(params).adopt(schema, { classes, model: { tree } });
  }
}
