import { InvalidDataError, showValue } from '../errors/index.js';
import { countMissing, type NumberColumn } from './column.js';
import { defaultNames, resolveColumn, resolveColumns } from './column-names.js';
import { copyNumbers, notANumber } from './numbers.js';
import { inspectCustom, printHead } from './print-table.js';
import { checkRow, checkRows, firstRows } from './row-indices.js';
import { type Summary, summarize } from './summary.js';

/**
 * A dense table of numbers: row-major `Float64Array` with optional column names. NaN is missing.
 * The constructor takes the array as it is, without a copy; nothing in pipefit writes to it.
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
    if (!(data instanceof Float64Array)) {
      throw new InvalidDataError(`A matrix takes its values as a Float64Array. Got ${showValue(data)}.`);
    }
    checkSize(rows, cols);
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
    return new Matrix(allocate(rows, cols), rows, cols, columnNames);
  }

  /** A matrix from rows of numbers, all of one length; null is missing. */
  static fromArrays(
    rows: readonly ArrayLike<number>[],
    columnNames: readonly string[] | null = null,
  ): Matrix {
    const cols = rows[0]?.length ?? columnNames?.length ?? 0;
    const matrix = Matrix.zeros(rows.length, cols, columnNames);
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i];
      if (row?.length !== cols) {
        throw new InvalidDataError(`Row ${i} has ${row?.length ?? 'no'} values where row 0 has ${cols}.`, {
          row: i,
        });
      }
      copyNumbers(row, matrix.data, i * cols, (value, j) => notANumber(value, i, j));
    }
    return matrix;
  }

  /** A matrix from columns of numbers, all of one length; null is missing. */
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
      const values = new Float64Array(rows);
      copyNumbers(column, values, 0, (value, i) => notANumber(value, i, j));
      for (let i = 0; i < rows; i++) matrix.data[i * columns.length + j] = values[i]!;
    });
    return matrix;
  }

  /** The value at a row (from 0) and a column, by position or by name. */
  at(row: number, column: number | string): number {
    checkRow(row, this.rows);
    return this.data[row * this.cols + resolveColumn(column, this.columnNames, this.cols)]!;
  }

  /** One row as a view: writing to it writes to the matrix. */
  row(index: number): Float64Array {
    return this.data.subarray(index * this.cols, (index + 1) * this.cols);
  }

  /** One column as a copy, by position or by name. */
  column(column: number | string): Float64Array {
    const j = resolveColumn(column, this.columnNames, this.cols);
    const values = new Float64Array(this.rows);
    for (let i = 0; i < this.rows; i++) values[i] = this.data[i * this.cols + j]!;
    return values;
  }

  /** The rows at the given indices, in their order; an index may come more than once. */
  selectRows(indices: ArrayLike<number>): Matrix {
    const { cols, data } = this;
    checkRows(indices, this.rows);
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
    const rows = firstRows(count, this.rows).length;
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
    for (const [name, column] of this.columns()) counts.set(name, countMissing(column));
    return counts;
  }

  /** Count, missing, mean, deviation and quartiles of each column. */
  describe(): Summary {
    return summarize(this.columns());
  }

  toString(): string {
    const names = this.columnNames ?? defaultNames(this.cols);
    return printHead(`Matrix ${this.rows} x ${this.cols}`, names, this.rows, (i, j) => this.at(i, j));
  }

  [inspectCustom](): string {
    return this.toString();
  }

  /** One column after another with its name. */
  private *columns(): Generator<[string, NumberColumn]> {
    const names = this.columnNames ?? defaultNames(this.cols);
    for (let j = 0; j < this.cols; j++) yield [names[j]!, { type: 'number', values: this.column(j) }];
  }
}

function checkSize(rows: number, cols: number): void {
  if (Number.isSafeInteger(rows) && rows >= 0 && Number.isSafeInteger(cols) && cols >= 0) return;
  throw new InvalidDataError(`A matrix cannot have ${showValue(rows)} rows and ${showValue(cols)} columns.`);
}

function allocate(rows: number, cols: number): Float64Array {
  checkSize(rows, cols);
  try {
    return new Float64Array(rows * cols);
  } catch (cause) {
    const gigabytes = ((rows * cols * 8) / 2 ** 30).toFixed(0);
    throw new InvalidDataError(
      `A matrix of ${rows} x ${cols} needs ${gigabytes} GB, which cannot be had. Take fewer rows or columns, or a SparseMatrix.`,
      {},
      { cause },
    );
  }
}
