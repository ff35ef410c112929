import { DecisionTreeClassifier } from '../decision-tree-classifier.js';
import { DecisionTreeRegressor } from '../decision-tree-regressor.js';
import { assembleTree, writeNumber, writeShares } from './assemble-tree.js';
import { asObject, isClassifierModel, own } from './foreign-parts.js';
import { classesOf, columnsOf, type MlImportOptions, measuringOn, treeParamsFrom } from './ml-import.js';
import { readMlNodes } from './read-ml-nodes.js';

const OWNER = 'fromMlCart';

/** What {@link fromMlCart} makes of a model: known where the type of the model tells its name. */
export type FromMlCart<M> = M extends { readonly name: 'DTClassifier' }
  ? DecisionTreeClassifier
  : M extends { readonly name: 'DTRegression' }
    ? DecisionTreeRegressor
    : DecisionTreeClassifier | DecisionTreeRegressor;

/**
 * A tree trained by ml-cart as a fitted DecisionTreeClassifier or DecisionTreeRegressor, which predicts the same for
 * every row. Takes a trained `DecisionTreeClassifier` or `DecisionTreeRegression` of that package, its `toJSON()`,
 * or that read back from a file.
 *
 * ml-cart keeps no counts and no impurities. Without `trainingData` the arrays of the tree hold 0 for counts and NaN
 * for weights, impurities and the values of splits, and `featureImportances` is an UnsupportedError; with it they are
 * measured on these rows. Where several classes of a leaf have equal shares, the one that ml-cart takes is given the
 * next larger number, so that predictions agree. Missing values go right at every split, as there. Refitting trains
 * with engine 'fast' and the options that both know (`maxDepth`, `minSamplesSplit`).
 *
 * Errors: ModelFileError, with the place, for anything that is no such model; InvalidParameterError for `classes`,
 * `nFeatures` or `featureNames` that do not fit it. The model is only read: nothing in it is called or followed twice.
 * Complexity: O(nodes * classes).
 *
 * @example
 * ```ts
 * import { fromMlCart } from 'pipefit';
 *
 * // As JSON.stringify(tree) of ml-cart writes it.
 * const text = `{ "name": "DTClassifier", "options": { "kind": "classifier" }, "root": {
 *   "splitColumn": 1, "splitValue": 2.5,
 *   "left": { "distribution": [[1]] }, "right": { "distribution": [[0.25, 0.75]] } } }`;
 * const tree = fromMlCart(JSON.parse(text), { classes: ['no', 'yes'] });
 * console.log(tree.predict([[9, 2], [9, 3]])); // ['no', 'yes']
 * console.log(tree.nFeaturesIn, tree.nLeaves); // 2 2
 * ```
 */
export function fromMlCart<const M extends object>(model: M, options: MlImportOptions = {}): FromMlCart<M> {
  asObject(OWNER, 'the model', model);
  const told = own(model, 'options');
  const kind = typeof told === 'object' && told !== null ? own(told, 'kind') : undefined;
  const names = { classifier: 'DTClassifier', regressor: 'DTRegression' };
  const fallback = kind === 'classifier' ? true : kind === 'regression' ? false : null;
  const isClassifier = isClassifierModel(OWNER, model, names, fallback);
  const source = { owner: OWNER, isClassifier, place: 'root', columns: null, seen: new Set<object>() };
  const nodes = readMlNodes(own(model, 'root'), source);
  const schema = columnsOf(OWNER, model, options, nodes.columnCount);
  const params = treeParamsFrom(told);
  if (isClassifier) {
    const labels = classesOf(OWNER, model, options, nodes.classCount);
    const { classes } = labels;
    const tree = assembleTree(OWNER, nodes, classes.length, writeShares(labels));
    const measured = measuringOn(OWNER, schema, labels, options)(tree);
    return DecisionTreeClassifier.fromTree(params, schema, classes, measured) as FromMlCart<M>;
  }
  const tree = assembleTree(OWNER, nodes, 1, writeNumber);
  const measured = measuringOn(OWNER, schema, null, options)(tree);
  return DecisionTreeRegressor.fromTree(params, schema, measured) as FromMlCart<M>;
}
