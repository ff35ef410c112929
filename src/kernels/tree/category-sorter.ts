import type { Criterion } from './criterion.js';
import type { RowSet } from './row-set.js';

/** Up to this many categories an insertion sort is quickest. */
const FEW = 24;

/**
 * Sorts the rows of a node by their category, and the categories by what their rows have for targets, so that the best
 * of all cuts of this order is the best way to send some categories left.
 */
export class CategorySorter {
  /** The node's rows that have a category, in the order of the categories, then those that have none. */
  readonly rows: Int32Array;
  /** Where the category of each of `rows` stands among `ordered`. */
  readonly keys: Int32Array;
  /** How many rows have a category. */
  present = 0;
  /** The categories that the node's rows have, in their order: the first `count` of these. */
  readonly ordered: Int32Array;
  count = 0;

  /** For each category, the missing one last: how many rows, then where the next of its rows goes; 0 in between. */
  readonly #places: Int32Array;
  readonly #scores: Float64Array;
  readonly #weights: Float64Array;

  constructor(capacity: number, mostCategories: number) {
    this.rows = new Int32Array(capacity);
    this.keys = new Int32Array(capacity);
    this.ordered = new Int32Array(mostCategories + 1);
    this.#places = new Int32Array(mostCategories + 1);
    this.#scores = new Float64Array(mostCategories + 1);
    this.#weights = new Float64Array(mostCategories + 1);
  }

  /** Finds the categories of `nodeRows[start..end)`, to be followed by `sort`; false when there is nothing to part. */
  gather(set: RowSet, nodeRows: Int32Array, start: number, end: number, column: number): boolean {
    const places = this.#places;
    const { ordered } = this;
    const missing = set.columns.categories![column]!;
    const codes = set.place;
    const first = column * set.size;
    let count = 0;
    for (let i = start; i < end; i++) {
      const category = codes[first + nodeRows[i]!]!;
      if (places[category]!++ === 0 && category !== missing) ordered[count++] = category;
    }
    this.count = count;
    this.present = end - start - places[missing]!;
    // In this order whatever that of the rows is.
    if (count > missing >> 3) listMarked(places, missing, ordered);
    else ordered.subarray(0, count).sort();
    const varies = count > 1 || (count === 1 && this.present < end - start);
    if (!varies) this.#forget(missing);
    return varies;
  }

  /** Puts the categories that were gathered, and the rows, in order. */
  sort(
    set: RowSet,
    criterion: Criterion,
    nodeRows: Int32Array,
    start: number,
    end: number,
    column: number,
  ): void {
    const { ordered, count, rows, keys } = this;
    const scores = this.#scores;
    const weights = this.#weights;
    const places = this.#places;
    const missing = set.columns.categories![column]!;
    const codes = set.place;
    const first = column * set.size;
    scores[missing] = 0;
    weights[missing] = 0;
    for (let k = 0; k < count; k++) {
      scores[ordered[k]!] = 0;
      weights[ordered[k]!] = 0;
    }
    criterion.scoreCategories({
      ...{ rows: nodeRows, start, end, codes, first, missing },
      ...{ present: ordered, count, scores, weights },
    });
    sortByScore(ordered, count, scores);
    let place = 0;
    for (let k = 0; k < count; k++) {
      const category = ordered[k]!;
      const size = places[category]!;
      keys.fill(k, place, place + size);
      places[category] = place;
      place += size;
    }
    keys.fill(count, place, end - start);
    places[missing] = place;
    for (let i = start; i < end; i++) {
      const row = nodeRows[i]!;
      rows[places[codes[first + row]!]!++] = row;
    }
    this.#forget(missing);
  }

  #forget(missing: number): void {
    this.#places[missing] = 0;
    for (let k = 0; k < this.count; k++) this.#places[this.ordered[k]!] = 0;
  }
}

function listMarked(places: Int32Array, end: number, list: Int32Array): void {
  let count = 0;
  for (let category = 0; category < end; category++) if (places[category]! > 0) list[count++] = category;
}

/** Ascending by score, equal scores by number. */
function sortByScore(categories: Int32Array, count: number, scores: Float64Array): void {
  if (count > FEW) {
    categories.subarray(0, count).sort((a, b) => scores[a]! - scores[b]! || a - b);
    return;
  }
  for (let i = 1; i < count; i++) {
    const category = categories[i]!;
    const score = scores[category]!;
    let to = i;
    while (to > 0 && scores[categories[to - 1]!]! > score) {
      categories[to] = categories[to - 1]!;
      to--;
    }
    categories[to] = category;
  }
}
