import type { ColumnType } from './column.js';

/**
 * The form of table that a row stands for. It decides in which order numbers are added up later, and what a table of
 * several forms becomes; 'any' is dense, a Frame or a Matrix, as the row came.
 */
export type RowForm = 'any' | 'matrix' | 'sparse' | 'frame';

/**
 * A place for the cells of one row, written anew for each row. Column j is in `numbers[j]` or in `texts[j]`: numbers,
 * booleans (0 and 1) and dates (milliseconds) are numbers, missing is NaN; categories and texts are texts, missing is
 * null, and their number is 0.
 */
export interface RowCells {
  readonly types: readonly ColumnType[];
  /** Null when the columns came without names. */
  readonly names: readonly string[] | null;
  readonly form: RowForm;
  readonly numbers: Float64Array;
  readonly texts: (string | null)[];
}

/** An empty place for rows of the given columns. */
export function rowCells(
  types: readonly ColumnType[],
  names: readonly string[] | null,
  form: RowForm,
): RowCells {
  const texts: (string | null)[] = types.some(isTextType) ? types.map(() => null) : [];
  return { types, names, form, numbers: new Float64Array(types.length), texts };
}

/** An empty place for rows of numbers. */
export function numberCells(
  width: number,
  names: readonly string[] | null,
  form: RowForm = 'matrix',
): RowCells {
  return rowCells(new Array<ColumnType>(width).fill('number'), names, form);
}

/** Whether cells of the type are texts rather than numbers. */
export function isTextType(type: ColumnType): boolean {
  return type === 'category' || type === 'text';
}

/** Whether cells of the type are numbers to every model. */
export function isNumericType(type: ColumnType): boolean {
  return type === 'number' || type === 'boolean';
}
