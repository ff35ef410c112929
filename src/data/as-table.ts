import { InvalidDataError, showValue } from '../errors/index.js';
import type { Column } from './column.js';
import type { ArrowTableLike, DataLike, MlMatrixLike, ShapedData, TensorLike } from './data-like.js';
import { Frame } from './frame.js';
import { namesOfRows, propertyOfRows } from './frame-rows.js';
import { Matrix } from './matrix.js';
import { copyNumbers, notANumber } from './numbers.js';
import { SparseMatrix } from './sparse-matrix.js';
import { isTable, type Table } from './table.js';

/**
 * The boundary: every accepted form of data becomes a Matrix, a SparseMatrix or a Frame, or a typed error.
 *
 * pipefit's own tables pass through as they are, and a `Float64Array` with a shape becomes a Matrix on the same
 * memory, because a copy could be the larger part of the memory a job has. Everything else is copied. Nothing in
 * pipefit writes to the data it is given; whoever changes a shared array changes what is learnt from it.
 *
 * Row objects must all have the same properties: an absent one is more often a mistake than a missing value, which
 * is null or undefined. `Frame.fromRows` takes them as they are.
 */
export function asTable(data: DataLike, owner: string, name = 'X'): Table {
  if (isTable(data)) return data;
  return withOwner(owner, () => read(data, name));
}

/** Runs a reader of data and puts the name of who asked in front of what it has to say. */
export function withOwner<T>(owner: string, reader: () => T): T {
  try {
    return reader();
  } catch (error) {
    if (!(error instanceof InvalidDataError)) throw error;
    throw new InvalidDataError(`${owner}: ${error.message}`, error.place, { cause: error.cause });
  }
}

/** Whether the rows of an array are objects with properties, rather than arrays. */
export function isRowObjects(data: unknown): data is readonly object[] {
  if (!Array.isArray(data)) return false;
  const first: unknown = data[0];
  return typeof first === 'object' && first !== null && !isNested(first);
}

/** Whether a row is an array of cells. */
function isNested(row: unknown): row is ArrayLike<unknown> {
  return Array.isArray(row) || ArrayBuffer.isView(row);
}

function read(data: unknown, name: string): Table {
  if (typeof data !== 'object' || data === null) {
    throw new InvalidDataError(`${name} must be a table of rows and columns. Got ${showValue(data)}.`);
  }
  if (Array.isArray(data)) return fromArray(data, name);
  if (ArrayBuffer.isView(data)) throw oneDimensional(name);
  if (isForeignSparse(data)) return new SparseMatrix(data, data.rows, data.cols, data.columnNames);
  if (isForeignFrame(data)) return fromForeignFrame(data);
  if (isShaped(data)) return fromShaped(data, name);
  if (isMlMatrix(data)) return fromMlMatrix(data);
  if (isTensor(data)) return fromTensor(data, name);
  if (isArrowTable(data)) return fromArrow(data);
  const hint = typeof (data as { then?: unknown }).then === 'function' ? ' Await it first.' : '';
  throw new InvalidDataError(
    `${name} must be rows of values, row objects, a Frame, a Matrix, a SparseMatrix, typed data with a shape, ` +
      `an ml-matrix matrix, a tensor or an Arrow table. Got ${showValue(data)}.${hint}`,
  );
}

function fromArray(rows: readonly unknown[], name: string): Table {
  if (rows.length === 0) throw new InvalidDataError(`${name} has 0 rows, and at least one is needed.`);
  const first = rows[0];
  if (typeof first !== 'object' || first === null) throw oneDimensional(name);
  if (isNested(first)) return fromNested(rows, first.length, name);
  const { names, lacking } = namesOfRows(rows as readonly object[]);
  if (lacking !== null) {
    throw new InvalidDataError(
      `row ${lacking.row} of ${name} lacks '${lacking.name}', which other rows have. Give null for a value that is ` +
        'missing, or call Frame.fromRows, where an absent one is missing.',
      { row: lacking.row, column: lacking.name },
    );
  }
  return Frame.fromColumns(
    names.map((name) => [name, propertyOfRows(rows as readonly object[], name)] as const),
  );
}

/** Rows of numbers become a Matrix; a string, boolean or date anywhere makes the whole a Frame. */
function fromNested(rows: readonly unknown[], width: number, name: string): Table {
  let mixed = false;
  const { data } = Matrix.zeros(rows.length, width);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    if (!isNested(row)) {
      throw new InvalidDataError(`row ${i} of ${name} is ${showValue(row)} where row 0 is an array.`, {
        row: i,
      });
    }
    if (row.length !== width) {
      throw new InvalidDataError(
        `row ${i} of ${name} has ${row.length} values where row 0 has ${width}. All rows need the same number.`,
        { row: i },
      );
    }
    if (mixed) continue;
    for (let j = 0; j < width; j++) {
      const cell = row[j];
      if (typeof cell === 'number') data[i * width + j] = cell;
      else if (cell === null || cell === undefined) data[i * width + j] = Number.NaN;
      else if (isNested(cell)) {
        throw new InvalidDataError(
          `${name} has more than two dimensions (row ${i}, column ${j} holds an array). Give one value a cell.`,
          { row: i, column: j },
        );
      } else {
        mixed = true;
        break;
      }
    }
  }
  if (mixed) return Frame.fromCells(rows as readonly ArrayLike<unknown>[]);
  return new Matrix(data, rows.length, width);
}

function fromShaped(input: ShapedData & { stride?: unknown; offset?: unknown }, name: string): Matrix {
  const shape: readonly unknown[] = 'shape' in input ? input.shape : [input.rows, input.cols];
  const [rows, cols] = shape as [number, number];
  if (
    !Array.isArray(shape) ||
    shape.length !== 2 ||
    !shape.every((size) => Number.isInteger(size) && size >= 0)
  ) {
    throw new InvalidDataError(`the shape of ${name} must be [rows, columns]. Got ${showValue(shape)}.`);
  }
  if (input.data.length !== rows * cols) {
    throw new InvalidDataError(
      `a shape of ${rows} x ${cols} needs ${rows * cols} values, but ${name} has ${input.data.length}.`,
    );
  }
  if (input.offset || (Array.isArray(input.stride) && !(input.stride[0] === cols && input.stride[1] === 1))) {
    throw new InvalidDataError(
      `${name} is a view with strides of its own. Copy it to row-major order first.`,
    );
  }
  const names = input.columnNames ?? null;
  if (input.data instanceof Float64Array) return new Matrix(input.data, rows, cols, names);
  const matrix = Matrix.zeros(rows, cols, names);
  copyNumbers(input.data, matrix.data, 0, (value, p) => notANumber(value, Math.floor(p / cols), p % cols));
  return matrix;
}

function fromMlMatrix(matrix: MlMatrixLike): Matrix {
  const { rows, columns } = matrix;
  const { data } = Matrix.zeros(rows, columns);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) data[i * columns + j] = matrix.get(i, j);
  return new Matrix(data, rows, columns);
}

function fromTensor(tensor: TensorLike, name: string): Table {
  const [rows, cols] = tensor.shape;
  if (tensor.shape.length !== 2 || rows === undefined || cols === undefined) {
    throw new InvalidDataError(
      `${name} must be a tensor of rank 2. Got shape [${tensor.shape.join(', ')}]. Call reshape([rows, columns]) on it.`,
    );
  }
  const values = tensor.dataSync();
  if (values.length !== rows * cols) {
    throw new InvalidDataError(
      `${name} is a tensor of type ${tensor.dtype}. Give real numbers (tf.real, tf.imag) or strings.`,
    );
  }
  if (tensor.dtype !== 'string')
    return new Matrix(Float64Array.from(values as ArrayLike<number>), rows, cols);
  return Frame.fromCells(
    Array.from({ length: rows }, (_, i) => Array.prototype.slice.call(values, i * cols, (i + 1) * cols)),
  );
}

/** Type numbers of Arrow's dates and timestamps, whose values arrive as milliseconds. */
const arrowDates: readonly unknown[] = [8, 10];

function fromArrow(table: ArrowTableLike): Frame {
  const columns = table.schema.fields.map(({ name, type }, j): [string, unknown[]] => {
    const vector = table.getChildAt(j);
    const isDate = arrowDates.includes(type?.typeId);
    const cells = Array.from({ length: table.numRows }, (_, i): unknown => {
      const cell = vector?.get(i) ?? null;
      if (typeof cell === 'bigint') return safeInteger(cell, name, i);
      return isDate && typeof cell === 'number' ? new Date(cell) : cell;
    });
    return [name, cells];
  });
  return Frame.fromColumns(columns);
}

function safeInteger(value: bigint, name: string, row: number): number {
  const number = Number(value);
  if (Number.isSafeInteger(number)) return number;
  throw new InvalidDataError(
    `Column '${name}', row ${row}: ${value} is too large for a number. Cast the column to a string or a double first.`,
    { row, column: name },
  );
}

/** A frame of another copy of pipefit, such as its CommonJS build beside the ES modules. */
interface ForeignFrame {
  readonly columnNames: readonly string[];
  readonly named: boolean;
  column(position: number): Column;
}

function fromForeignFrame(frame: ForeignFrame): Frame {
  const own = Frame.fromColumns(frame.columnNames.map((name, j) => [name, frame.column(j)] as const));
  return frame.named ? own : own.withColumnNames(null);
}

function isForeignFrame(data: object): data is ForeignFrame {
  const { columnNames, named, column } = data as Partial<ForeignFrame>;
  return Array.isArray(columnNames) && typeof named === 'boolean' && typeof column === 'function';
}

function isForeignSparse(data: object): data is SparseMatrix {
  return ['data', 'indices', 'indptr'].every((part) =>
    ArrayBuffer.isView((data as Record<string, unknown>)[part]),
  );
}

function isShaped(data: object): data is ShapedData {
  const values = (data as { data?: unknown }).data;
  const sized = 'shape' in data || ('rows' in data && 'cols' in data);
  return sized && (ArrayBuffer.isView(values) || (Array.isArray(values) && !isNested(values[0])));
}

function isMlMatrix(data: object): data is MlMatrixLike {
  return 'rows' in data && 'columns' in data && typeof (data as { get?: unknown }).get === 'function';
}

function isTensor(data: object): data is TensorLike {
  return 'shape' in data && typeof (data as { dataSync?: unknown }).dataSync === 'function';
}

function isArrowTable(data: object): data is ArrowTableLike {
  return (
    'numRows' in data &&
    'schema' in data &&
    typeof (data as { getChildAt?: unknown }).getChildAt === 'function'
  );
}

function oneDimensional(name: string): InvalidDataError {
  return new InvalidDataError(
    `${name} must have rows and columns, but is one-dimensional. ` +
      'Write values.map((v) => [v]) for a single column, or [values] for a single row.',
  );
}
