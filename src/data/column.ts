import { InvalidDataError, showValue } from '../errors/index.js';

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
  return Array.from({ length: columnLength(column) }, (_, i) => cellAt(column, i));
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

/** A column from values, of the given type or of the one all values share. `name` is for the errors. */
export function columnFrom(values: ArrayLike<unknown>, name: string, type?: ColumnType): Column {
  if (type === undefined && ArrayBuffer.isView(values) && !(values instanceof BigInt64Array)) {
    return { type: 'number', values: Float64Array.from(values as ArrayLike<number>) };
  }
  const chosen = type ?? inferType(values, name);
  switch (chosen) {
    case 'number':
      return {
        type: 'number',
        values: mapValues(new Float64Array(values.length), values, name, toNumber, Number.NaN),
      };
    case 'date':
      return {
        type: 'date',
        values: mapValues(new Float64Array(values.length), values, name, toTime, Number.NaN),
      };
    case 'boolean':
      return { type: 'boolean', values: mapValues(new Int8Array(values.length), values, name, toFlag, -1) };
    case 'text':
      return {
        type: 'text',
        values: Array.from(values, (value) => (isMissing(value) ? null : String(value))),
      };
    case 'category':
      return categoryFrom(values, name);
  }
}

/** Strings (and numbers or booleans written as such) to codes over their sorted distinct values. */
function categoryFrom(values: ArrayLike<unknown>, name: string): CategoryColumn {
  const codeOf = new Map<string, number>();
  const codes = new Int32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (isMissing(value)) {
      codes[i] = -1;
      continue;
    }
    if (typeof value === 'object' || typeof value === 'function' || typeof value === 'symbol') {
      throw wrongCell(name, i, value, 'a category');
    }
    const text = String(value);
    let code = codeOf.get(text);
    if (code === undefined) codeOf.set(text, (code = codeOf.size));
    codes[i] = code;
  }
  const categories = [...codeOf.keys()].sort();
  const rank = new Int32Array(categories.length);
  categories.forEach((text, position) => {
    rank[codeOf.get(text)!] = position;
  });
  for (let i = 0; i < codes.length; i++) if (codes[i]! >= 0) codes[i] = rank[codes[i]!]!;
  return { type: 'category', codes, categories };
}

function isMissing(value: unknown): boolean {
  return value === null || value === undefined || (typeof value === 'number' && Number.isNaN(value));
}

function inferType(values: ArrayLike<unknown>, name: string): ColumnType {
  let type: ColumnType | null = null;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (isMissing(value)) continue;
    const own = typeOfCell(value);
    if (own === null) throw wrongCell(name, i, value, 'a number, string, boolean or date');
    if (type !== null && own !== type) {
      throw new InvalidDataError(
        `Column '${name}' mixes types: row ${i} holds ${showValue(value)} after values of type ${type}. ` +
          "Convert them first, or name the type with the option 'types'.",
        { row: i, column: name },
      );
    }
    type = own;
  }
  return type ?? 'number';
}

function typeOfCell(value: unknown): ColumnType | null {
  if (typeof value === 'number') return 'number';
  if (typeof value === 'string') return 'category';
  if (typeof value === 'boolean') return 'boolean';
  return value instanceof Date ? 'date' : null;
}

function mapValues<T extends Float64Array | Int8Array>(
  into: T,
  values: ArrayLike<unknown>,
  name: string,
  convert: (value: unknown) => number | null,
  missing: number,
): T {
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (isMissing(value)) {
      into[i] = missing;
      continue;
    }
    const converted = convert(value);
    if (converted === null) {
      throw wrongCell(
        name,
        i,
        value,
        convert === toNumber ? 'a number' : convert === toTime ? 'a date' : 'a boolean',
      );
    }
    into[i] = converted;
  }
  return into;
}

function toNumber(value: unknown): number | null {
  if (typeof value === 'number') return value;
  return typeof value === 'boolean' ? Number(value) : null;
}

function toTime(value: unknown): number | null {
  if (value instanceof Date) return value.getTime();
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return null;
  const time = Date.parse(value);
  return Number.isNaN(time) ? null : time;
}

function toFlag(value: unknown): number | null {
  if (typeof value === 'boolean') return Number(value);
  return value === 0 || value === 1 ? value : null;
}

function wrongCell(name: string, row: number, value: unknown, wanted: string): InvalidDataError {
  return new InvalidDataError(`Column '${name}', row ${row}: expected ${wanted}. Got ${showValue(value)}.`, {
    row,
    column: name,
  });
}
