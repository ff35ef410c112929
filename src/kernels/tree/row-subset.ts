import { countBelow, PlaceMarks } from './place-marks.js';
import { RowSet } from './row-set.js';
import { TieMarks } from './tie-marks.js';

/**
 * Some rows of a whole table, for a subtree that has few: the orders among them are short enough for the
 * processor's cache. They are put together from those of the table, column by column, when first asked for.
 */
export class RowSubset extends RowSet {
  /** The rows in the table. */
  readonly #tableRows: Int32Array;
  readonly #isReady: Uint8Array;
  readonly #marks: PlaceMarks;
  /** For the places of the table the row here that has them, as far as the column in hand goes. */
  readonly #rowAt: Int32Array;
  readonly #places: Int32Array;

  /** Room for at most `capacity` rows of a whole table; see `take`. */
  constructor({ columns }: RowSet, capacity: number) {
    const { rows, cols } = columns;
    super(columns, {
      order: new Int32Array(capacity * cols),
      place: new Int32Array(capacity * cols),
      ties: new TieMarks(capacity, cols),
      present: new Int32Array(cols),
    });
    this.#tableRows = new Int32Array(capacity);
    this.#isReady = new Uint8Array(cols);
    this.#marks = new PlaceMarks(rows);
    this.#rowAt = new Int32Array(rows);
    this.#places = new Int32Array(capacity);
  }

  /** Becomes the set of `rows[start..end)` of the table, which are numbered in this order. */
  take(rows: Int32Array, start: number, end: number): void {
    const { cols, placeByRow } = this.columns;
    const { place } = this;
    const size = end - start;
    this.size = size;
    this.#isReady.fill(0);
    for (let i = 0; i < size; i++) {
      const row = rows[start + i]!;
      this.#tableRows[i] = row;
      // Until a column is prepared, these are places of the table.
      for (let j = 0; j < cols; j++) place[j * size + i] = placeByRow[row * cols + j]!;
    }
  }

  override prepare(column: number): void {
    if (this.#isReady[column] === 1) return;
    this.#isReady[column] = 1;
    const { columns, size } = this;
    const first = column * size;
    const order = this.order.subarray(first, first + size);
    const place = this.place.subarray(first, first + size);
    const places = this.#places;
    const rowAt = this.#rowAt;
    for (let row = 0; row < size; row++) rowAt[place[row]!] = row;
    this.#marks.markAll(place, columns.rows);
    this.#marks.read(rowAt, 0, places, order);
    for (let k = 0; k < size; k++) place[order[k]!] = k;
    this.present[column] = countBelow(places, size, columns.present[column]!);
    this.#copyTies(column, places);
  }

  override tableRow(row: number): number {
    return this.#tableRows[row]!;
  }

  #copyTies(column: number, places: Int32Array): void {
    const { ties } = this.columns;
    this.ties.clear(column);
    if (!ties.any(column)) return;
    for (let k = 1; k < this.size; k++) {
      if (ties.equal(column, places[k - 1]!, places[k]!)) this.ties.mark(column, k);
    }
  }
}
