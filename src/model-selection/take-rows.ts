import type { TargetLike } from '../core/index.js';
import {
  type ArrowTableLike,
  asTable,
  type Column,
  type DataLike,
  type Frame,
  isColumn,
  isTable,
  isTableLike,
  type Matrix,
  type MlMatrixLike,
  type NumericArray,
  type ShapedData,
  type SparseMatrix,
  type TensorLike,
  takeRows,
} from '../data/index.js';

/** What some rows of data come back as: tables and arrays as what they are, other forms as a table. */
export type RowsOf<X> = X extends Frame
  ? Frame
  : X extends SparseMatrix
    ? SparseMatrix
    : X extends Matrix
      ? Matrix
      : X extends readonly (infer Row)[]
        ? Row[]
        : X extends ArrowTableLike
          ? Frame
          : X extends TensorLike
            ? Matrix | Frame
            : X extends ShapedData | MlMatrixLike
              ? Matrix
              : never;

/** What some values of a target come back as: typed arrays and columns of the same type, other arrays as arrays. */
export type ValuesOf<Y> = Y extends NumericArray | Column
  ? Y
  : Y extends ArrayLike<infer V>
    ? V[]
    : Y extends DataLike
      ? RowsOf<Y>
      : never;

/** A function that takes rows of the data, converted once where that is needed. */
export function rowTaker<X extends DataLike>(X: X, owner: string): (indices: Int32Array) => RowsOf<X> {
  if (Array.isArray(X)) {
    const rows: readonly unknown[] = X;
    return (indices) => Array.from(indices, (i) => rows[i]) as RowsOf<X>;
  }
  const table = isTable(X) ? X : asTable(X, owner);
  return (indices) => table.selectRows(indices) as RowsOf<X>;
}

/** The values of a target at the given rows. */
export function takeValues<Y extends TargetLike>(y: Y, indices: Int32Array, owner = 'split'): ValuesOf<Y> {
  if (isColumn(y)) return takeRows(y, indices) as ValuesOf<Y>;
  if (isTableLike(y) && !Array.isArray(y)) return asTable(y, owner, 'y').selectRows(indices) as ValuesOf<Y>;
  const values = y as ArrayLike<unknown>;
  if (!ArrayBuffer.isView(y)) return Array.from(indices, (i) => values[i]) as ValuesOf<Y>;
  const Numbers = y.constructor as new (numbers: ArrayLike<unknown>) => ValuesOf<Y>;
  return new Numbers(Array.from(indices, (i) => values[i]));
}
