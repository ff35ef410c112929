import { custom, type Param } from '../core/index.js';
import {
  categoryCounts,
  codedMatrix,
  Frame,
  type Matrix,
  namesOf,
  resolveColumns,
  type Schema,
  schemaOf,
  type Table,
} from '../data/index.js';
import { InvalidDataError, InvalidParameterError, PipefitError, UnsupportedError } from '../errors/index.js';
import { type ColumnRules, TreeTable } from './tree-table.js';

/** Which columns are categories: by their type, none, or by name, position or mask. */
export type CategoricalFeatures = 'fromDtype' | readonly (string | number)[] | readonly boolean[] | null;

type Direction = -1 | 0 | 1;

/** Along which columns predictions must rise (1) or fall (-1): one number a column, or by column name. */
export type MonotonicCst =
  | readonly Direction[]
  | Readonly<Record<string, Direction>>
  | ReadonlyMap<string, Direction>
  | null;

/** The parameters that tell trees of their columns. */
export interface ColumnParams {
  readonly engine?: 'fast' | 'ml';
  readonly categoricalFeatures: CategoricalFeatures;
  readonly monotonicCst: MonotonicCst;
}

/** A set of more categories than this can hardly be learnt, and takes long to find. */
const MOST_CATEGORIES = 4096;

export const categoricalFeaturesParam: Param<CategoricalFeatures> = custom({
  default: 'fromDtype',
  describe: "'fromDtype', a list of column names or positions, a mask with one boolean a column, or null",
  doc:
    "Columns whose splits send a set of categories left: 'fromDtype' takes the category columns of a Frame, null none, " +
    'a list or a mask those it tells; columns of numbers among them must hold whole numbers from 0 on.',
  accepts: (value) =>
    value === null ||
    value === 'fromDtype' ||
    (Array.isArray(value) &&
      (value.every((each) => typeof each === 'boolean') ||
        value.every((each) => typeof each === 'string' || Number.isSafeInteger(each)))),
});

export const monotonicCstParam: Param<MonotonicCst> = custom({
  default: null,
  describe:
    'a list with -1, 0 or 1 for each column, a Map or an object from column name to such a number, or null',
  doc:
    'Columns along which predictions, of two classes the probability of the second, may only rise (1) or fall (-1); ' +
    '0 or not named: as they like.',
  accepts: (value) =>
    value === null || (typeof value === 'object' && directionsOf(value).every((each) => isDirection(each))),
});

/** The data of a fit as trees take them; monotonic constraints need one number to predict, or the second of two classes. */
export function treeTable(
  owner: string,
  X: Table,
  params: ColumnParams,
  outputs: 'one' | 'several',
): TreeTable {
  const schema = schemaOf(X);
  // The packages know nothing of such rules; their parameters are refused elsewhere.
  if (params.engine === 'ml')
    return new TreeTable(codedMatrix(X, schema), { categories: null, monotonic: null });
  const chosen = chosenColumns(owner, X, params.categoricalFeatures);
  refuseOtherTypes(owner, X, schema, chosen);
  const numbers = codedMatrix(X, schema);
  const rules = {
    categories: countCategories(owner, numbers, schema, chosen),
    monotonic: directions(owner, X, params.monotonicCst, outputs),
  };
  refuseBoth(owner, schema, rules);
  return new TreeTable(numbers, rules);
}

/** New data as numbers and codes, as the trees that were fitted on `schema` take them. */
export function treeRows(X: Table, schema: Schema): Matrix {
  return codedMatrix(X, schema);
}

/** Refuses to go on with trees that were grown on other categories, whose codes meant something else. */
export function checkSameCategories(owner: string, known: Schema, X: Table): void {
  schemaOf(X).columns.forEach(({ name, categories = [] }, j) => {
    const before = known.columns[j]?.categories ?? [];
    if (before.length === categories.length && before.every((each, c) => each === categories[c])) return;
    throw new InvalidDataError(
      `${owner}: warmStart keeps trees that saw other categories in the column '${name}'. Set warmStart: false.`,
      { column: name },
    );
  });
}

/** The names of the categories of each column, null for columns of other types. */
export function categoryNames({ columns }: Schema): readonly (readonly string[] | null)[] {
  return columns.map(({ categories }) => categories ?? null);
}

/** For each column 1 where it is one of categories. */
function chosenColumns(owner: string, X: Table, wanted: CategoricalFeatures): Uint8Array {
  const chosen = new Uint8Array(X.cols);
  if (wanted === null) return chosen;
  if (wanted === 'fromDtype') {
    if (X instanceof Frame)
      for (let j = 0; j < X.cols; j++) if (X.column(j).type === 'category') chosen[j] = 1;
    return chosen;
  }
  if (typeof wanted[0] === 'boolean') {
    if (wanted.length === X.cols) return chosen.map((_, j) => (wanted[j] === true ? 1 : 0));
    throw new InvalidParameterError(
      owner,
      'categoricalFeatures',
      `${owner}: categoricalFeatures is a mask of ${wanted.length} booleans, but X has ${X.cols} columns.`,
    );
  }
  try {
    const names = X.columnNames ?? null;
    for (const j of resolveColumns(wanted as readonly (string | number)[], names, X.cols)) chosen[j] = 1;
  } catch (error) {
    if (!(error instanceof PipefitError)) throw error;
    throw new InvalidParameterError(
      owner,
      'categoricalFeatures',
      `${owner}: categoricalFeatures does not fit the columns of X. ${error.message}`,
      { cause: error },
    );
  }
  return chosen;
}

/** Text is no category yet, and categories that are not to be split as such have no numbers. */
function refuseOtherTypes(owner: string, X: Table, { columns }: Schema, chosen: Uint8Array): void {
  if (!(X instanceof Frame)) return;
  columns.forEach(({ name, type }, j) => {
    if (type === 'text') {
      throw new InvalidDataError(
        `${owner}: column '${name}' is text. Make it a category column (Frame's types option), encode it, or leave it out.`,
        { column: name },
      );
    }
    if (type === 'category' && chosen[j] === 0) {
      throw new InvalidDataError(
        `${owner}: column '${name}' holds categories, but categoricalFeatures leaves it out. Add it, take 'fromDtype', ` +
          'or encode the column first (OneHotEncoder, OrdinalEncoder).',
        { column: name },
      );
    }
    if (chosen[j] === 1 && type === 'date') {
      throw new InvalidDataError(
        `${owner}: categoricalFeatures names the column '${name}', which holds dates. Make it a category column.`,
        { column: name },
      );
    }
  });
}

function countCategories(owner: string, X: Matrix, schema: Schema, chosen: Uint8Array): Int32Array | null {
  if (!chosen.includes(1)) return null;
  const counts = categoryCounts(schema);
  return counts.map((known, j) => {
    if (chosen[j] === 0) return 0;
    const { name, type } = schema.columns[j]!;
    const count = type === 'category' ? known : highestCode(owner, X, j, name) + 1;
    if (count > MOST_CATEGORIES) {
      throw new InvalidDataError(
        `${owner}: column '${name}' has ${count} categories, and trees split at most ${MOST_CATEGORIES}. Group rare ` +
          'ones, or encode the column.',
        { column: name },
      );
    }
    // A column of missing values only has no category, and is a column of numbers as well as any.
    return count;
  });
}

/** The highest number in a column that numbers its categories itself; -1 when all are missing. */
function highestCode(owner: string, X: Matrix, j: number, name: string): number {
  let highest = -1;
  for (let i = 0; i < X.rows; i++) {
    const value = X.data[i * X.cols + j]!;
    if (Number.isNaN(value)) continue;
    if (!Number.isSafeInteger(value) || value < 0) {
      throw new InvalidDataError(
        `${owner}: categoricalFeatures names the column '${name}', whose categories must be whole numbers from 0 on. ` +
          `Row ${i} holds ${value}. Make it a category column, or encode it (OrdinalEncoder).`,
        { column: name, row: i },
      );
    }
    highest = Math.max(highest, value);
  }
  return highest;
}

function directions(
  owner: string,
  X: Table,
  wanted: MonotonicCst,
  outputs: 'one' | 'several',
): Int8Array | null {
  if (wanted === null) return null;
  if (outputs === 'several') {
    throw new UnsupportedError(
      `${owner}: monotonicCst needs two classes or one number to predict, for several outputs have no order. ` +
        'Set monotonicCst: null, or predict one output at a time.',
    );
  }
  const signs = Array.isArray(wanted) ? listed(owner, X, wanted) : named(owner, X, wanted as object);
  return signs.some((sign) => sign !== 0) ? signs : null;
}

function listed(owner: string, X: Table, wanted: readonly Direction[]): Int8Array {
  if (wanted.length === X.cols) return Int8Array.from(wanted);
  throw new InvalidParameterError(
    owner,
    'monotonicCst',
    `${owner}: monotonicCst must have a number for each of the ${X.cols} columns of X. Got ${wanted.length}.`,
  );
}

function named(owner: string, X: Table, wanted: object): Int8Array {
  const signs = new Int8Array(X.cols);
  const entries: [string, Direction][] = wanted instanceof Map ? [...wanted] : Object.entries(wanted);
  const names = X.columnNames ?? null;
  for (const [name, sign] of entries) {
    try {
      signs[resolveColumns([name], names, X.cols)[0]!] = sign;
    } catch (error) {
      if (!(error instanceof PipefitError)) throw error;
      throw new InvalidParameterError(
        owner,
        'monotonicCst',
        `${owner}: monotonicCst does not fit the columns of X. ${error.message} The columns are ` +
          `${namesOf(X).slice(0, 12).join(', ')}.`,
        { cause: error },
      );
    }
  }
  return signs;
}

/** Categories have no order along which predictions could rise. */
function refuseBoth(owner: string, { columns }: Schema, { categories, monotonic }: ColumnRules): void {
  const both = columns.findIndex((_, j) => categories?.[j] && monotonic?.[j]);
  if (both < 0) return;
  throw new InvalidParameterError(
    owner,
    'monotonicCst',
    `${owner}: monotonicCst constrains the column '${columns[both]!.name}', whose categories have no order. ` +
      'Leave it out there, or encode the column as numbers.',
  );
}

function directionsOf(wanted: object): unknown[] {
  return wanted instanceof Map || Array.isArray(wanted) ? [...wanted.values()] : Object.values(wanted);
}

function isDirection(value: unknown): boolean {
  return value === -1 || value === 0 || value === 1;
}
