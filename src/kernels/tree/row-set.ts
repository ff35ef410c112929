import { countBelow, PlaceMarks } from './place-marks.js';
import type { RankedColumns } from './ranked-columns.js';
import { TieMarks } from './tie-marks.js';

/**
 * The rows that a tree, or a subtree of it, grows on, numbered from 0, and the order of each column among them.
 * A subtree of few rows works on a set of its own: the orders are then short enough for the processor's cache.
 */
export class RowSet {
  /** How many rows there are. */
  size: number;
  readonly cols: number;
  /** As in {@link RankedColumns}; column j owns the slice from `j * size`. */
  readonly order: Int32Array;
  readonly place: Int32Array;
  readonly ties: TieMarks;
  /** Values present in each column. */
  readonly present: Int32Array;

  readonly #columns: RankedColumns;
  /** In a subset: the row of the whole table, the set it is part of, and which columns are in order already. */
  readonly #tableRow: Int32Array | null;
  readonly #ready: Uint8Array;
  #parent: RowSet | null = null;
  #marks: PlaceMarks | null = null;
  #rowAt = new Int32Array(0);
  readonly #places: Int32Array;

  private constructor(columns: RankedColumns, size: number, tableRow: Int32Array | null) {
    const { cols } = columns;
    this.#columns = columns;
    this.#tableRow = tableRow;
    this.#ready = new Uint8Array(cols);
    this.#places = new Int32Array(tableRow?.length ?? 0);
    this.size = size;
    this.cols = cols;
    const whole = tableRow === null;
    this.order = whole ? columns.order : new Int32Array(size * cols);
    this.place = whole ? columns.place : new Int32Array(size * cols);
    this.ties = whole ? columns.ties : new TieMarks(size, cols);
    this.present = whole ? columns.present : new Int32Array(cols);
  }

  /** All rows of a table. */
  static whole(columns: RankedColumns): RowSet {
    return new RowSet(columns, columns.rows, null);
  }

  /** Room for a subset of at most `capacity` rows of a whole table; see `take`. */
  static subset(whole: RowSet, capacity: number): RowSet {
    const subset = new RowSet(whole.#columns, capacity, new Int32Array(capacity));
    subset.#parent = whole;
    subset.#marks = new PlaceMarks(whole.size);
    subset.#rowAt = new Int32Array(whole.size);
    return subset;
  }

  /** Becomes the set of `rows[start..end)` of the whole, which are numbered in this order. */
  take(rows: Int32Array, start: number, end: number): void {
    this.size = end - start;
    this.#ready.fill(0);
    for (let i = start; i < end; i++) this.#tableRow![i - start] = rows[i]!;
  }

  /** To be called before a column is used: puts a subset's rows in its order. */
  prepare(column: number): void {
    if (this.#parent === null || this.#ready[column] === 1) return;
    this.#ready[column] = 1;
    const { size } = this;
    const first = column * size;
    const parent = this.#parent;
    const from = column * parent.size;
    const places = this.#places;
    const rowAt = this.#rowAt;
    const marks = this.#marks!;
    noteRows(this.#tableRow!, size, parent.place, from, rowAt);
    marks.mark(this.#tableRow!, 0, size, parent.place, from, parent.size);
    const order = this.order.subarray(first, first + size);
    marks.read(rowAt, 0, places, order);
    this.present[column] = countBelow(places, size, parent.present[column]!);
    this.ties.clear(column);
    if (parent.ties.any(column)) this.#markTies(column, places, parent.ties);
    for (let k = 0; k < size; k++) this.place[first + order[k]!] = k;
  }

  /** The value at a place of a column's order. */
  valueAt(column: number, place: number): number {
    const { sorted, rows } = this.#columns;
    const first = column * rows;
    if (this.#tableRow === null) return sorted[first + place]!;
    const row = this.#tableRow[this.order[column * this.size + place]!]!;
    return sorted[first + this.#columns.place[first + row]!]!;
  }

  #markTies(column: number, places: Int32Array, whole: TieMarks): void {
    for (let k = 1; k < this.size; k++) {
      if (whole.equal(column, places[k - 1]!, places[k]!)) this.ties.mark(column, k);
    }
  }
}

/** Notes at each place of the whole the row of the subset that has it. */
function noteRows(
  tableRow: Int32Array,
  size: number,
  place: Int32Array,
  from: number,
  rowAt: Int32Array,
): void {
  for (let i = 0; i < size; i++) rowAt[place[from + tableRow[i]!]!] = i;
}
