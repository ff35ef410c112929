import { InvalidDataError, nearestName, showValue } from '../errors/index.js';
import { columnsOf, interleave } from '../kernels/interleave.js';
import {
  type Cell,
  type Column,
  type ColumnType,
  cellAt,
  cellsOf,
  checkColumn,
  columnLength,
  countMissing,
  isColumn,
  takeRows,
} from './column.js';
import { columnFrom } from './column-from.js';
import { defaultNames, resolveColumn, resolveColumns } from './column-names.js';
import { type FrameRow, namesOfRows, propertyOfRows, rowReader } from './frame-rows.js';
import { Matrix } from './matrix.js';
import { inspectCustom, printHead } from './print-table.js';
import { checkRow, checkRows, firstRows } from './row-indices.js';
import { type Summary, summarize } from './summary.js';

/** Types of some columns, by name; the others are inferred. */
export type ColumnTypes = Readonly<Record<string, ColumnType>> | ReadonlyMap<string, ColumnType>;

/**
 * A table of named, typed columns: numbers, categories, booleans, dates and text, each with missing values.
 * Every method returns a new Frame; columns are shared, never changed. Values given as arrays are copied, a
 * ready {@link Column} is taken as it is and must not be changed afterwards.
 *
 * @example
 * ```ts
 * import { Frame } from 'pipefit';
 *
 * const houses = Frame.fromRows([
 *   { price: 303000, wall: 'brick' },
 *   { price: 92000, wall: null },
 * ]);
 * console.log(houses.types, houses.missingCounts().get('wall')); // ['number', 'category'] 1
 * ```
 */
export class Frame {
  readonly rows: number;
  readonly columnNames: readonly string[];
  /** False when the names were made here (x0, x1, ...) because the data came without any. */
  readonly named: boolean;
  readonly #columns: readonly Column[];
  #rowAt: ((index: number) => FrameRow) | null = null;

  private constructor(names: readonly string[], columns: readonly Column[], rows: number, named: boolean) {
    this.columnNames = names;
    this.#columns = columns;
    this.rows = rows;
    this.named = named;
  }

  /** A frame from named columns: arrays, typed arrays or columns of another frame. */
  static fromColumns(
    columns:
      | Readonly<Record<string, ArrayLike<unknown> | Column>>
      | Iterable<readonly [string, ArrayLike<unknown> | Column]>,
    options: { readonly types?: ColumnTypes } = {},
  ): Frame {
    const entries = Symbol.iterator in columns ? [...columns] : Object.entries(columns);
    const names = entries.map(([name]) => name);
    const types = typeMap(options.types, names);
    const built = entries.map(([name, values]) => toColumn(values, name, types.get(name)));
    return Frame.assemble(names, built, true);
  }

  /** A frame from row objects; a property that a row lacks is missing there. */
  static fromRows(rows: readonly object[], options: { readonly types?: ColumnTypes } = {}): Frame {
    const { names } = namesOfRows(rows);
    const types = typeMap(options.types, names);
    const columns = names.map((name) => columnFrom(propertyOfRows(rows, name), name, types.get(name)));
    return Frame.assemble(names, columns, true, rows.length);
  }

  /** A frame from rows of cells, all of one length; without names its columns are x0, x1, ... */
  static fromCells(
    rows: readonly ArrayLike<unknown>[],
    options: { readonly columnNames?: readonly string[]; readonly types?: ColumnTypes } = {},
  ): Frame {
    const width = options.columnNames?.length ?? rows[0]?.length ?? 0;
    const names = options.columnNames?.slice() ?? defaultNames(width);
    const types = typeMap(options.types, names);
    for (let i = 0; i < rows.length; i++) {
      if (rows[i]?.length === width) continue;
      throw new InvalidDataError(
        `Row ${i} has ${rows[i]?.length ?? 'no'} values where ${width} were expected.`,
        { row: i },
      );
    }
    const columns = names.map((name, j) =>
      columnFrom(
        rows.map((row) => row[j]),
        name,
        types.get(name),
      ),
    );
    return Frame.assemble(names, columns, options.columnNames !== undefined, rows.length);
  }

  /** A frame with the values and names of a matrix. */
  static fromMatrix(matrix: Matrix): Frame {
    const names = matrix.columnNames ?? defaultNames(matrix.cols);
    const columns = columnsOf(matrix.data, matrix.rows, matrix.cols).map(
      (values): Column => ({ type: 'number', values }),
    );
    return Frame.assemble(names, columns, matrix.columnNames !== null, matrix.rows);
  }

  private static assemble(
    names: readonly string[],
    columns: readonly Column[],
    named: boolean,
    rows: number = columns[0] === undefined ? 0 : columnLength(columns[0]),
  ): Frame {
    const firstOf = new Map<string, number>();
    names.forEach((name, j) => {
      if (typeof name !== 'string') {
        throw new InvalidDataError(`The name of column ${j} must be a string. Got ${showValue(name)}.`);
      }
      const first = firstOf.get(name);
      if (first !== undefined) {
        throw new InvalidDataError(
          `Columns ${first} and ${j} are both named '${name}'. Column names must differ.`,
          {
            column: name,
          },
        );
      }
      firstOf.set(name, j);
      const length = columnLength(columns[j]!);
      if (length !== rows) {
        throw new InvalidDataError(
          `Column '${name}' has ${length} values where ${rows} rows were expected.`,
          {
            column: name,
          },
        );
      }
    });
    return new Frame(names, columns, rows, named);
  }

  get cols(): number {
    return this.columnNames.length;
  }

  /** The type of each column, in order. */
  get types(): readonly ColumnType[] {
    return this.#columns.map((column) => column.type);
  }

  /** Whether there is a column of this name. */
  has(name: string): boolean {
    return this.columnNames.includes(name);
  }

  /** One column, by name or by position. */
  column(column: string | number): Column {
    return this.#columns[resolveColumn(column, this.columnNames, this.cols)]!;
  }

  /** The values of one column as an array; missing values are null. */
  values(column: string | number): Cell[] {
    return cellsOf(this.column(column));
  }

  /** The value at a row (from 0) and a column; missing is null. */
  at(row: number, column: string | number): Cell {
    checkRow(row, this.rows);
    return cellAt(this.column(column), row);
  }

  /** One row as an object. */
  row(index: number): FrameRow {
    checkRow(index, this.rows);
    return this.rowAt(index);
  }

  /** The given columns, by name or by position, in their order. */
  select(columns: ArrayLike<string | number>): Frame {
    const positions = resolveColumns(columns, this.columnNames, this.cols);
    return Frame.assemble(
      Array.from(positions, (j) => this.columnNames[j]!),
      Array.from(positions, (j) => this.#columns[j]!),
      this.named,
      this.rows,
    );
  }

  /** The given columns; the same as `select`, so that all tables have it under one name. */
  selectColumns(columns: ArrayLike<string | number>): Frame {
    return this.select(columns);
  }

  /** All columns but the given ones. */
  drop(columns: ArrayLike<string | number>): Frame {
    const dropped = new Set(resolveColumns(columns, this.columnNames, this.cols));
    return this.select(this.columnNames.map((_, j) => j).filter((j) => !dropped.has(j)));
  }

  /**
   * The frame with one column added or replaced: values, a column, or a function of each row. A frame whose
   * columns had no names has names from then on.
   */
  withColumn(
    name: string,
    values: ArrayLike<unknown> | Column | ((row: FrameRow, index: number) => Cell),
    type?: ColumnType,
  ): Frame {
    const given =
      typeof values === 'function'
        ? Array.from({ length: this.rows }, (_, i) => values(this.rowAt(i), i))
        : values;
    const column = toColumn(given, name, type);
    const position = this.columnNames.indexOf(name);
    const rows = this.cols === 0 ? columnLength(column) : this.rows;
    if (position < 0) {
      return Frame.assemble([...this.columnNames, name], [...this.#columns, column], true, rows);
    }
    const columns = this.#columns.map((old, j) => (j === position ? column : old));
    return Frame.assemble(this.columnNames, columns, this.named, rows);
  }

  /** The frame with some columns under other names. */
  rename(names: Readonly<Record<string, string>> | ReadonlyMap<string, string>): Frame {
    const renamed = names instanceof Map ? names : new Map(Object.entries(names));
    resolveColumns([...renamed.keys()], this.columnNames, this.cols);
    const next = this.columnNames.map((name) => renamed.get(name) ?? name);
    return Frame.assemble(next, this.#columns, true, this.rows);
  }

  /** The same columns under other names, one each; null takes the names away (x0, x1, ...). */
  withColumnNames(columnNames: readonly string[] | null): Frame {
    const names = columnNames?.slice() ?? defaultNames(this.cols);
    if (names.length !== this.cols) {
      throw new InvalidDataError(`A frame of ${this.cols} columns got ${names.length} column names.`);
    }
    return Frame.assemble(names, this.#columns, columnNames !== null, this.rows);
  }

  /** The rows at the given indices, in their order; an index may come more than once. */
  selectRows(indices: ArrayLike<number>): Frame {
    checkRows(indices, this.rows);
    const columns = this.#columns.map((column) => takeRows(column, indices));
    return new Frame(this.columnNames, columns, indices.length, this.named);
  }

  /** The rows for which the predicate holds. */
  filter(predicate: (row: FrameRow, index: number) => boolean): Frame {
    const kept: number[] = [];
    for (let i = 0; i < this.rows; i++) if (predicate(this.rowAt(i), i)) kept.push(i);
    return this.selectRows(kept);
  }

  /** The first `count` rows. */
  head(count = 5): Frame {
    return this.selectRows(firstRows(count, this.rows));
  }

  /** One frame for each distinct value of a column, in order of first appearance; missing values group under null. */
  groupBy(column: string | number): Map<Cell, Frame> {
    const key = this.column(column);
    const rowsOf = new Map<Cell, number[]>();
    // Dates compare by identity as Map keys, so equal days must share one object.
    const shared = new Map<number, Date>();
    for (let i = 0; i < this.rows; i++) {
      let value = cellAt(key, i);
      if (value instanceof Date) {
        const known = shared.get(value.getTime());
        if (known === undefined) shared.set(value.getTime(), value);
        else value = known;
      }
      const rows = rowsOf.get(value);
      if (rows === undefined) rowsOf.set(value, [i]);
      else rows.push(i);
    }
    return new Map([...rowsOf].map(([value, rows]) => [value, this.selectRows(rows)]));
  }

  /** How many values each column lacks, by column name. */
  missingCounts(): Map<string, number> {
    return new Map(this.columnNames.map((name, j) => [name, countMissing(this.#columns[j]!)]));
  }

  /** Count, missing, distinct values, moments and quartiles or the most frequent value of each column. */
  describe(): Summary {
    return summarize(this.columnNames.map((name, j) => [name, this.#columns[j]!]));
  }

  /** The numbers (booleans as 0 and 1) as a matrix; a column of another type is an error that names it. */
  toMatrix(): Matrix {
    const { rows, cols } = this;
    const numbers = this.#columns.map((column, j) => {
      if (column.type !== 'number' && column.type !== 'boolean') {
        const example = cellsOf(column).find((cell) => cell !== null);
        throw new InvalidDataError(
          `Column '${this.columnNames[j]}' holds values of type ${column.type} (such as ${showValue(example)}) ` +
            'where numbers are needed. Encode it first (OneHotEncoder, OrdinalEncoder) or leave it out.',
          { column: this.columnNames[j]! },
        );
      }
      if (column.type === 'number') return column.values;
      return Float64Array.from(column.values, (value) => (value < 0 ? Number.NaN : value));
    });
    return new Matrix(interleave(numbers, rows), rows, cols, this.named ? this.columnNames : null);
  }

  /** The rows as objects. */
  toRows(): FrameRow[] {
    return Array.from({ length: this.rows }, (_, i) => this.rowAt(i));
  }

  /** The values as an array of rows; missing values are null. */
  toArray(): Cell[][] {
    return Array.from({ length: this.rows }, (_, i) => this.#columns.map((column) => cellAt(column, i)));
  }

  toString(): string {
    const title = `Frame ${this.rows} x ${this.cols}`;
    return printHead(title, this.columnNames, this.rows, (i, j) => cellAt(this.#columns[j]!, i));
  }

  [inspectCustom](): string {
    return this.toString();
  }

  private rowAt(index: number): FrameRow {
    this.#rowAt ??= rowReader(this.columnNames, this.#columns);
    return this.#rowAt(index);
  }
}

/** Values as a column; a ready one is checked. */
function toColumn(values: ArrayLike<unknown> | Column, name: string, type?: ColumnType): Column {
  if (isColumn(values)) return checkColumn(values, name);
  if (typeof values === 'object' && values !== null && typeof values.length === 'number') {
    return columnFrom(values, name, type);
  }
  throw new InvalidDataError(
    `Column '${name}' must be an array, a typed array or a column of a Frame. Got ${showValue(values)}.`,
    { column: name },
  );
}

/** Types by name, whether they came as an object or as a Map; a name that no column has is a slip of the finger. */
function typeMap(types: ColumnTypes | undefined, names: readonly string[]): ReadonlyMap<string, ColumnType> {
  const byName: ReadonlyMap<string, ColumnType> =
    types instanceof Map ? types : new Map(Object.entries(types ?? {}));
  for (const name of byName.keys()) {
    if (names.includes(name)) continue;
    const near = nearestName(name, names);
    throw new InvalidDataError(
      `The option 'types' names the column '${name}', which the data does not have.` +
        (near === null ? '' : ` Did you mean '${near}'?`),
      { column: name },
    );
  }
  return byName;
}
