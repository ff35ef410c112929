import { InvalidDataError } from '../errors/index.js';
import { asTable, withOwner } from './as-table.js';
import { isColumn } from './column.js';
import type { DataLike } from './data-like.js';
import { Frame } from './frame.js';
import { Matrix } from './matrix.js';
import { isNamed, namesOf } from './table.js';
import { asVector, type VectorLike } from './vector.js';

/** What regressors learn: finite numbers, row after row. */
export interface Targets {
  readonly values: Float64Array;
  /** Numbers in a row. */
  readonly outputs: number;
  /** What the outputs are called, where they came with names. */
  readonly names: readonly string[] | null;
}

/** Whether something given as y is a table, of one target a column, rather than a vector. */
export function isTableLike(y: unknown): y is DataLike {
  if (typeof y !== 'object' || y === null || isColumn(y) || ArrayBuffer.isView(y)) return false;
  if (!Array.isArray(y)) return ['rows', 'shape', 'numRows', 'columnNames'].some((sign) => sign in y);
  const first: unknown = y[0];
  return typeof first === 'object' && first !== null && !(first instanceof Date);
}

/** One number a row, or a table with one target a column. A single column is the same as a vector. */
export function asTargets(y: VectorLike | DataLike, owner: string, name = 'y'): Targets {
  if (!isTableLike(y)) return { values: asVector(y as VectorLike, owner, name), outputs: 1, names: null };
  const table = asTable(y, owner, name);
  const names = isNamed(table) ? namesOf(table) : null;
  const matrix = toDense(table, owner);
  const { data, cols } = matrix;
  if (cols === 0) throw new InvalidDataError(`${owner}: ${name} has 0 columns, and at least one is needed.`);
  const broken = data.findIndex((value) => !Number.isFinite(value));
  // A copy, as of a vector: learners may centre it in place.
  if (broken < 0) return { values: data.slice(), outputs: cols, names };
  const row = Math.floor(broken / cols);
  const column = namesOf(matrix)[broken % cols]!;
  const what = Number.isNaN(data[broken]) ? 'missing' : String(data[broken]);
  throw new InvalidDataError(
    `${owner}: ${name} must hold finite numbers. Row ${row}, column '${column}' is ${what}.`,
    { row, column },
  );
}

function toDense(table: ReturnType<typeof asTable>, owner: string): Matrix {
  if (table instanceof Matrix) return table;
  return table instanceof Frame ? withOwner(owner, () => table.toMatrix()) : table.toDense();
}
