import { namesOf, resolveColumns, type Table } from '../data/index.js';
import { InvalidDataError, InvalidParameterError, PipefitError, showValue } from '../errors/index.js';
import type { ColumnSelector } from './column-selector.js';

/** How columns are told: a name, a position, a list of either, a mask with one boolean a column, or a function. */
export type ColumnChoice =
  | string
  | number
  | readonly (string | number)[]
  | readonly boolean[]
  | ColumnSelector;

/** Positions in the table of the columns chosen. */
export function chooseColumns(choice: ColumnChoice, X: Table, owner: string): Int32Array {
  const chosen = typeof choice === 'function' ? choice(X) : choice;
  const list: ArrayLike<unknown> =
    typeof chosen === 'string' || typeof chosen === 'number' ? [chosen] : chosen;
  if (typeof list !== 'object' || list === null || typeof list.length !== 'number') {
    throw new InvalidParameterError(
      owner,
      'columns',
      `${owner}: columns are a name, a position, a list of either, a mask of booleans or a function. Got ${showValue(choice)}.`,
    );
  }
  if (list.length > 0 && typeof list[0] === 'boolean') return fromMask(list, X, owner);
  try {
    return resolveColumns(list as ArrayLike<string | number>, X.columnNames ?? null, X.cols);
  } catch (error) {
    if (!(error instanceof PipefitError)) throw error;
    throw new InvalidDataError(
      `${owner}: ${error.message} The columns are ${shortList(namesOf(X))}.`,
      {},
      { cause: error },
    );
  }
}

function fromMask(mask: ArrayLike<unknown>, X: Table, owner: string): Int32Array {
  if (mask.length !== X.cols) {
    throw new InvalidDataError(`${owner}: a mask of ${mask.length} booleans does not fit ${X.cols} columns.`);
  }
  return Int32Array.from(Array.from(mask, (taken, j) => (taken === true ? j : -1)).filter((j) => j >= 0));
}

function shortList(names: readonly string[]): string {
  const shown = names.slice(0, 12).map((name) => `'${name}'`);
  return shown.join(', ') + (names.length > 12 ? `, ... ${names.length} in all` : '');
}
