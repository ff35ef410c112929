import { InvalidParameterError, showValue } from '../../errors/index.js';
import type { Tree } from '../../kernels/tree/tree-nodes.js';
import type { MlCartNode } from '../../tree/engine/ml-cart-model.js';
import { type MlExportOptions, mlCartOptions, toMlNodes } from '../../tree/engine/ml-export.js';
import { RandomForestClassifier } from '../random-forest-classifier.js';
import { RandomForestRegressor } from '../random-forest-regressor.js';
import type { MlForestClassifierModel, MlForestRegressionModel } from './ml-random-forest-model.js';

const OWNER = 'toMlRandomForest';

/**
 * A fitted forest in the form of ml-random-forest's JSON, which `RandomForestClassifier.load` or
 * `RandomForestRegression.load` of that package reads.
 *
 * A forest of regressors then predicts the same up to rounding. A forest of classifiers does not always: the package
 * counts one vote a tree and takes the class that first gets the most, where pipefit averages the probabilities of
 * the trees. The trees predict the same; forests of fully grown trees, whose leaves are pure, differ only where two
 * classes get equally many votes. Import the model with {@link fromMlRandomForest} to predict by votes here.
 * Codes, columns, missing values and the depth of the trees are as in {@link toMlCart}.
 *
 * Errors: NotFittedError before `fit`; UnsupportedError for trees that must send missing values left.
 * Complexity: O(nodes * classes + trees * columns).
 *
 * @example
 * ```ts
 * import { RandomForestRegressor, toMlRandomForest } from 'pipefit';
 *
 * const X = [[1], [2], [3], [4], [5], [6]];
 * const forest = await new RandomForestRegressor({ nEstimators: 5, randomState: 0 }).fit(X, [1, 1, 1, 9, 9, 9]);
 * const model = toMlRandomForest(forest);
 * console.log(model.name, model.baseModel.estimators.length, model.baseModel.estimators[0].name);
 * // RFRegression 5 DTRegression
 * // In a program with ml-random-forest: RandomForestRegression.load(model).predict([[5]])
 * ```
 */
export function toMlRandomForest(
  forest: RandomForestClassifier,
  options?: MlExportOptions,
): MlForestClassifierModel;
export function toMlRandomForest(
  forest: RandomForestRegressor,
  options?: MlExportOptions,
): MlForestRegressionModel;
export function toMlRandomForest(
  forest: RandomForestClassifier | RandomForestRegressor,
  options?: MlExportOptions,
): MlForestClassifierModel | MlForestRegressionModel;
export function toMlRandomForest(
  forest: RandomForestClassifier | RandomForestRegressor,
  options: MlExportOptions = {},
): MlForestClassifierModel | MlForestRegressionModel {
  if (!(forest instanceof RandomForestClassifier) && !(forest instanceof RandomForestRegressor)) {
    throw new InvalidParameterError(
      OWNER,
      'forest',
      `${OWNER} exports a RandomForestClassifier or RandomForestRegressor. Got ${showValue(forest)}.`,
    );
  }
  const extras = { nFeatures: forest.nFeaturesIn, featureNames: forest.featureNamesIn };
  if (forest instanceof RandomForestRegressor) {
    const root = ({ tree }: { readonly tree: Tree }): MlCartNode =>
      toMlNodes(OWNER, tree, { kind: 'regressor', width: 1 }, options);
    const base = baseOf(forest);
    const estimators = forest.estimators.map((tree) => {
      return { name: 'DTRegression' as const, options: base.treeOptions, root: root(tree) };
    });
    return { name: 'RFRegression', ...extras, selectionMethod: 'mean', baseModel: { ...base, estimators } };
  }
  const { classes } = forest;
  const root = ({ tree }: { readonly tree: Tree }): MlCartNode =>
    toMlNodes(OWNER, tree, { kind: 'classifier', width: classes.length }, options);
  const base = baseOf(forest);
  const estimators = forest.estimators.map((tree) => {
    return { name: 'DTClassifier' as const, options: base.treeOptions, root: root(tree) };
  });
  return { name: 'RFClassifier', ...extras, classes, baseModel: { ...base, estimators } };
}

/** All but the trees: every tree sees every column, as ours look at all of them in turn. */
function baseOf(forest: RandomForestClassifier | RandomForestRegressor) {
  const { kind, params, nFeaturesIn } = forest;
  const count = forest.estimators.length;
  return {
    isClassifier: kind === 'classifier',
    nEstimators: count,
    indexes: Array.from({ length: count }, () => Array.from({ length: nFeaturesIn }, (_, j) => j)),
    n: nFeaturesIn,
    // All columns; the package reads the number 1 as a share.
    maxFeatures: 1,
    replacement: false,
    useSampleBagging: params.bootstrap,
    seed: typeof params.randomState === 'number' ? params.randomState : 42,
    treeOptions: mlCartOptions(kind, params),
  };
}
