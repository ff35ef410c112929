import { InvalidDataError, showValue } from '../errors/index.js';
import { isNumericArray } from './column-from.js';

/**
 * Numbers copied to `into` from `at` on. null and undefined become NaN: assigned as they are, JavaScript would make
 * null and '' zero. Anything else is handed to `refuse` with its place among the values.
 */
export function copyNumbers(
  values: ArrayLike<unknown>,
  into: Float64Array,
  at: number,
  refuse: (value: unknown, place: number) => never,
): void {
  if (isNumericArray(values)) {
    into.set(values, at);
    return;
  }
  for (let j = 0; j < values.length; j++) {
    const value = values[j];
    if (typeof value === 'number') into[at + j] = value;
    else into[at + j] = value === null || value === undefined ? Number.NaN : refuse(value, j);
  }
}

/** Throws that a cell holds no number. */
export function notANumber(value: unknown, row: number, column: number): never {
  const hint = typeof value === 'bigint' ? ' Convert it with Number(value) first.' : '';
  throw new InvalidDataError(
    `Row ${row}, column ${column} holds ${showValue(value)} where a number is needed.${hint}`,
    { row, column },
  );
}
