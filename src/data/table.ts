import { InvalidDataError } from '../errors/index.js';
import { firstInfinite, firstNotFinite } from '../kernels/scan-values.js';
import { firstMissing } from './column.js';
import { defaultNames } from './column-names.js';
import { Frame } from './frame.js';
import { Matrix } from './matrix.js';
import { SparseMatrix } from './sparse-matrix.js';

/** The three forms data takes inside pipefit. */
export type Table = Matrix | SparseMatrix | Frame;

/** Whether a value is one of pipefit's own tables. */
export function isTable(value: unknown): value is Table {
  return value instanceof Matrix || value instanceof Frame || value instanceof SparseMatrix;
}

/** The table's column names, or x0, x1, ... where it has none. */
export function namesOf(table: Table): readonly string[] {
  return table.columnNames ?? defaultNames(table.cols);
}

/** Whether the table's column names came with the data. */
export function isNamed(table: Table): boolean {
  return table instanceof Frame ? table.named : table.columnNames !== null;
}

/** Refuses infinite values always and missing ones where they are not allowed, naming row and column. */
export function checkValues(table: Table, owner: string, options: { readonly missing: boolean }): void {
  if (table instanceof Frame) checkFrame(table, owner, options.missing);
  else checkNumbers(table, owner, options.missing);
}

function checkNumbers(table: Matrix | SparseMatrix, owner: string, missingAllowed: boolean): void {
  const { data } = table;
  const p = missingAllowed ? firstInfinite(data) : firstNotFinite(data);
  if (p < 0) return;
  const [row, column] =
    table instanceof Matrix
      ? [Math.floor(p / table.cols), p % table.cols]
      : [table.indptr.findIndex((start) => start > p) - 1, table.indices[p]!];
  throw badValue(owner, row, namesOf(table)[column]!, data[p]!);
}

function checkFrame(frame: Frame, owner: string, missingAllowed: boolean): void {
  frame.columnNames.forEach((name, j) => {
    const column = frame.column(j);
    if (column.type === 'number') {
      const infinite = firstInfinite(column.values);
      if (infinite >= 0) throw badValue(owner, infinite, name, column.values[infinite]!);
    }
    const missing = missingAllowed ? -1 : firstMissing(column);
    if (missing >= 0) throw badValue(owner, missing, name, Number.NaN);
  });
}

function badValue(owner: string, row: number, column: string, value: number): InvalidDataError {
  const message = Number.isNaN(value)
    ? `${owner}: row ${row}, column '${column}' is missing (NaN or null), which ${owner} does not accept. ` +
      'Fill it first, for example with SimpleImputer in a pipeline, or drop the row.'
    : `${owner}: row ${row}, column '${column}' is ${value}. Replace infinite values before.`;
  return new InvalidDataError(message, { row, column });
}
