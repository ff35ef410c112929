import { UnsupportedError } from '../../errors/index.js';
import { assembleTree, type WriteLeaf, writeNumber, writeVote } from '../../tree/engine/assemble-tree.js';
import {
  asArray,
  asObject,
  isClassifierModel,
  isIndex,
  misfit,
  own,
} from '../../tree/engine/foreign-parts.js';
import {
  classesOf,
  columnsOf,
  type MlImportOptions,
  measuringOn,
  treeParamsFrom,
} from '../../tree/engine/ml-import.js';
import { type MlNodes, readColumns, readMlNodes } from '../../tree/engine/read-ml-nodes.js';
import { RandomForestClassifier } from '../random-forest-classifier.js';
import { RandomForestRegressor } from '../random-forest-regressor.js';

const OWNER = 'fromMlRandomForest';

/** What {@link fromMlRandomForest} makes of a model: known where the type of the model tells its name. */
export type FromMlRandomForest<M> = M extends { readonly name: 'RFClassifier' }
  ? RandomForestClassifier
  : M extends { readonly name: 'RFRegression' }
    ? RandomForestRegressor
    : RandomForestClassifier | RandomForestRegressor;

/**
 * A forest trained by ml-random-forest as a fitted RandomForestClassifier or RandomForestRegressor, which predicts
 * the same for every row. Takes a trained `RandomForestClassifier` or `RandomForestRegression` of that package, its
 * `toJSON()`, or that read back from a file.
 *
 * The package counts one vote a tree, so the leaves hold votes and `predictProba` gives their shares; of classes with
 * equally many votes the one that had them first wins, as there, and has the next larger number. The package's
 * `predictProbability` leaves out the first tree, and is not repeated. Regressors must average (`selectionMethod`
 * 'mean'). Counts, missing values and refitting are as in {@link fromMlCart}, with `trainingData` standing for the
 * rows of each tree, for the package does not say which it drew.
 *
 * Errors: ModelFileError, with the place, for anything that is no such model; UnsupportedError for a forest that
 * predicts medians; InvalidParameterError for `classes`, `nFeatures` or `featureNames` that do not fit it.
 * Complexity: O(nodes * classes).
 *
 * @example
 * ```ts
 * import { fromMlRandomForest, RandomForestClassifier, toMlRandomForest } from 'pipefit';
 *
 * const X = [[0, 1], [1, 0], [2, 1], [8, 0], [9, 1], [10, 0]];
 * const y = ['low', 'low', 'low', 'high', 'high', 'high'];
 * const forest = await new RandomForestClassifier({ nEstimators: 9, randomState: 0 }).fit(X, y);
 * const text = JSON.stringify(toMlRandomForest(forest));
 * const votes = fromMlRandomForest(JSON.parse(text));
 * console.log(votes.predict([[1, 1], [9, 0]])); // ['low', 'high']
 * ```
 */
export function fromMlRandomForest<const M extends object>(
  model: M,
  options: MlImportOptions = {},
): FromMlRandomForest<M> {
  asObject(OWNER, 'the model', model);
  // JSON has the forest in baseModel; an object of the package is it.
  const told = own(model, 'baseModel');
  const base = told === undefined ? model : asObject(OWNER, 'baseModel', told);
  const flag = own(base, 'isClassifier');
  const names = { classifier: 'RFClassifier', regressor: 'RFRegression' };
  const isClassifier = isClassifierModel(OWNER, model, names, typeof flag === 'boolean' ? flag : null);
  refuseMedian(own(model, 'selectionMethod'), isClassifier);
  const place = told === undefined ? '' : 'baseModel.';
  const { trees, columnCount } = readTrees(base, isClassifier, place);
  const schema = columnsOf(
    OWNER,
    model,
    options,
    columnCount,
    own(model, 'nFeatures') ?? own(base, 'numberFeatures'),
  );
  const params = paramsFrom(base, trees.length);
  if (isClassifier) {
    const classCount = trees.reduce((most, nodes) => Math.max(most, nodes.classCount), 0);
    const labels = classesOf(OWNER, model, options, classCount);
    const { classes } = labels;
    const measure = measuringOn(OWNER, schema, labels, options);
    const all = assemble(trees, classes.length, writeVote(labels)).map(measure);
    return RandomForestClassifier.fromVotingTrees(params, schema, classes, all) as FromMlRandomForest<M>;
  }
  const measure = measuringOn(OWNER, schema, null, options);
  const all = assemble(trees, 1, writeNumber).map(measure);
  return RandomForestRegressor.fromTrees(params, schema, all) as FromMlRandomForest<M>;
}

function readTrees(
  base: object,
  isClassifier: boolean,
  place: string,
): { readonly trees: readonly MlNodes[]; readonly columnCount: number } {
  const estimators = asArray(OWNER, `${place}estimators`, own(base, 'estimators'));
  const indexes = asArray(OWNER, `${place}indexes`, own(base, 'indexes'));
  const count = own(base, 'nEstimators');
  if (!isIndex(count) || count === 0 || count !== estimators.length || count !== indexes.length) {
    const wanted = `the number of trees, of which there are ${estimators.length}, with ${indexes.length} lists of columns`;
    throw misfit(OWNER, `${place}nEstimators`, wanted, count);
  }
  const seen = new Set<object>();
  let columnCount = 0;
  const trees = estimators.map((estimator, t) => {
    const where = `${place}estimators[${t}]`;
    const tree = asObject(OWNER, where, estimator);
    const from = `${place}indexes[${t}]`;
    const columns = readColumns(OWNER, from, asArray(OWNER, from, indexes[t]));
    for (const column of columns) columnCount = Math.max(columnCount, column + 1);
    return readMlNodes(own(tree, 'root'), {
      owner: OWNER,
      isClassifier,
      place: `${where}.root`,
      columns,
      seen,
    });
  });
  return { trees, columnCount };
}

function assemble(trees: readonly MlNodes[], width: number, writeLeaf: WriteLeaf) {
  return trees.map((nodes) => assembleTree(OWNER, nodes, width, writeLeaf));
}

function refuseMedian(selectionMethod: unknown, isClassifier: boolean): void {
  if (isClassifier || selectionMethod === 'mean') return;
  if (selectionMethod !== 'median')
    throw misfit(OWNER, 'selectionMethod', "'mean' or 'median'", selectionMethod);
  throw new UnsupportedError(
    `${OWNER}: this forest predicts the median of its trees, and RandomForestRegressor predicts the mean.`,
  );
}

/** The parameters that ours has too, where they are usable. */
function paramsFrom(base: object, nEstimators: number) {
  const seed = own(base, 'seed');
  const bootstrap = own(base, 'useSampleBagging');
  return {
    nEstimators,
    ...treeParamsFrom(own(base, 'treeOptions')),
    ...(typeof bootstrap === 'boolean' ? { bootstrap } : {}),
    ...(isIndex(seed) && seed < 2 ** 32 ? { randomState: seed } : {}),
  };
}
