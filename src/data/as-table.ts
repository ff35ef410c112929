import { InvalidDataError, showValue } from '../errors/index.js';
import type { ArrowTableLike, DataLike, MlMatrixLike, ShapedData, TensorLike } from './data-like.js';
import { type ColumnTypes, Frame } from './frame.js';
import { Matrix } from './matrix.js';
import { isTable, type Table } from './table.js';

/**
 * The boundary: every accepted form of data becomes a Matrix, a SparseMatrix or a Frame, or a typed error.
 * pipefit's own tables pass through as they are. `types` fixes column types where they cannot be seen
 * from the values, such as a row object whose category is missing.
 */
export function asTable(data: DataLike, owner: string, types?: ColumnTypes): Table {
  if (isTable(data)) return data;
  if (typeof data !== 'object' || data === null) {
    throw new InvalidDataError(`${owner}: X must be a table of rows and columns. Got ${showValue(data)}.`);
  }
  if (Array.isArray(data)) return fromArray(data, owner, types);
  if (ArrayBuffer.isView(data)) throw oneDimensional(owner);
  if (isShaped(data)) return fromShaped(data, owner);
  if (isMlMatrix(data)) return fromMlMatrix(data);
  if (isTensor(data)) return fromTensor(data, owner);
  if (isArrowTable(data)) return fromArrow(data, types);
  throw new InvalidDataError(
    `${owner}: X must be rows of values, row objects, a Frame, a Matrix, a SparseMatrix, typed data with a shape, ` +
      `an ml-matrix matrix, a tensor or an Arrow table. Got ${showValue(data)}.`,
  );
}

function fromArray(rows: readonly unknown[], owner: string, types?: ColumnTypes): Table {
  if (rows.length === 0) throw new InvalidDataError(`${owner}: X has 0 rows, and at least one is needed.`);
  const first = rows[0];
  if (typeof first !== 'object' || first === null) throw oneDimensional(owner);
  const nested = Array.isArray(first) || ArrayBuffer.isView(first);
  rows.forEach((row, i) => {
    const same =
      typeof row === 'object' && row !== null && nested === (Array.isArray(row) || ArrayBuffer.isView(row));
    if (!same) {
      throw new InvalidDataError(
        `${owner}: row ${i} of X is ${showValue(row)} where row 0 is ${nested ? 'an array' : 'an object'}.`,
        { row: i },
      );
    }
  });
  if (!nested) return Frame.fromRows(rows as readonly object[], types === undefined ? {} : { types });
  return fromNested(rows as readonly ArrayLike<unknown>[], owner, types);
}

/** Rows of numbers become a Matrix; a string, boolean or date anywhere makes the whole a Frame. */
function fromNested(rows: readonly ArrayLike<unknown>[], owner: string, types?: ColumnTypes): Table {
  const width = rows[0]!.length;
  const data = new Float64Array(rows.length * width);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    if (row.length !== width) {
      throw new InvalidDataError(
        `${owner}: row ${i} of X has ${row.length} values where row 0 has ${width}.`,
        {
          row: i,
        },
      );
    }
    for (let j = 0; j < width; j++) {
      const cell = row[j];
      if (typeof cell === 'number') data[i * width + j] = cell;
      else if (cell === null || cell === undefined) data[i * width + j] = Number.NaN;
      else if (Array.isArray(cell)) {
        throw new InvalidDataError(`${owner}: X has more than two dimensions (row ${i} holds an array).`, {
          row: i,
        });
      } else return Frame.fromCells(rows, types === undefined ? {} : { types });
    }
  }
  return new Matrix(data, rows.length, width);
}

function fromShaped(input: ShapedData, owner: string): Matrix {
  const [rows, cols] = 'shape' in input ? input.shape : [input.rows, input.cols];
  if (!Number.isInteger(rows) || !Number.isInteger(cols) || input.data.length !== rows * cols) {
    throw new InvalidDataError(
      `${owner}: a shape of ${rows} x ${cols} does not fit ${input.data.length} values of X.`,
    );
  }
  const data = input.data instanceof Float64Array ? input.data : Float64Array.from(input.data);
  const names = (input as { columnNames?: readonly string[] | null }).columnNames;
  return new Matrix(data, rows, cols, names ?? null);
}

function fromMlMatrix(matrix: MlMatrixLike): Matrix {
  const { rows, columns } = matrix;
  const data = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) data[i * columns + j] = matrix.get(i, j);
  return new Matrix(data, rows, columns);
}

function fromTensor(tensor: TensorLike, owner: string): Table {
  const [rows, cols] = tensor.shape;
  if (tensor.shape.length !== 2 || rows === undefined || cols === undefined) {
    throw new InvalidDataError(
      `${owner}: X must be a tensor of rank 2. Got shape [${tensor.shape.join(', ')}].`,
    );
  }
  const values = tensor.dataSync();
  if (tensor.dtype === 'string') {
    const cells = Array.from({ length: rows }, (_, i) =>
      Array.from(values as string[]).slice(i * cols, (i + 1) * cols),
    );
    return Frame.fromCells(cells);
  }
  return new Matrix(Float64Array.from(values as ArrayLike<number>), rows, cols);
}

function fromArrow(table: ArrowTableLike, types?: ColumnTypes): Frame {
  const columns = table.schema.fields.map(({ name }, j): [string, unknown[]] => {
    const vector = table.getChildAt(j);
    const cells = Array.from({ length: table.numRows }, (_, i) => vector?.get(i) ?? null);
    return [name, cells.map((cell, i) => (typeof cell === 'bigint' ? safeInteger(cell, name, i) : cell))];
  });
  return Frame.fromColumns(columns, types === undefined ? {} : { types });
}

function safeInteger(value: bigint, name: string, row: number): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) {
    throw new InvalidDataError(`Column '${name}', row ${row}: ${value} is too large for a number.`, {
      row,
      column: name,
    });
  }
  return number;
}

function isShaped(data: object): data is ShapedData {
  const values = (data as { data?: unknown }).data;
  const sized = 'shape' in data || ('rows' in data && 'cols' in data);
  return sized && (ArrayBuffer.isView(values) || (Array.isArray(values) && !Array.isArray(values[0])));
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

function oneDimensional(owner: string): InvalidDataError {
  return new InvalidDataError(
    `${owner}: X must have rows and columns, but is one-dimensional. ` +
      'Write values.map((v) => [v]) for a single column, or [values] for a single row.',
  );
}
