import type { Column } from './column.js';
import { Frame } from './frame.js';
import { Matrix } from './matrix.js';
import { SparseMatrix } from './sparse-matrix.js';
import type { Table } from './table.js';

/** A table as plain data, which shares its arrays with the table. */
export type PlainTable =
  | {
      readonly kind: 'matrix';
      readonly data: Float64Array;
      readonly rows: number;
      readonly cols: number;
      readonly columnNames: readonly string[] | null;
    }
  | {
      readonly kind: 'sparse';
      readonly data: Float64Array;
      readonly indices: Int32Array;
      readonly indptr: Int32Array;
      readonly rows: number;
      readonly cols: number;
      readonly columnNames: readonly string[] | null;
    }
  | {
      readonly kind: 'frame';
      readonly columnNames: readonly string[];
      readonly columns: readonly Column[];
      readonly named: boolean;
    };

/** The parts of a table. */
export function describeTable(table: Table): PlainTable {
  if (table instanceof Frame) {
    const { columnNames, named } = table;
    return { kind: 'frame', columnNames, columns: columnNames.map((_, j) => table.column(j)), named };
  }
  const { data, rows, cols, columnNames } = table;
  if (table instanceof Matrix) return { kind: 'matrix', data, rows, cols, columnNames };
  const { indices, indptr } = table;
  return { kind: 'sparse', data, indices, indptr, rows, cols, columnNames };
}

/** The table of these parts. */
export function reviveTable(plain: PlainTable): Table {
  if (plain.kind === 'matrix') return new Matrix(plain.data, plain.rows, plain.cols, plain.columnNames);
  if (plain.kind === 'sparse') return new SparseMatrix(plain, plain.rows, plain.cols, plain.columnNames);
  const frame = Frame.fromColumns(plain.columnNames.map((name, j) => [name, plain.columns[j]!] as const));
  return plain.named ? frame : frame.withColumnNames(null);
}
