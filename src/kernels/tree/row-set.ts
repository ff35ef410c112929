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

  constructor(
    columns: RankedColumns,
    own: Pick<RankedColumns, 'order' | 'place' | 'ties' | 'present'> = columns,
  ) {
    this.columns = columns;
    this.size = columns.rows;
    this.order = own.order;
    this.place = own.place;
    this.ties = own.ties;
    this.present = own.present;
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

/** 1 when a place is at most `lastLeft`, or at least `leftAgain`, else 0. Without a branch, which would be guessed wrong. */
export function goesLeft(place: number, lastLeft: number, leftAgain: number): number {
  return ((place - lastLeft - 1) >>> 31) | ((leftAgain - 1 - place) >>> 31);
}
