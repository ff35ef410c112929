import { custom, type Param } from '../core/index.js';
import {
  asTable,
  type Cell,
  type Column,
  type ColumnType,
  cellAt,
  columnFrom,
  columnLength,
  compareLabels,
  type DataLike,
  Frame,
  isTextType,
  type Label,
  type Matrix,
  type RowCells,
  type SparseMatrix,
} from '../data/index.js';
import { InvalidDataError, InvalidParameterError, showValue } from '../errors/index.js';
import { countCodes, translateCodes } from '../kernels/scan-values.js';

/** A category of a column; null is the category of the missing values. */
export type Category = Label | null;

/** How the group of the infrequent categories is called in names and by `inverseTransform`, as in scikit-learn. */
export const INFREQUENT = 'infrequent_sklearn';

/** The parameter `categories` of the encoders. */
export const categoriesParam: Param<'auto' | readonly (readonly Category[])[]> = custom({
  default: 'auto',
  describe: "'auto' or a list of categories (numbers, strings, booleans, null) for each column",
  doc: "Categories of each column in their order, a missing value (null) last; 'auto' takes those in the data.",
  accepts: (value) =>
    value === 'auto' ||
    (Array.isArray(value) && value.every((list) => Array.isArray(list) && list.every(isCategory))),
});

/** Whether a value can be a category. */
export function isCategory(value: unknown): value is Category {
  return value === null || ['number', 'string', 'boolean'].includes(typeof value);
}

/** The columns of a matrix as columns of a frame. */
export function asFrame(X: Matrix | Frame): Frame {
  return X instanceof Frame ? X : Frame.fromMatrix(X);
}

/** What `fit` finds in one column. */
export interface ColumnCategories {
  /** In their order, that of the missing values last. */
  readonly categories: readonly Category[];
  /** How many rows hold each. */
  readonly counts: Int32Array;
}

/** The categories of each column of a frame: those that are there, or those that are given. */
export function learnCategories(
  X: Frame,
  given: 'auto' | readonly (readonly Category[])[],
  owner: string,
  options: { readonly refuseUnknown: boolean },
): ColumnCategories[] {
  if (given !== 'auto' && given.length !== X.cols) {
    throw new InvalidParameterError(
      owner,
      'categories',
      `The parameter 'categories' of ${owner} needs one list for each of the ${X.cols} columns of X. Got ${given.length}.`,
    );
  }
  return X.columnNames.map((name, j) => {
    const column = X.column(j);
    const present = tally(column, name, owner);
    if (given === 'auto') {
      return { categories: [...present.keys()], counts: Int32Array.from(present.values()) };
    }
    const categories = given[j]!.map((category) => (Number.isNaN(category) ? null : category));
    checkGiven(categories, column.type, name, owner);
    const known = new Set(categories);
    const unknown = [...present.keys()].filter((category) => !known.has(category));
    if (options.refuseUnknown && unknown.length > 0) {
      throw new InvalidDataError(
        `${owner}: column '${name}' holds ${listed(unknown)}, which the parameter 'categories' does not list for it.`,
        { column: name },
      );
    }
    return { categories, counts: Int32Array.from(categories, (category) => present.get(category) ?? 0) };
  });
}

/** How often each category comes in a column, the categories in order. */
function tally(column: Column, name: string, owner: string): Map<Category, number> {
  const counts = new Map<Category, number>();
  const add = (category: Category, count: number) => {
    if (count > 0) counts.set(category, (counts.get(category) ?? 0) + count);
  };
  switch (column.type) {
    case 'category': {
      // Counted by code: a million rows hash no string.
      const byCode = countCodes(column.codes, column.categories.length);
      add(null, byCode[0]!);
      column.categories.forEach((category, code) => {
        add(category, byCode[code + 1]!);
      });
      break;
    }
    case 'boolean':
      for (const value of [-1, 0, 1]) {
        const count = column.values.reduce((sum, each) => sum + Number(each === value), 0);
        add(value < 0 ? null : value === 1, count);
      }
      break;
    case 'number':
      // Zero and minus zero are one category, as they are one key of a Map.
      for (const value of column.values) add(Number.isNaN(value) ? null : value, 1);
      break;
    case 'text':
      for (const value of column.values) counts.set(value, (counts.get(value) ?? 0) + 1);
      break;
    case 'date':
      throw new InvalidDataError(
        `${owner}: column '${name}' holds dates, which are no categories. ` +
          'Turn it into numbers or strings first, such as the month, or leave it out.',
        { column: name },
      );
  }
  return new Map([...counts].sort(([a], [b]) => compareCategories(a, b)));
}

function checkGiven(categories: readonly Category[], type: ColumnType, name: string, owner: string): void {
  const wanted = type === 'number' || type === 'boolean' ? type : 'string';
  const wrong = categories.find((category) => category !== null && typeof category !== wanted);
  const missingAt = categories.indexOf(null);
  let fault: string | null = null;
  if (categories.length === 0) fault = 'is empty';
  else if (wrong !== undefined) fault = `holds ${showValue(wrong)}, but the column is of type ${type}`;
  else if (new Set(categories).size < categories.length) fault = 'holds a category twice';
  else if (missingAt >= 0 && missingAt < categories.length - 1) fault = 'must hold null last';
  if (fault === null) return;
  throw new InvalidParameterError(
    owner,
    'categories',
    `The parameter 'categories' of ${owner}: the list for column '${name}' ${fault}.`,
  );
}

const lookups = new WeakMap<object, readonly ReadonlyMap<Category, number>[]>();

/** For each column the place of each category; built once for a fitted state, which itself holds no Map. */
export function lookupsOf(
  categories: readonly (readonly Category[])[],
): readonly ReadonlyMap<Category, number>[] {
  let built = lookups.get(categories);
  if (built === undefined) {
    built = categories.map((list) => new Map(list.map((category, place) => [category, place])));
    lookups.set(categories, built);
  }
  return built;
}

/** The place of each row's category; -1 where it is unknown. */
export function placesOf(column: Column, lookup: ReadonlyMap<Category, number>): Int32Array {
  const place = (category: Category) => lookup.get(category) ?? -1;
  const places = new Int32Array(column.type === 'category' ? 0 : columnLength(column));
  switch (column.type) {
    case 'category': {
      // The dictionary is translated once, then rows are only numbers.
      const ofCode = Int32Array.from([null, ...column.categories], place);
      return translateCodes(column.codes, ofCode);
    }
    case 'boolean': {
      const ofValue = Int32Array.from([null, false, true], place);
      for (let i = 0; i < places.length; i++) places[i] = ofValue[column.values[i]! + 1]!;
      break;
    }
    case 'text': {
      const { values } = column;
      for (let i = 0; i < places.length; i++) places[i] = lookup.get(values[i]!) ?? -1;
      break;
    }
    default:
      for (let i = 0; i < places.length; i++) {
        const value = column.values[i]!;
        places[i] = place(Number.isNaN(value) ? null : value);
      }
  }
  return places;
}

/** For each column a reader of the place of a row's category; -1 where it is unknown. Null for dates, which are none. */
export function rowPlaces(
  { types, numbers, texts }: RowCells,
  categories: readonly (readonly Category[])[],
): readonly (() => number)[] | null {
  if (types.includes('date')) return null;
  const found = lookupsOf(categories);
  return types.map((type, j) => {
    const lookup = found[j]!;
    if (isTextType(type)) return () => lookup.get(texts[j]!) ?? -1;
    const ofMissing = lookup.get(null) ?? -1;
    if (type === 'boolean') {
      const ofValue = Int32Array.of(lookup.get(false) ?? -1, lookup.get(true) ?? -1);
      return () => (Number.isNaN(numbers[j]) ? ofMissing : ofValue[numbers[j]!]!);
    }
    return () => (Number.isNaN(numbers[j]) ? ofMissing : (lookup.get(numbers[j]!) ?? -1));
  });
}

/** The error for rows whose category `fit` did not see: which, where, and what to do. */
export function unknownCategories(
  column: Column,
  name: string,
  places: Int32Array,
  owner: string,
  advice: string,
): InvalidDataError {
  const row = places.indexOf(-1);
  const unknown = new Set<Cell>();
  for (let i = row; i < places.length; i++) if (places[i]! < 0) unknown.add(cellAt(column, i));
  const sorted = ([...unknown] as Category[]).sort(compareCategories);
  return new InvalidDataError(
    `${owner}: column '${name}' holds ${listed(sorted)}, which fit did not see (first in row ${row}). ${advice}`,
    { row, column: name },
  );
}

/** Encoded data for `inverseTransform`: numbers, as many columns as `transform` gives. */
export function encodedNumbers(X: DataLike, width: number, owner: string): Matrix | SparseMatrix {
  const table = asTable(X, owner);
  if (table.cols !== width) {
    throw new InvalidDataError(
      `${owner}: inverseTransform needs the ${width} columns that transform gives. Got ${table.cols}.`,
    );
  }
  return table instanceof Frame ? table.toMatrix() : table;
}

/** A column of the type seen by `fit`, each row one of the choices or (below 0) missing. */
export function columnOfChoices(
  choices: readonly Category[],
  picks: Int32Array,
  type: ColumnType,
  name: string,
): Column {
  const cells = Array.from(picks, (pick) => (pick < 0 ? null : choices[pick]!));
  // A group of infrequent numbers has a name, which a column of numbers cannot hold.
  const named = type !== 'text' && choices.includes(INFREQUENT);
  return columnFrom(cells, name, named ? 'category' : type);
}

/** Labels of one type in their order, missing (null) after all. */
function compareCategories(a: Category, b: Category): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return compareLabels(a, b);
}

function listed(categories: readonly Category[]): string {
  const shown = categories
    .slice(0, 8)
    .map((category) => (category === null ? 'null (missing)' : showValue(category)));
  return shown.join(', ') + (categories.length > 8 ? `, ... (${categories.length} in all)` : '');
}
