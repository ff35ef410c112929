import { InvalidDataError } from '../errors/index.js';
import type { NumberColumn } from './column.js';
import { defaultNames, resolveColumn, resolveColumns } from './column-names.js';
import { Matrix } from './matrix.js';
import { inspectCustom, printHead } from './print-table.js';
import { checkRow, checkRows, firstRows } from './row-indices.js';
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
    // What another sparse matrix holds has been checked there.
    const known = parts instanceof SparseMatrix && parts.rows === rows && parts.cols === cols;
    if (!known) checkStructure(data, indices, indptr, rows, cols);
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
    const { rows, cols } = matrix;
    const indptr = new Int32Array(rows + 1);
    const dense = matrix.data;
    for (let i = 0, stored = 0, p = 0; i < rows; i++) {
      for (let j = 0; j < cols; j++, p++) if (dense[p] !== 0) stored++;
      indptr[i + 1] = stored;
    }
    const data = new Float64Array(indptr[rows]!);
    const indices = new Int32Array(data.length);
    for (let i = 0, to = 0, p = 0; i < rows; i++) {
      for (let j = 0; j < cols; j++, p++) {
        const value = dense[p]!;
        if (value === 0) continue;
        data[to] = value;
        indices[to++] = j;
      }
    }
    return new SparseMatrix({ data, indices, indptr }, rows, cols, matrix.columnNames);
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

  /** The value at a row (from 0) and a column, by position or by name. */
  at(row: number, column: number | string): number {
    checkRow(row, this.rows);
    return this.read(row, resolveColumn(column, this.columnNames, this.cols));
  }

  /** One column as a dense copy, by position or by name. */
  column(column: number | string): Float64Array {
    const position = resolveColumn(column, this.columnNames, this.cols);
    const values = new Float64Array(this.rows);
    for (let i = 0; i < this.rows; i++) values[i] = this.read(i, position);
    return values;
  }

  /** The rows at the given indices, in their order; an index may come more than once. */
  selectRows(selected: ArrayLike<number>): SparseMatrix {
    checkRows(selected, this.rows);
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

  /** The given columns, by position or by name, in their order. */
  selectColumns(columns: ArrayLike<number | string>): SparseMatrix {
    const positions = resolveColumns(columns, this.columnNames, this.cols);
    const { starts, rowOf, order } = this.byColumn();
    const indptr = new Int32Array(this.rows + 1);
    for (const from of positions) {
      for (let p = starts[from]!; p < starts[from + 1]!; p++) indptr[rowOf[p]! + 1]!++;
    }
    for (let i = 0; i < this.rows; i++) indptr[i + 1]! += indptr[i]!;
    const data = new Float64Array(indptr[this.rows]!);
    const indices = new Int32Array(data.length);
    const next = indptr.slice();
    positions.forEach((from, to) => {
      for (let p = starts[from]!; p < starts[from + 1]!; p++) {
        const at = next[rowOf[p]!]!++;
        indices[at] = to;
        data[at] = this.data[order[p]!]!;
      }
    });
    const names = this.columnNames && Array.from(positions, (j) => this.columnNames![j]!);
    return new SparseMatrix({ data, indices, indptr }, this.rows, positions.length, names);
  }

  /** The first `count` rows. */
  head(count = 5): SparseMatrix {
    return this.selectRows(firstRows(count, this.rows));
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
    return summarize(this.denseColumns());
  }

  toString(): string {
    const title = `SparseMatrix ${this.rows} x ${this.cols}, ${this.nonZero} values stored`;
    const names = this.columnNames ?? defaultNames(this.cols);
    return printHead(title, names, this.rows, (i, j) => this.read(i, j));
  }

  [inspectCustom](): string {
    return this.toString();
  }

  /** One column after another with its name, zeros included. */
  private *denseColumns(): Generator<[string, NumberColumn]> {
    const names = this.columnNames ?? defaultNames(this.cols);
    const { starts, rowOf, order } = this.byColumn();
    for (let j = 0; j < this.cols; j++) {
      const values = new Float64Array(this.rows);
      for (let p = starts[j]!; p < starts[j + 1]!; p++) values[rowOf[p]!] = this.data[order[p]!]!;
      yield [names[j]!, { type: 'number', values }];
    }
  }

  private read(row: number, column: number): number {
    for (let p = this.indptr[row]!; p < this.indptr[row + 1]!; p++) {
      if (this.indices[p] === column) return this.data[p]!;
    }
    return 0;
  }

  /** The places of the stored values in the order of their columns, with their rows. */
  private byColumn(): { starts: Int32Array; rowOf: Int32Array; order: Int32Array } {
    const starts = new Int32Array(this.cols + 1);
    for (const column of this.indices) starts[column + 1]!++;
    for (let j = 0; j < this.cols; j++) starts[j + 1]! += starts[j]!;
    const next = starts.slice();
    const rowOf = new Int32Array(this.data.length);
    const order = new Int32Array(this.data.length);
    for (let i = 0; i < this.rows; i++) {
      for (let p = this.indptr[i]!; p < this.indptr[i + 1]!; p++) {
        const to = next[this.indices[p]!]!++;
        rowOf[to] = i;
        order[to] = p;
      }
    }
    return { starts, rowOf, order };
  }
}

function checkStructure(
  data: Float64Array,
  indices: Int32Array,
  indptr: Int32Array,
  rows: number,
  cols: number,
): void {
  if (!Number.isSafeInteger(cols) || cols < 0) {
    throw new InvalidDataError(`A sparse matrix cannot have ${cols} columns.`);
  }
  if (!(data instanceof Float64Array && indices instanceof Int32Array && indptr instanceof Int32Array)) {
    throw new InvalidDataError(
      'A sparse matrix takes data as a Float64Array, indices and indptr as Int32Arrays.',
    );
  }
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
  let from = 0;
  for (let i = 0; i < rows; i++) {
    const to = indptr[i + 1]!;
    if (from > to) throw new InvalidDataError(`Row pointers decrease at row ${i}.`, { row: i });
    let before = -1;
    for (let p = from; p < to; p++) {
      const column = indices[p]!;
      if (column <= before || column >= cols) {
        throw new InvalidDataError(`Row ${i} needs ascending column indices below ${cols}. Got ${column}.`, {
          row: i,
        });
      }
      before = column;
    }
    from = to;
  }
}
