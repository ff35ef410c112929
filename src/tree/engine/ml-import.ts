import {
  asLabels,
  asTable,
  asVector,
  checkLength,
  checkValues,
  conform,
  type DataLike,
  type EncodedLabels,
  encodeLabels,
  isNamed,
  type Label,
  type LabelsLike,
  Matrix,
  namesOf,
  type Schema,
  SparseMatrix,
  schemaOf,
  type VectorLike,
} from '../../data/index.js';
import {
  InvalidDataError,
  InvalidParameterError,
  ModelFileError,
  type PipefitError,
  showValue,
} from '../../errors/index.js';
import type { Criterion } from '../../kernels/tree/criterion.js';
import type { Tree } from '../../kernels/tree/tree-nodes.js';
import { checkTargets, classCriterion, targetCriterion } from '../tree-criteria.js';
import { isIndex, MOST_COLUMNS, own } from './foreign-parts.js';
import { measureTree } from './measure-tree.js';

/** What the packages do not keep, and {@link fromMlCart} and {@link fromMlRandomForest} may be told. */
export interface MlImportOptions {
  /**
   * The labels of the codes 0, 1, ...: what was encoded before the package was trained. Without them those that
   * pipefit's export wrote into the model, else the codes themselves.
   */
  readonly classes?: readonly Label[];
  /**
   * Number of columns of the training data. Without it that of `featureNames`, of what the model tells, or of
   * `trainingData`; without those as many as the model asks for.
   */
  readonly nFeatures?: number;
  /** Names of the columns; those of `trainingData` where it has some. */
  readonly featureNames?: readonly string[];
  /** The training data, `[X, y]`, from which counts, impurities and so `featureImportances` are measured. */
  readonly trainingData?: readonly [X: DataLike, y: LabelsLike | VectorLike];
}

/** The classes of a model: `codes[c]` is the place among the sorted `classes` of the package's code c. */
export function classesOf(
  owner: string,
  model: object,
  options: MlImportOptions,
  needed: number,
): EncodedLabels {
  const isTold = options.classes !== undefined;
  const given = options.classes ?? own(model, 'classes');
  if (given === undefined) {
    const numbers = Array.from({ length: needed }, (_, code) => code);
    return { classes: numbers, codes: Int32Array.from(numbers) };
  }
  const refuse = refusal(owner, isTold ? 'classes' : null, 'classes');
  if (!Array.isArray(given)) throw refuse(`classes must be an array of labels. Got ${showValue(given)}.`);
  if (given.length < needed) {
    throw refuse(`the model has the codes 0 to ${needed - 1}, but classes holds ${given.length} labels.`);
  }
  const encoded = encodedOf(owner, given as Label[], isTold);
  if (encoded.classes.length === given.length) return encoded;
  throw refuse(`classes must be distinct. Got ${showValue(given)}.`);
}

/** The columns of a model: as many as it is told to have, `needed` if it is not; with names where there are some. */
export function columnsOf(
  owner: string,
  model: object,
  options: MlImportOptions,
  needed: number,
  told: unknown = own(model, 'nFeatures'),
): Schema {
  const blamed = (['featureNames', 'nFeatures', 'trainingData'] as const).find(
    (name) => options[name] !== undefined,
  );
  const refuse = refusal(owner, blamed ?? null, 'nFeatures');
  const data = trainingDataOf(owner, options);
  const table = data === null ? null : asTable(data[0], owner);
  const names: unknown =
    options.featureNames ??
    own(model, 'featureNames') ??
    (table !== null && isNamed(table) ? namesOf(table) : null);
  if (names !== null && !isNames(names)) {
    throw refuse(`featureNames must be an array of strings. Got ${showValue(names)}.`);
  }
  const least = Math.max(needed, 1);
  const count = options.nFeatures ?? names?.length ?? told ?? table?.cols ?? least;
  if (!isIndex(count) || count < least || count > MOST_COLUMNS) {
    throw refuse(`the model needs ${least} columns or more, up to ${MOST_COLUMNS}. Got ${showValue(count)}.`);
  }
  if (names !== null && names.length !== count) {
    throw refuse(`there are ${names.length} names for ${count} columns.`);
  }
  return schemaOf(new Matrix(new Float64Array(count), 1, count, names));
}

/** Measures trees on the training data, or leaves them as they are where these are not given. */
export function measuringOn(
  owner: string,
  schema: Schema,
  labels: EncodedLabels | null,
  options: MlImportOptions,
): (tree: Tree) => Tree {
  const data = trainingDataOf(owner, options);
  if (data === null) return (tree) => tree;
  const [X, y] = data;
  const table = conform(X, schema, owner);
  checkValues(table, owner, { missing: true });
  const rows =
    table instanceof Matrix ? table : table instanceof SparseMatrix ? table.toDense() : table.toMatrix();
  const criterion =
    labels === null ? ofNumbers(owner, y as VectorLike) : ofLabels(owner, y as LabelsLike, labels);
  checkLength(criterion.rows, rows.rows, owner, 'y');
  return (tree) => measureTree(tree, rows, criterion.criterion);
}

/** The parameters of a package's tree that ours have too, where they are usable. */
export function treeParamsFrom(given: unknown): { maxDepth?: number; minSamplesSplit?: number } {
  if (typeof given !== 'object' || given === null) return {};
  const maxDepth = own(given, 'maxDepth');
  const minNumSamples = own(given, 'minNumSamples');
  return {
    ...(isIndex(maxDepth) && maxDepth >= 1 && maxDepth < Number.MAX_SAFE_INTEGER ? { maxDepth } : {}),
    ...(isIndex(minNumSamples) && minNumSamples >= 1 ? { minSamplesSplit: minNumSamples + 1 } : {}),
  };
}

function trainingDataOf(
  owner: string,
  { trainingData }: MlImportOptions,
): NonNullable<MlImportOptions['trainingData']> | null {
  if (trainingData === undefined) return null;
  if (Array.isArray(trainingData) && trainingData.length === 2) return trainingData;
  const wrong = `${owner}: trainingData must be [X, y]. Got ${showValue(trainingData)}.`;
  throw new InvalidParameterError(owner, 'trainingData', wrong);
}

/** Makes the error of an argument where there is one to blame, else that of the model. */
function refusal(owner: string, parameter: string | null, place: string): (message: string) => PipefitError {
  return (message) =>
    parameter === null
      ? new ModelFileError(`${owner}: ${message}`, place)
      : new InvalidParameterError(owner, parameter, `${owner}: ${message}`);
}

function encodedOf(owner: string, classes: Label[], isTold: boolean): EncodedLabels {
  try {
    return encodeLabels(classes, owner, 'classes');
  } catch (error) {
    if (isTold || !(error instanceof InvalidDataError)) throw error;
    throw new ModelFileError(error.message, 'classes', { cause: error });
  }
}

function isNames(names: unknown): names is readonly string[] {
  return Array.isArray(names) && names.every((name) => typeof name === 'string');
}

function ofNumbers(owner: string, y: VectorLike): { criterion: Criterion; rows: number } {
  const targets = asVector(y, owner);
  checkTargets(owner, 'squaredError', targets, null, 1);
  return { criterion: targetCriterion('squaredError', targets, 1), rows: targets.length };
}

function ofLabels(
  owner: string,
  y: LabelsLike,
  { classes }: EncodedLabels,
): { criterion: Criterion; rows: number } {
  const codeOf = new Map(classes.map((label, code) => [label, code]));
  const codes = Int32Array.from(asLabels(y, owner), (label, row) => {
    const code = codeOf.get(label);
    if (code !== undefined) return code;
    throw new InvalidDataError(
      `${owner}: row ${row} of y is ${showValue(label)}, which is none of the classes ${showValue(classes)}.`,
      { row },
    );
  });
  return { criterion: classCriterion('gini', { classes, codes }), rows: codes.length };
}
