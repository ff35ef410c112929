import { RadixOrder } from './radix-order.js';
import { TieMarks } from './tie-marks.js';

/** Rows that are copied at a time. */
const BLOCK = 64;

/**
 * The columns of a table, each sorted once. Trees work on places in these orders, so many trees (and threads)
 * share one. Column j owns the slice from `j * rows`. Columns of categories have codes 0, 1, ... for values and no
 * order: their places are the codes, the number of categories where a value is missing.
 */
export interface RankedColumns {
  readonly rows: number;
  readonly cols: number;
  /** The table itself, row after row. */
  readonly data: Float64Array;
  /** The rows in ascending order of the column; rows with a missing value come last. */
  readonly order: Int32Array;
  /** The place of each row in `order`. */
  readonly place: Int32Array;
  /** The same row after row, which is quicker to read for few rows and many columns. */
  readonly placeByRow: Int32Array;
  /** Places whose value equals the one before; missing values equal each other. */
  readonly ties: TieMarks;
  /** How many values of each column are present. */
  readonly present: Int32Array;
  /** How many categories each column has, 0 for numbers; null where no column has any. */
  readonly categories: Int32Array | null;
  /** The table column after column, where {@link withValues} has put it. Cuts are random then, and the arrays of orders empty. */
  readonly values: Float64Array | null;
}

/** Sorts the columns of a row-major matrix, one at each `next()`. O(rows * cols). */
export function* rankColumns(
  data: Float64Array,
  rows: number,
  cols: number,
  categories: Int32Array | null = null,
): Generator<undefined, RankedColumns> {
  const order = new Int32Array(rows * cols);
  const place = new Int32Array(rows * cols);
  const present = new Int32Array(cols);
  const ties = new TieMarks(rows, cols);
  const radix = new RadixOrder(rows);
  const column = new Float64Array(rows);
  const sorted = new Float64Array(rows);
  for (let j = 0; j < cols; j++) {
    const codes = categories === null ? 0 : categories[j]!;
    if (codes > 0) {
      for (let i = 0; i < rows; i++) {
        const value = data[i * cols + j]!;
        place[j * rows + i] = Number.isNaN(value) ? codes : value;
      }
      continue;
    }
    const columnOrder = order.subarray(j * rows, (j + 1) * rows);
    present[j] = splitMissing(data, rows, cols, j, column, columnOrder);
    radix.sort(column, columnOrder.subarray(0, present[j]!));
    for (let k = 0; k < rows; k++) {
      const row = columnOrder[k]!;
      place[j * rows + row] = k;
      sorted[k] = column[row]!;
    }
    markTies(sorted, ties, j);
    yield;
  }
  const placeByRow = cols === 1 ? place : transpose(place, cols, rows);
  return { rows, cols, data, order, place, placeByRow, ties, present, categories, values: null };
}

/** The columns as trees of random cuts take them, at which nothing is sorted. */
export function unrankedColumns(
  data: Float64Array,
  rows: number,
  cols: number,
  categories: Int32Array | null = null,
): RankedColumns {
  const none = new Int32Array(0);
  const orders = { order: none, place: none, placeByRow: none, ties: new TieMarks(0, 0), present: none };
  return { rows, cols, data, ...orders, categories, values: null };
}

/** The columns with the table column after column beside it. */
export function withValues(columns: RankedColumns): RankedColumns {
  const { rows, cols } = columns;
  const values = new Float64Array(rows * cols);
  copyColumns(columns, values);
  return { ...columns, values };
}

/** Copies the table column after column, some rows at a time so that what is read and written stays in the cache. */
export function copyColumns({ data, rows, cols }: RankedColumns, to: Float64Array): void {
  for (let start = 0; start < rows; start += BLOCK) {
    const end = Math.min(start + BLOCK, rows);
    for (let j = 0; j < cols; j++) {
      for (let i = start; i < end; i++) to[j * rows + i] = data[i * cols + j]!;
    }
  }
}

/** Runs {@link rankColumns} to its end. */
export function rankAllColumns(data: Float64Array, rows: number, cols: number): RankedColumns {
  const ranking = rankColumns(data, rows, cols);
  let step = ranking.next();
  while (!step.done) step = ranking.next();
  return step.value;
}

function transpose(place: Int32Array, cols: number, rows: number): Int32Array {
  const byRow = new Int32Array(place.length);
  for (let i = 0, p = 0; i < rows; i++) for (let j = 0; j < cols; j++, p++) byRow[p] = place[j * rows + i]!;
  return byRow;
}

function markTies(sorted: Float64Array, ties: TieMarks, column: number): void {
  for (let k = 1; k < sorted.length; k++) {
    const value = sorted[k]!;
    const before = sorted[k - 1]!;
    if (value === before || (Number.isNaN(value) && Number.isNaN(before))) ties.mark(column, k);
  }
}

/** Copies a column and lists the rows that have a value before those that have none. */
function splitMissing(
  data: Float64Array,
  rows: number,
  cols: number,
  j: number,
  column: Float64Array,
  order: Int32Array,
): number {
  let found = 0;
  for (let i = 0, p = j; i < rows; i++, p += cols) {
    const value = data[p]! + 0; // -0 becomes 0, its equal
    column[i] = value;
    if (!Number.isNaN(value)) order[found++] = i;
  }
  for (let i = 0, to = found; to < rows; i++) if (Number.isNaN(column[i]!)) order[to++] = i;
  return found;
}
