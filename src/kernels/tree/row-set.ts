import type { Split } from './node-splitter.js';
import type { RankedColumns } from './ranked-columns.js';
import type { TieMarks } from './tie-marks.js';

/** Rows that a tree grows on, numbered from 0, and the order of each column among them: here those of a whole table. */
export class RowSet {
  readonly columns: RankedColumns;
  /** How many rows there are. */
  size: number;
  /** As in {@link RankedColumns}; column j owns the slice from `j * size`. */
  readonly order: Int32Array;
  readonly place: Int32Array;
  readonly ties: TieMarks;
  readonly present: Int32Array;
  readonly values: Float64Array | null;

  constructor(
    columns: RankedColumns,
    own: Pick<RankedColumns, 'order' | 'place' | 'ties' | 'present'> = columns,
    values = columns.values,
  ) {
    this.columns = columns;
    this.size = columns.rows;
    this.order = own.order;
    this.place = own.place;
    this.ties = own.ties;
    this.present = own.present;
    this.values = values;
  }

  /** To be called before a column is used. */
  prepare(_column: number): void {}

  /** The row of the table that is a row here. */
  tableRow(row: number): number {
    return row;
  }

  /** The value at a place of a column's order. */
  valueAt(column: number, place: number): number {
    const { data, cols } = this.columns;
    return data[this.tableRow(this.order[column * this.size + place]!) * cols + column]!;
  }
}

/** Marks with 1 those of `rows[start..end)` that a split sends left, the others with 0, from the front of `marks` on. */
export function markLeft(
  set: RowSet,
  rows: Int32Array,
  start: number,
  end: number,
  { column, threshold, lastLeft, missingLeft, sides }: Split,
  marks: Uint8Array,
): void {
  const first = column * set.size;
  const { values } = set;
  if (values === null) {
    if (sides !== null) markBySide(set.place, first, rows, start, end, sides, marks);
    else {
      const leftAgain = missingLeft ? set.present[column]! : set.size;
      markByPlace(set.place, first, rows, start, end, lastLeft, leftAgain, marks);
    }
    return;
  }
  for (let i = start; i < end; i++) {
    const value = values[first + rows[i]!]!;
    const isLeft = Number.isNaN(value)
      ? missingLeft
      : sides === null
        ? value <= threshold
        : sides[value] === 1;
    marks[i - start] = isLeft ? 1 : 0;
  }
}

function markBySide(
  place: Int32Array,
  first: number,
  rows: Int32Array,
  start: number,
  end: number,
  sides: Uint8Array,
  marks: Uint8Array,
): void {
  for (let i = start; i < end; i++) marks[i - start] = sides[place[first + rows[i]!]!]!;
}

function markByPlace(
  place: Int32Array,
  first: number,
  rows: Int32Array,
  start: number,
  end: number,
  lastLeft: number,
  leftAgain: number,
  marks: Uint8Array,
): void {
  for (let i = start; i < end; i++)
    marks[i - start] = goesLeft(place[first + rows[i]!]!, lastLeft, leftAgain);
}

/** 1 when a place is at most `lastLeft`, or at least `leftAgain`, else 0. Without a branch, which would be guessed wrong. */
function goesLeft(place: number, lastLeft: number, leftAgain: number): number {
  return ((place - lastLeft - 1) >>> 31) | ((leftAgain - 1 - place) >>> 31);
}
