import { InvalidParameterError, showValue } from '../../errors/index.js';
import { DecisionTreeClassifier } from '../decision-tree-classifier.js';
import { DecisionTreeRegressor } from '../decision-tree-regressor.js';
import type { MlCartClassifierModel, MlCartRegressionModel } from './ml-cart-model.js';
import { type MlExportOptions, mlCartOptions, toMlNodes } from './ml-export.js';

const OWNER = 'toMlCart';

/**
 * A fitted tree in the form of ml-cart's JSON, which `DecisionTreeClassifier.load` or `DecisionTreeRegression.load`
 * of that package reads and which then predicts the same for every row.
 *
 * ml-cart knows classes by their codes only: what it predicts are places in `classes`, which the model carries along
 * with the names of the columns. It sends missing values right at every split; see {@link MlExportOptions}. Its `load`
 * and `predict` call themselves for each level of the tree, so trees some thousand levels deep overflow its stack.
 *
 * Errors: NotFittedError before `fit`; UnsupportedError for a tree that must send missing values left.
 * Complexity: O(nodes * classes).
 *
 * @example
 * ```ts
 * import { DecisionTreeClassifier, toMlCart } from 'pipefit';
 *
 * const tree = await new DecisionTreeClassifier().fit([[1], [2], [3], [4]], ['no', 'no', 'yes', 'yes']);
 * const model = toMlCart(tree);
 * console.log(JSON.stringify(model.root));
 * // {"splitColumn":0,"splitValue":2.5000000000000004,"gain":0.5,"numberSamples":4,...}
 * console.log(model.classes); // ['no', 'yes']
 * // In a program with ml-cart: DecisionTreeClassifier.load(model).predict([[5]]) is [1], which is 'yes'.
 * ```
 */
export function toMlCart(tree: DecisionTreeClassifier, options?: MlExportOptions): MlCartClassifierModel;
export function toMlCart(tree: DecisionTreeRegressor, options?: MlExportOptions): MlCartRegressionModel;
export function toMlCart(
  tree: DecisionTreeClassifier | DecisionTreeRegressor,
  options?: MlExportOptions,
): MlCartClassifierModel | MlCartRegressionModel;
export function toMlCart(
  tree: DecisionTreeClassifier | DecisionTreeRegressor,
  options: MlExportOptions = {},
): MlCartClassifierModel | MlCartRegressionModel {
  if (!(tree instanceof DecisionTreeClassifier) && !(tree instanceof DecisionTreeRegressor)) {
    throw new InvalidParameterError(
      OWNER,
      'tree',
      `${OWNER} exports a DecisionTreeClassifier or DecisionTreeRegressor. Got ${showValue(tree)}.`,
    );
  }
  const extras = { nFeatures: tree.nFeaturesIn, featureNames: tree.featureNamesIn };
  const { kind } = tree;
  const shared = { options: mlCartOptions(kind, tree.params), ...extras };
  if (tree instanceof DecisionTreeRegressor) {
    const root = toMlNodes(OWNER, tree.tree, { kind, width: 1 }, options);
    return { name: 'DTRegression', ...shared, root };
  }
  const { classes } = tree;
  const root = toMlNodes(OWNER, tree.tree, { kind, width: classes.length }, options);
  return { name: 'DTClassifier', ...shared, root, classes };
}
