import type { Cell } from './column.js';
import type { Table } from './table.js';

/** Any of JavaScript's number arrays. */
export type NumericArray =
  | Float64Array
  | Float32Array
  | Int8Array
  | Uint8Array
  | Uint8ClampedArray
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array;

/** Numbers in row-major order with their shape; a `Float64Array` is used where it is, without a copy. */
export type ShapedData = {
  readonly data: NumericArray | readonly number[];
  readonly columnNames?: readonly string[] | null;
} & (
  | { readonly rows: number; readonly cols: number }
  | { readonly shape: readonly [rows: number, cols: number] }
);

/** A matrix of ml-matrix, recognised by its shape. */
export interface MlMatrixLike {
  readonly rows: number;
  readonly columns: number;
  get(row: number, column: number): number;
}

/** A tensor of tfjs, recognised by its shape. */
export interface TensorLike {
  readonly shape: readonly number[];
  readonly dtype: string;
  dataSync(): ArrayLike<number> | readonly string[];
}

/** A field of an Arrow schema; the type's number tells dates from numbers. */
export interface ArrowFieldLike {
  readonly name: string;
  readonly type?: { readonly typeId?: number };
}

/** A table of Apache Arrow, recognised by its shape. */
export interface ArrowTableLike {
  readonly numRows: number;
  readonly schema: { readonly fields: readonly ArrowFieldLike[] };
  getChildAt(index: number): { readonly length: number; get(index: number): unknown } | null;
}

/**
 * Every form in which X may be given: pipefit's tables, rows of numbers or of mixed cells, row objects,
 * typed arrays with a shape, ml-matrix matrices, tfjs tensors and Arrow tables.
 */
export type DataLike =
  | Table
  | readonly (readonly Cell[])[]
  | readonly NumericArray[]
  | readonly object[]
  | ShapedData
  | MlMatrixLike
  | TensorLike
  | ArrowTableLike;

/** One row: an array of cells, a typed array, or an object with one property a column. */
export type RowLike = readonly Cell[] | NumericArray | object;
