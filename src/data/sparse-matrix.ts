import { InvalidDataError } from '../errors/index.js';
import { defaultNames, resolveColumns } from './column-names.js';
import { Matrix } from './matrix.js';
import { inspectCustom, printHead } from './print-table.js';
import { type Summary, summarize } from './summary.js';

/**
 * A table of numbers that holds only its non-zero values (compressed sparse rows, CSR):
 * row i has columns `indices[indptr[i]..indptr[i + 1]]`, ascending, with the values at the same places of `data`.
 *
 * @example
 * ```ts
 * import { Matrix, SparseMatrix } from 'pipefit';
 *
 * const S = SparseMatrix.fromDense(Matrix.fromArrays([[0, 2, 0], [1, 0, 0]]));
 * console.log(S.nonZero, S.density); // 2 0.3333333333333333
 * ```
 */
export class SparseMatrix {
  readonly data: Float64Array;
  readonly indices: Int32Array;
  readonly indptr: Int32Array;
  readonly rows: number;
  readonly cols: number;
  readonly columnNames: readonly string[] | null;

  constructor(
    parts: { readonly data: Float64Array; readonly indices: Int32Array; readonly indptr: Int32Array },
    rows: number,
    cols: number,
    columnNames: readonly string[] | null = null,
  ) {
    const { data, indices, indptr } = parts;
    checkStructure(data, indices, indptr, rows, cols);
    if (columnNames !== null && columnNames.length !== cols) {
      throw new InvalidDataError(
        `A sparse matrix of ${cols} columns got ${columnNames.length} column names.`,
      );
    }
    this.data = data;
    this.indices = indices;
    this.indptr = indptr;
    this.rows = rows;
    this.cols = cols;
    this.columnNames = columnNames;
  }

  /** The non-zero values of a dense matrix (NaN is kept). */
  static fromDense(matrix: Matrix): SparseMatrix {
    const data: number[] = [];
    const indices: number[] = [];
    const indptr = new Int32Array(matrix.rows + 1);
    for (let i = 0; i < matrix.rows; i++) {
      const row = matrix.row(i);
      for (let j = 0; j < row.length; j++) {
        if (row[j] === 0) continue;
        data.push(row[j]!);
        indices.push(j);
      }
      indptr[i + 1] = data.length;
    }
    const parts = { data: Float64Array.from(data), indices: Int32Array.from(indices), indptr };
    return new SparseMatrix(parts, matrix.rows, matrix.cols, matrix.columnNames);
  }

  /** How many values are stored. */
  get nonZero(): number {
    return this.data.length;
  }

  /** The stored share of all values, from 0 to 1. */
  get density(): number {
    const cells = this.rows * this.cols;
    return cells === 0 ? 0 : this.nonZero / cells;
  }

  /** The value at a row and a column, both from 0. */
  at(row: number, column: number): number {
    for (let p = this.indptr[row]!; p < this.indptr[row + 1]!; p++) {
      if (this.indices[p] === column) return this.data[p]!;
    }
    return 0;
  }

  /** One column as a dense copy, by position or by name. */
  column(column: number | string): Float64Array {
    const [position] = resolveColumns([column], this.columnNames, this.cols);
    return Float64Array.from({ length: this.rows }, (_, i) => this.at(i, position!));
  }

  /** The rows at the given indices, in their order. */
  selectRows(selected: ArrayLike<number>): SparseMatrix {
    const indptr = new Int32Array(selected.length + 1);
    for (let i = 0; i < selected.length; i++) {
      const row = selected[i]!;
      indptr[i + 1] = indptr[i]! + this.indptr[row + 1]! - this.indptr[row]!;
    }
    const data = new Float64Array(indptr[selected.length]!);
    const indices = new Int32Array(data.length);
    for (let i = 0; i < selected.length; i++) {
      const from = this.indptr[selected[i]!]!;
      const to = this.indptr[selected[i]! + 1]!;
      data.set(this.data.subarray(from, to), indptr[i]!);
      indices.set(this.indices.subarray(from, to), indptr[i]!);
    }
    return new SparseMatrix({ data, indices, indptr }, selected.length, this.cols, this.columnNames);
  }

  /** The given columns, by position or by name, in their order; a column may come once. */
  selectColumns(columns: ArrayLike<number | string>): SparseMatrix {
    const positions = resolveColumns(columns, this.columnNames, this.cols);
    const target = new Int32Array(this.cols).fill(-1);
    positions.forEach((from, to) => {
      target[from] = to;
    });
    const data: number[] = [];
    const indices: number[] = [];
    const indptr = new Int32Array(this.rows + 1);
    for (let i = 0; i < this.rows; i++) {
      const row: [number, number][] = [];
      for (let p = this.indptr[i]!; p < this.indptr[i + 1]!; p++) {
        const to = target[this.indices[p]!]!;
        if (to >= 0) row.push([to, this.data[p]!]);
      }
      row.sort((a, b) => a[0] - b[0]);
      for (const [to, value] of row) {
        indices.push(to);
        data.push(value);
      }
      indptr[i + 1] = data.length;
    }
    const names = this.columnNames;
    return new SparseMatrix(
      { data: Float64Array.from(data), indices: Int32Array.from(indices), indptr },
      this.rows,
      positions.length,
      names && Array.from(positions, (j) => names[j]!),
    );
  }

  /** The first `count` rows. */
  head(count = 5): SparseMatrix {
    return this.selectRows(Array.from({ length: Math.min(count, this.rows) }, (_, i) => i));
  }

  /** The same values under other names. */
  withColumnNames(columnNames: readonly string[] | null): SparseMatrix {
    return new SparseMatrix(this, this.rows, this.cols, columnNames);
  }

  /** All values, zeros included. */
  toDense(): Matrix {
    const dense = Matrix.zeros(this.rows, this.cols, this.columnNames);
    for (let i = 0; i < this.rows; i++) {
      for (let p = this.indptr[i]!; p < this.indptr[i + 1]!; p++) {
        dense.data[i * this.cols + this.indices[p]!] = this.data[p]!;
      }
    }
    return dense;
  }

  /** The values as an array of rows, zeros included. */
  toArray(): number[][] {
    return this.toDense().toArray();
  }

  /** How many values each column lacks, by column name. */
  missingCounts(): Map<string, number> {
    const counts = new Float64Array(this.cols);
    for (let p = 0; p < this.data.length; p++) if (Number.isNaN(this.data[p])) counts[this.indices[p]!]!++;
    const names = this.columnNames ?? defaultNames(this.cols);
    return new Map(names.map((name, j) => [name, counts[j]!]));
  }

  /** Count, missing, mean, deviation and quartiles of each column. */
  describe(): Summary {
    const names = this.columnNames ?? defaultNames(this.cols);
    return summarize(names.map((name, j) => [name, { type: 'number', values: this.column(j) }]));
  }

  toString(): string {
    const title = `SparseMatrix ${this.rows} x ${this.cols}, ${this.nonZero} values stored`;
    const names = this.columnNames ?? defaultNames(this.cols);
    return printHead(title, names, this.rows, (i, j) => this.at(i, j));
  }

  [inspectCustom](): string {
    return this.toString();
  }
}

function checkStructure(
  data: Float64Array,
  indices: Int32Array,
  indptr: Int32Array,
  rows: number,
  cols: number,
): void {
  if (indptr.length !== rows + 1 || indptr[0] !== 0 || indptr[rows] !== data.length) {
    throw new InvalidDataError(
      `A sparse matrix of ${rows} rows needs ${rows + 1} row pointers from 0 to its size.`,
    );
  }
  if (indices.length !== data.length) {
    throw new InvalidDataError(
      `A sparse matrix has ${data.length} values but ${indices.length} column indices.`,
    );
  }
  for (let i = 0; i < rows; i++) {
    if (indptr[i]! > indptr[i + 1]!)
      throw new InvalidDataError(`Row pointers decrease at row ${i}.`, { row: i });
    for (let p = indptr[i]!; p < indptr[i + 1]!; p++) {
      const column = indices[p]!;
      if (column < 0 || column >= cols || (p > indptr[i]! && indices[p - 1]! >= column)) {
        throw new InvalidDataError(`Row ${i} needs ascending column indices below ${cols}. Got ${column}.`, {
          row: i,
        });
      }
    }
  }
}
