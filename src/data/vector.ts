import { InvalidDataError, showValue } from '../errors/index.js';
import { type Column, isColumn } from './column.js';

/** Every form in which a vector of numbers may be given: an array, a typed array or a number column. */
export type VectorLike = ArrayLike<number | null> | Column;

/** Finite numbers as a Float64Array; `name` is the argument's, for the errors. */
export function asVector(values: VectorLike, owner: string, name = 'y'): Float64Array {
  const numbers: ArrayLike<unknown> = isColumn(values) ? numericValues(values, owner, name) : values;
  if (typeof numbers !== 'object' || numbers === null || typeof numbers.length !== 'number') {
    throw new InvalidDataError(
      `${owner}: ${name} must be an array of numbers. Got ${showValue(values)}.${arrayHint(values)}`,
    );
  }
  const vector = new Float64Array(numbers.length);
  for (let i = 0; i < vector.length; i++) {
    const value = numbers[i];
    if (typeof value !== 'number' || !Number.isFinite(value)) {
      const what =
        value === null || value === undefined || Number.isNaN(value) ? 'missing' : showValue(value);
      throw new InvalidDataError(
        `${owner}: ${name} must hold finite numbers. Row ${i} is ${what}.${arrayHint(value)}`,
        { row: i },
      );
    }
    vector[i] = value;
  }
  return vector;
}

/** Sample weights: finite, none negative, not all zero, one a row. */
export function asWeights(weights: VectorLike, rows: number, owner: string): Float64Array {
  const vector = asVector(weights, owner, 'sampleWeight');
  checkLength(vector.length, rows, owner, 'sampleWeight');
  const negative = vector.findIndex((weight) => weight < 0);
  if (negative >= 0) {
    throw new InvalidDataError(
      `${owner}: sampleWeight must not be negative. Row ${negative} has ${vector[negative]}.`,
      { row: negative },
    );
  }
  if (vector.every((weight) => weight === 0)) {
    throw new InvalidDataError(
      `${owner}: sampleWeight is zero for every row, so there is nothing to learn from.`,
    );
  }
  return vector;
}

/** Refuses a companion of X (y, weights, groups) with another number of rows. */
export function checkLength(length: number, rows: number, owner: string, name: string): void {
  if (length !== rows) {
    throw new InvalidDataError(
      `${owner}: X has ${rows} rows but ${name} has ${length} values. They must agree.`,
    );
  }
}

/** What to do with a vector that came in a form it does not have. */
export function arrayHint(value: unknown): string {
  if (Array.isArray(value))
    return ' It has one value a row: write rows.map((row) => row[0]) for a single column.';
  const { columnNames } = (value ?? {}) as { columnNames?: unknown };
  if (columnNames !== undefined) return ' Take one column of it, as column(name) gives it.';
  return typeof value === 'bigint' ? ' Convert bigints with Number(value) first.' : '';
}

function numericValues(column: Column, owner: string, name: string): Float64Array | number[] {
  if (column.type === 'number') return column.values;
  if (column.type === 'boolean') return Array.from(column.values, (v) => (v < 0 ? Number.NaN : v));
  throw new InvalidDataError(`${owner}: ${name} must be a column of numbers, not of type ${column.type}.`);
}
