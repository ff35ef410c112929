import { countBelow, PlaceMarks } from './place-marks.js';
import type { RowSet } from './row-set.js';

/** Up to this many rows an insertion sort beats the bitmap. */
const FEW = 28;

/** Sorts the rows of a node by a column. */
export class NodeSorter {
  /** The node's rows that have a value, in ascending order of it, then those that have none. */
  readonly rows: Int32Array;
  /** Equal for equal values and for rows without a value. */
  readonly keys: Int32Array;
  /** How many rows have a value. */
  present = 0;
  readonly #marks: PlaceMarks;

  constructor(capacity: number) {
    this.rows = new Int32Array(capacity);
    this.keys = new Int32Array(capacity);
    this.#marks = new PlaceMarks(capacity);
  }

  /** Sorts `nodeRows[start..end)`, rows of `set`, by a column. */
  sort(set: RowSet, nodeRows: Int32Array, start: number, end: number, column: number): void {
    set.prepare(column);
    const { rows, keys } = this;
    const count = end - start;
    const first = column * set.size;
    if (count <= FEW) insertPlaces(nodeRows, start, end, set.place, first, keys, rows);
    else {
      this.#marks.mark(nodeRows, start, end, set.place, first, set.size);
      this.#marks.read(set.order, first, keys, rows);
    }
    const valued = set.present[column]!;
    this.present = valued === set.size ? count : countBelow(keys, count, valued);
    if (set.ties.any(column)) equateTies(set, column, keys, count);
  }
}

/** Gives equal values the key of the first of them. */
function equateTies(set: RowSet, column: number, keys: Int32Array, count: number): void {
  const { ties } = set;
  let before = keys[0]!;
  for (let k = 1; k < count; k++) {
    const place = keys[k]!;
    if (ties.has(column, place) && ties.equal(column, before, place)) keys[k] = keys[k - 1]!;
    before = place;
  }
}

/** Writes the places of the rows in ascending order, and the rows in the same order. */
function insertPlaces(
  nodeRows: Int32Array,
  start: number,
  end: number,
  place: Int32Array,
  first: number,
  places: Int32Array,
  rows: Int32Array,
): void {
  for (let i = start; i < end; i++) {
    const row = nodeRows[i]!;
    const found = place[first + row]!;
    let to = i - start;
    while (to > 0 && places[to - 1]! > found) {
      places[to] = places[to - 1]!;
      rows[to] = rows[to - 1]!;
      to--;
    }
    places[to] = found;
    rows[to] = row;
  }
}
