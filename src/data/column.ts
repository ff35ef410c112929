import { InvalidDataError } from '../errors/index.js';
import { firstNaN, firstNegativeCode, firstStrayCode } from '../kernels/scan-values.js';

/** One value of a table; null is missing. */
export type Cell = number | string | boolean | Date | null;

export interface NumberColumn {
  readonly type: 'number';
  /** NaN is missing. */
  readonly values: Float64Array;
}

export interface CategoryColumn {
  readonly type: 'category';
  /** Index into `categories` for each row; -1 is missing. */
  readonly codes: Int32Array;
  /** Distinct; sorted where pipefit made the column. */
  readonly categories: readonly string[];
}

export interface BooleanColumn {
  readonly type: 'boolean';
  /** 1 is true, 0 is false, -1 is missing. */
  readonly values: Int8Array;
}

export interface DateColumn {
  readonly type: 'date';
  /** Milliseconds since 1970-01-01 UTC; NaN is missing. */
  readonly values: Float64Array;
}

export interface TextColumn {
  readonly type: 'text';
  /** null is missing. */
  readonly values: readonly (string | null)[];
}

/** A column of a Frame, told apart by `type`. */
export type Column = NumberColumn | CategoryColumn | BooleanColumn | DateColumn | TextColumn;

export type ColumnType = Column['type'];

export const columnTypes: readonly ColumnType[] = ['number', 'category', 'boolean', 'date', 'text'];

/** How many rows a column has. */
export function columnLength(column: Column): number {
  return column.type === 'category' ? column.codes.length : column.values.length;
}

/** One value of a column; missing values come back as null. */
export function cellAt(column: Column, row: number): Cell {
  switch (column.type) {
    case 'number': {
      const value = column.values[row]!;
      return Number.isNaN(value) ? null : value;
    }
    case 'category': {
      const code = column.codes[row]!;
      return code < 0 ? null : column.categories[code]!;
    }
    case 'boolean': {
      const value = column.values[row]!;
      return value < 0 ? null : value === 1;
    }
    case 'date': {
      const value = column.values[row]!;
      return Number.isNaN(value) ? null : new Date(value);
    }
    case 'text':
      return column.values[row] ?? null;
  }
}

/** All values of a column; missing values are null. */
export function cellsOf(column: Column): Cell[] {
  const cells: Cell[] = new Array(columnLength(column));
  for (let i = 0; i < cells.length; i++) cells[i] = cellAt(column, i);
  return cells;
}

/** The rows of a column at the given indices, in their order. */
export function takeRows(column: Column, indices: ArrayLike<number>): Column {
  const take = <T extends Float64Array | Int32Array | Int8Array>(source: T): T => {
    const taken = new (source.constructor as new (length: number) => T)(indices.length);
    for (let i = 0; i < indices.length; i++) taken[i] = source[indices[i]!]!;
    return taken;
  };
  switch (column.type) {
    case 'category':
      return { ...column, codes: take(column.codes) };
    case 'boolean':
      return { ...column, values: take(column.values) };
    case 'text':
      return { ...column, values: Array.from(indices, (i) => column.values[i] ?? null) };
    default:
      return { ...column, values: take(column.values) };
  }
}

/** Whether the value at a row is missing. */
export function isMissingAt(column: Column, row: number): boolean {
  switch (column.type) {
    case 'category':
      return column.codes[row]! < 0;
    case 'boolean':
      return column.values[row]! < 0;
    case 'text':
      return column.values[row] == null;
    default:
      return Number.isNaN(column.values[row]);
  }
}

/** The first row whose value is missing, or -1. */
export function firstMissing(column: Column): number {
  switch (column.type) {
    case 'category':
      return firstNegativeCode(column.codes);
    case 'boolean':
      return column.values.findIndex((value) => value < 0);
    case 'text':
      return column.values.findIndex((value) => value == null);
    default:
      return firstNaN(column.values);
  }
}

/** How many values of a column are missing. */
export function countMissing(column: Column): number {
  let missing = 0;
  for (let i = 0; i < columnLength(column); i++) if (isMissingAt(column, i)) missing++;
  return missing;
}

/** Whether a value is a column already. */
export function isColumn(value: unknown): value is Column {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || ArrayBuffer.isView(value))
    return false;
  const type = (value as { type?: unknown }).type;
  return typeof type === 'string' && columnTypes.includes(type as ColumnType);
}

/** A column that someone else put together, checked once: its arrays are of the right kind and its codes have a category. */
export function checkColumn(column: Column, name: string): Column {
  const [values, kind] =
    column.type === 'category'
      ? [column.codes, Int32Array]
      : column.type === 'boolean'
        ? [column.values, Int8Array]
        : [column.values, column.type === 'text' ? Array : Float64Array];
  if (!(values instanceof kind)) {
    throw new InvalidDataError(
      `Column '${name}' of type ${column.type} must hold its ${column.type === 'category' ? 'codes' : 'values'} ` +
        `as ${kind === Array ? 'an array' : kind.name}. Give the plain values instead to have them converted.`,
      { column: name },
    );
  }
  if (column.type !== 'category') return column;
  const { codes, categories } = column;
  if (!Array.isArray(categories) || new Set(categories).size !== categories.length) {
    throw new InvalidDataError(`Column '${name}' needs a list of distinct categories.`, { column: name });
  }
  const row = firstStrayCode(codes, categories.length);
  if (row < 0) return column;
  throw new InvalidDataError(
    `Column '${name}', row ${row}: the code ${codes[row]} has no category; there are ${categories.length}.`,
    { row, column: name },
  );
}
