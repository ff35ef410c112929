import { Matrix, resolveColumns, type Schema } from '../../data/index.js';
import { InvalidDataError, InvalidParameterError, PipefitError } from '../../errors/index.js';
import type { CategoricalFeatures, InteractionCst, MonotonicCst } from './params.js';

/** Of each column that is a category, the values that occur, ascending; null for the others. */
export type Categories = readonly (Float64Array | null)[];

/** Which columns are categories, as 0 or 1 each. */
export function categoricalMask(owner: string, given: CategoricalFeatures, schema: Schema): Uint8Array {
  const { columns } = schema;
  const mask = new Uint8Array(columns.length);
  const refuse = (message: string) => new InvalidParameterError(owner, 'categoricalFeatures', message);
  if (given === 'fromDtype') {
    columns.forEach(({ type }, j) => {
      mask[j] = type === 'category' ? 1 : 0;
    });
  } else if (given !== null && given.length > 0 && typeof given[0] === 'boolean') {
    if (given.length !== columns.length) {
      throw refuse(
        `${owner}: categoricalFeatures has ${given.length} truth values for ${columns.length} columns. Give one each.`,
      );
    }
    mask.set(given.map(Number));
  } else if (given !== null) {
    for (const j of positions(owner, 'categoricalFeatures', given as readonly (string | number)[], schema)) {
      mask[j] = 1;
    }
  }
  columns.forEach(({ name, type }, j) => {
    if (type === 'text' || (type === 'category' && mask[j] === 0)) {
      const cure =
        type === 'text'
          ? 'Encode it first, or drop it.'
          : 'Name it in categoricalFeatures, or encode it first.';
      throw new InvalidDataError(
        `${owner}: column '${name}' is of type ${type}, which is no number. ${cure}`,
        {
          column: name,
        },
      );
    }
  });
  return mask;
}

/** The sign of each column, or null when none is constrained. */
export function monotoneSigns(
  owner: string,
  given: MonotonicCst,
  schema: Schema,
  categorical: Uint8Array,
): Int8Array | null {
  if (given === null) return null;
  const { columns } = schema;
  const signs = new Int8Array(columns.length);
  const refuse = (message: string) =>
    new InvalidParameterError(owner, 'monotonicCst', `${owner}: ${message}`);
  if (isList(given)) {
    if (given.length !== columns.length) {
      throw refuse(`monotonicCst has ${given.length} signs for ${columns.length} columns. Give one each.`);
    }
    signs.set(Array.from(given));
  } else {
    const entries: [string, number][] = given instanceof Map ? [...given] : Object.entries(given);
    const names = entries.map(([name]) => name);
    positions(owner, 'monotonicCst', names, schema).forEach((j, p) => {
      signs[j] = entries[p]![1];
    });
  }
  const both = columns.findIndex((_, j) => signs[j] !== 0 && categorical[j] === 1);
  if (both >= 0) {
    throw refuse(
      `column '${columns[both]!.name}' has categories, which have no order to be monotonic in. Take it out of monotonicCst.`,
    );
  }
  return signs.some((sign) => sign !== 0) ? signs : null;
}

/** The groups of columns that may act together; columns in no group form one more. */
export function interactionGroups(
  owner: string,
  given: InteractionCst,
  schema: Schema,
): readonly (readonly number[])[] | null {
  if (given === null) return null;
  const all = schema.columns.map((_, j) => j);
  if (given === 'noInteractions') return all.map((j) => [j]);
  if (given === 'pairwise') {
    return all.length === 1 ? [all] : all.flatMap((i) => all.slice(i + 1).map((j) => [i, j]));
  }
  const groups = given.map((group) => [...new Set(positions(owner, 'interactionCst', group, schema))]);
  const listed = new Set(groups.flat());
  const others = all.filter((j) => !listed.has(j));
  return others.length > 0 ? [...groups, others] : groups;
}

/** The categories that occur in the columns that have them; those of the last fit where they are to be kept. */
export function categoriesOf(
  owner: string,
  X: Matrix,
  mask: Uint8Array,
  maxBins: number,
  schema: Schema,
): Categories {
  return Array.from(mask, (isCategory, j) => {
    if (isCategory === 0) return null;
    const values = new Set<number>();
    for (let i = 0; i < X.rows; i++) {
      const value = X.data[i * X.cols + j]!;
      if (!Number.isNaN(value)) values.add(value === 0 ? 0 : value);
    }
    if (values.size > maxBins) {
      throw new InvalidDataError(
        `${owner}: column '${schema.columns[j]!.name}' has ${values.size} categories, and at most maxBins, ` +
          `${maxBins}, are possible. Join rare ones, or leave it out of categoricalFeatures.`,
        { column: schema.columns[j]!.name },
      );
    }
    return Float64Array.from(values).sort();
  });
}

/** The table with the position among the known ones in the place of each category; unknown ones are missing. */
export function recode(X: Matrix, categories: Categories): Matrix {
  const coded = categories.flatMap((known, j) => (known === null ? [] : [[j, positionsIn(known)] as const]));
  if (coded.length === 0) return X;
  const data = X.data.slice();
  for (const [j, place] of coded) {
    for (let p = j; p < data.length; p += X.cols) data[p] = place.get(data[p]!) ?? Number.NaN;
  }
  return new Matrix(data, X.rows, X.cols, X.columnNames);
}

function positionsIn(known: Float64Array): Map<number, number> {
  return new Map(Array.from(known, (value, position) => [value, position]));
}

function positions(
  owner: string,
  param: string,
  columns: readonly (string | number)[],
  schema: Schema,
): Int32Array {
  const names = schema.named ? schema.columns.map(({ name }) => name) : null;
  try {
    return resolveColumns(columns, names, schema.columns.length);
  } catch (error) {
    if (!(error instanceof PipefitError)) throw error;
    throw new InvalidParameterError(owner, param, `The parameter '${param}' of ${owner}: ${error.message}`, {
      cause: error,
    });
  }
}

function isList(value: object): value is ArrayLike<number> {
  return 'length' in value && !(value instanceof Map);
}
