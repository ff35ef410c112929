import { InvalidDataError, showValue } from '../errors/index.js';
import { type CategoryColumn, type Column, type ColumnType, columnTypes } from './column.js';
import { parseDate } from './parse-date.js';

/**
 * A column from values, of the given type or of the one all values share (strings make a category column;
 * nothing but missing values makes a number column). null, undefined, NaN and invalid dates are missing.
 * The values are copied. `name` is for the errors.
 */
export function columnFrom(values: ArrayLike<unknown>, name: string, type?: ColumnType): Column {
  if (isNumericArray(values) && (type === undefined || type === 'number')) {
    return { type: 'number', values: new Float64Array(values) };
  }
  const chosen = type ?? inferType(values, name);
  switch (chosen) {
    case 'number':
    case 'date':
      return { type: chosen, values: fill(new Float64Array(values.length), values, name, chosen, type) };
    case 'boolean':
      return { type: chosen, values: fill(new Int8Array(values.length), values, name, chosen, type) };
    case 'text':
      return { type: chosen, values: Array.from(values, (value, i) => textOf(value, name, i, chosen)) };
    case 'category':
      return categoryFrom(values, name, type);
    default:
      throw new InvalidDataError(
        `Column '${name}': there is no type ${showValue(chosen)}. Types are ${columnTypes.join(', ')}.`,
        { column: name },
      );
  }
}

/** Whether a value is one of JavaScript's arrays of numbers (those of bigints and DataView are not). */
export function isNumericArray(value: unknown): value is ArrayLike<number> {
  return (
    ArrayBuffer.isView(value) &&
    typeof (value as { length?: unknown }).length === 'number' &&
    !(value instanceof BigInt64Array || value instanceof BigUint64Array)
  );
}

function isMissing(value: unknown): boolean {
  return value === null || value === undefined || (typeof value === 'number' && Number.isNaN(value));
}

/** The type of the first value that is present. */
function inferType(values: ArrayLike<unknown>, name: string): ColumnType {
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (!isMissing(value)) return typeOfCell(value) ?? refuse(value, name, i);
  }
  return 'number';
}

function typeOfCell(value: unknown): ColumnType | null {
  if (typeof value === 'number') return 'number';
  if (typeof value === 'string') return 'category';
  if (typeof value === 'boolean') return 'boolean';
  return value instanceof Date ? 'date' : null;
}

function fill<T extends Float64Array | Int8Array>(
  into: T,
  values: ArrayLike<unknown>,
  name: string,
  type: 'number' | 'date' | 'boolean',
  named: ColumnType | undefined,
): T {
  const missing = type === 'boolean' ? -1 : Number.NaN;
  for (let i = 0; i < into.length; i++) {
    const value = values[i];
    if (typeof value === 'number' && type === 'number') into[i] = value;
    else if (isMissing(value)) into[i] = missing;
    else if (named === undefined && typeOfCell(value) !== type) refuse(value, name, i, type);
    else into[i] = numberOf(value, type) ?? refuse(value, name, i, type, true);
  }
  return into;
}

/** The number that stands for a value in a column of the type, or null where that would be a guess. */
function numberOf(value: unknown, type: 'number' | 'date' | 'boolean'): number | null {
  switch (type) {
    case 'number':
      return typeof value === 'boolean' ? Number(value) : null;
    case 'boolean':
      return typeof value === 'boolean' ? Number(value) : value === 0 || value === 1 ? value : null;
    case 'date':
      if (value instanceof Date) return value.getTime();
      if (typeof value === 'number') return value;
      return typeof value === 'string' ? parseDate(value) : null;
  }
}

/** Strings (and, where the type was named, numbers and booleans written as such) to codes over their sorted distinct values. */
function categoryFrom(
  values: ArrayLike<unknown>,
  name: string,
  named: ColumnType | undefined,
): CategoryColumn {
  const codeOf = new Map<string, number>();
  const codes = new Int32Array(values.length);
  for (let i = 0; i < codes.length; i++) {
    const value = values[i];
    if (named === undefined && typeof value !== 'string' && !isMissing(value))
      refuse(value, name, i, 'category');
    const text = textOf(value, name, i, 'category');
    if (text === null) {
      codes[i] = -1;
      continue;
    }
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

function textOf(value: unknown, name: string, row: number, type: ColumnType): string | null {
  if (typeof value === 'string') return value;
  if (isMissing(value)) return null;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return refuse(value, name, row, type, true);
}

/** Throws what is wrong with a cell and what to do about it. */
function refuse(value: unknown, name: string, row: number, type?: ColumnType, named = false): never {
  const own = typeOfCell(value);
  const where = `Column '${name}', row ${row}`;
  let message: string;
  if (typeof value === 'bigint') {
    message = `${where} holds the bigint ${showValue(value)}. Convert it with Number(value) first.`;
  } else if (own === null) {
    message =
      `${where} holds ${showValue(value)} where a number, string, boolean, date or null is needed. ` +
      'Take the value out of it, or leave the column out.';
  } else if (named) {
    message =
      `${where} holds ${showValue(value)}, which is no ${type}.` +
      (type === 'date' ? ' Give a Date, milliseconds or an ISO 8601 text such as 2024-05-31.' : '');
  } else {
    message =
      `Column '${name}' mixes types: row ${row} holds ${showValue(value)} after values of type ${type}. ` +
      "Convert them first, or make a Frame with the option 'types', which names the type.";
  }
  throw new InvalidDataError(message, { row, column: name });
}
