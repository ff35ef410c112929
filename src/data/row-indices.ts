import { InvalidDataError } from '../errors/index.js';

/** Refuses row numbers that a table does not have; reading them would give values out of nowhere. */
export function checkRows(indices: ArrayLike<number>, rows: number): void {
  for (let p = 0; p < indices.length; p++) checkRow(indices[p]!, rows);
}

/** Refuses a row number that a table does not have. */
export function checkRow(row: number, rows: number): void {
  // An unsigned shift leaves only whole numbers from 0 on as they are: not -1, 1.5, NaN or undefined.
  if (row >>> 0 !== row || row >= rows) {
    throw new InvalidDataError(`There is no row ${row}: the data has ${rows} rows, counted from 0.`, { row });
  }
}

/** The numbers of the first `count` rows, or of all where there are fewer. */
export function firstRows(count: number, rows: number): Int32Array {
  return Int32Array.from({ length: Math.max(0, Math.min(Math.floor(count), rows)) }, (_, i) => i);
}
