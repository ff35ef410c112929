import { InvalidDataError } from '../errors/index.js';
import { defaultNames, resolveColumns } from './column-names.js';
import { inspectCustom, printHead } from './print-table.js';
import { type Summary, summarize } from './summary.js';

/**
 * A dense table of numbers: row-major `Float64Array` with optional column names. NaN is missing.
 *
 * @example
 * ```ts
 * import { Matrix } from 'pipefit';
 *
 * const X = Matrix.fromArrays([[1, 2], [3, 4]], ['a', 'b']);
 * console.log(X.at(1, 0), X.columnNames); // 3 ['a', 'b']
 * ```
 */
export class Matrix {
  /** Values, row after row: `data[i * cols + j]`. */
  readonly data: Float64Array;
  readonly rows: number;
  readonly cols: number;
  /** One name a column, or null when the data came without names. */
  readonly columnNames: readonly string[] | null;

  constructor(data: Float64Array, rows: number, cols: number, columnNames: readonly string[] | null = null) {
    if (data.length !== rows * cols) {
      throw new InvalidDataError(
        `A matrix of ${rows} x ${cols} needs ${rows * cols} values. Got ${data.length}.`,
      );
    }
    if (columnNames !== null && columnNames.length !== cols) {
      throw new InvalidDataError(`A matrix of ${cols} columns got ${columnNames.length} column names.`);
    }
    this.data = data;
    this.rows = rows;
    this.cols = cols;
    this.columnNames = columnNames;
  }

  /** A matrix of zeros. */
  static zeros(rows: number, cols: number, columnNames: readonly string[] | null = null): Matrix {
    return new Matrix(new Float64Array(rows * cols), rows, cols, columnNames);
  }

  /** A matrix from rows of numbers, all of one length. */
  static fromArrays(
    rows: readonly ArrayLike<number>[],
    columnNames: readonly string[] | null = null,
  ): Matrix {
    const cols = rows[0]?.length ?? columnNames?.length ?? 0;
    const matrix = Matrix.zeros(rows.length, cols, columnNames);
    rows.forEach((row, i) => {
      if (row.length !== cols) {
        throw new InvalidDataError(`Row ${i} has ${row.length} values where row 0 has ${cols}.`, { row: i });
      }
      matrix.data.set(row, i * cols);
    });
    return matrix;
  }

  /** A matrix from columns of numbers, all of one length. */
  static fromColumns(
    columns: readonly ArrayLike<number>[],
    columnNames: readonly string[] | null = null,
  ): Matrix {
    const rows = columns[0]?.length ?? 0;
    const matrix = Matrix.zeros(rows, columns.length, columnNames);
    columns.forEach((column, j) => {
      if (column.length !== rows) {
        throw new InvalidDataError(`Column ${j} has ${column.length} values where column 0 has ${rows}.`, {
          column: j,
        });
      }
      for (let i = 0; i < rows; i++) matrix.data[i * columns.length + j] = column[i]!;
    });
    return matrix;
  }

  /** The value at a row and a column, both from 0. */
  at(row: number, column: number): number {
    return this.data[row * this.cols + column]!;
  }

  /** One row as a view: writing to it writes to the matrix. */
  row(index: number): Float64Array {
    return this.data.subarray(index * this.cols, (index + 1) * this.cols);
  }

  /** One column as a copy, by position or by name. */
  column(column: number | string): Float64Array {
    const j = resolveColumns([column], this.columnNames, this.cols)[0]!;
    const values = new Float64Array(this.rows);
    for (let i = 0; i < this.rows; i++) values[i] = this.data[i * this.cols + j]!;
    return values;
  }

  /** The rows at the given indices, in their order; an index may come more than once. */
  selectRows(indices: ArrayLike<number>): Matrix {
    const { cols, data } = this;
    const selected = new Float64Array(indices.length * cols);
    for (let i = 0; i < indices.length; i++) {
      const from = indices[i]! * cols;
      for (let j = 0; j < cols; j++) selected[i * cols + j] = data[from + j]!;
    }
    return new Matrix(selected, indices.length, cols, this.columnNames);
  }

  /** The given columns, by position or by name, in their order. */
  selectColumns(columns: ArrayLike<number | string>): Matrix {
    const positions = resolveColumns(columns, this.columnNames, this.cols);
    const width = positions.length;
    const selected = new Float64Array(this.rows * width);
    for (let i = 0; i < this.rows; i++) {
      for (let j = 0; j < width; j++) selected[i * width + j] = this.data[i * this.cols + positions[j]!]!;
    }
    const names = this.columnNames;
    return new Matrix(selected, this.rows, width, names && Array.from(positions, (j) => names[j]!));
  }

  /** The rows for which the predicate holds. */
  filter(predicate: (row: Float64Array, index: number) => boolean): Matrix {
    const kept: number[] = [];
    for (let i = 0; i < this.rows; i++) if (predicate(this.row(i), i)) kept.push(i);
    return this.selectRows(kept);
  }

  /** The first `count` rows. */
  head(count = 5): Matrix {
    const rows = Math.min(count, this.rows);
    return new Matrix(this.data.slice(0, rows * this.cols), rows, this.cols, this.columnNames);
  }

  /** The same values under other names. */
  withColumnNames(columnNames: readonly string[] | null): Matrix {
    return new Matrix(this.data, this.rows, this.cols, columnNames);
  }

  /** The values as an array of rows. */
  toArray(): number[][] {
    return Array.from({ length: this.rows }, (_, i) => Array.from(this.row(i)));
  }

  /** How many values each column lacks, by column name. */
  missingCounts(): Map<string, number> {
    const counts = new Map<string, number>();
    for (const { name, missing } of this.describe().columns) counts.set(name, missing);
    return counts;
  }

  /** Count, missing, mean, deviation and quartiles of each column. */
  describe(): Summary {
    const names = this.columnNames ?? defaultNames(this.cols);
    return summarize(names.map((name, j) => [name, { type: 'number', values: this.column(j) }]));
  }

  toString(): string {
    const names = this.columnNames ?? defaultNames(this.cols);
    return printHead(`Matrix ${this.rows} x ${this.cols}`, names, this.rows, (i, j) => this.at(i, j));
  }

  [inspectCustom](): string {
    return this.toString();
  }
}
