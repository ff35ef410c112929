/**
 * Gains that differ by less than this share of what a node has to lose are ties: rounding could order them
 * either way, and would do so differently for other orders of the rows.
 */
const TIE = 1e-12;

/** The categories of one column among the rows of a node. */
export interface NodeCategories {
  /** The node's rows are `rows[start..end)`. */
  readonly rows: Int32Array;
  readonly start: number;
  readonly end: number;
  /** `codes[first + row]` is the category of a row, and `missing` where it has none. */
  readonly codes: Int32Array;
  readonly first: number;
  readonly missing: number;
  /** The categories that rows of the node have: the first `count` of these. */
  readonly present: Int32Array;
  readonly count: number;
  /** For each category, `missing` included, what it is sorted by and room for a weight: 0 to begin with. */
  readonly scores: Float64Array;
  readonly weights: Float64Array;
}

/** What a criterion measures, for a kernel that does it too. */
export interface Measured {
  readonly kind: 'numbers' | 'twoClasses' | 'gini' | 'entropy';
  /** The target or the code of each row. */
  readonly targets: Float64Array | Int32Array;
  readonly width: number;
}

/**
 * Measures how mixed the targets of a node are, and finds the cut of a sorted column that leaves the two
 * sides least mixed. Holds the scratch of one tree at a time.
 *
 * The gain of a cut is what it takes off the impurity times the weight: W i - W_left i_left - W_right i_right.
 */
export abstract class Criterion {
  /** How many numbers a node's value has. */
  abstract readonly width: number;
  /** How many rows there is room for. */
  protected abstract readonly capacity: number;
  /** Fewest rows and least weight on each side of a cut. */
  minRows = 1;
  minWeight = 0;

  /** Of the node last entered. */
  weight = 0;
  impurity = 0;
  /** Whether all its targets are equal, so that there is nothing to gain. */
  pure = false;

  /** Of the last search: the best gain, and how many rows with a value are to the left of the cut (0: no cut). */
  gain = Number.NEGATIVE_INFINITY;
  cut = 0;

  /** How the value must change along the column that is searched next: 1 up, -1 down, 0 as it likes. */
  sign = 0;
  /** Where a sign is given: the least and the largest value that the sides of a cut may have. */
  low = Number.NEGATIVE_INFINITY;
  high = Number.POSITIVE_INFINITY;
  /** Where a sign is given: half way between the values of the sides of the best cut. */
  middle = 0;

  /** Least difference between two gains that is no tie, in the node last entered. */
  tolerance = 0;

  protected weights: Float64Array | null = null;
  #ownWeights = new Float64Array(0);

  /** Null where no kernel measures the same. */
  get measured(): Measured | null {
    return null;
  }

  /** Prepares for a tree on rows of these weights (null: all 1). */
  begin(weights: Float64Array | null): void {
    this.weights = weights;
  }

  /** A criterion of this kind for up to `capacity` rows, to be given some with `take`. */
  abstract roomFor(capacity: number): Criterion;

  /** Takes over `rows[start..end)` of another criterion of this kind; here they are numbered from 0. */
  take(from: this, rows: Int32Array, start: number, end: number): void {
    this.minRows = from.minRows;
    this.minWeight = from.minWeight;
    this.weights = null;
    if (from.weights === null) return;
    if (this.#ownWeights.length === 0) this.#ownWeights = new Float64Array(this.capacity);
    this.weights = this.#ownWeights;
    copyRows(from.weights, this.weights, rows, start, end);
  }

  /** Takes in the rows of a node. */
  abstract enter(rows: Int32Array, start: number, end: number): void;

  /** Writes the value of the node last entered. */
  abstract writeValue(values: Float64Array, at: number): void;

  /**
   * Finds the best cut of a column. `rows[0..present)` have ascending values, equal ones with equal `keys`;
   * `rows[present..count)` have none and go all to one side. Of cuts that tie the lowest wins.
   */
  search(rows: Int32Array, keys: Int32Array, present: number, count: number, missingLeft: boolean): void {
    const before = missingLeft ? count - present : 0;
    const first = Math.max(0, this.minRows - before - 1);
    // With missing values on the right all others may be on the left.
    const onLeft = missingLeft || present === count ? present - 1 : present;
    const last = Math.min(onLeft, count - before - this.minRows) - 1;
    this.gain = Number.NEGATIVE_INFINITY;
    this.cut = 0;
    if (first <= last) this.scan(rows, keys, present, count, missingLeft, first, last);
  }

  /** Takes over the rows of the node last entered in their order, for `divide`. */
  abstract arrange(rows: Int32Array, start: number, end: number): void;

  /** Measures the one cut that sends those of the `count` rows left whose mark in `goesLeft` is 1, `left` in all. */
  divide(goesLeft: Uint8Array, left: number, count: number): void {
    this.gain = Number.NEGATIVE_INFINITY;
    this.cut = 0;
    if (left >= this.minRows && count - left >= this.minRows) this.measureSides(goesLeft, left, count);
  }

  /**
   * Fills `categories.scores` for the categories of a node: the best cut of the rows in the order of these is the best
   * way to part the categories in two, or a good one.
   */
  abstract scoreCategories(categories: NodeCategories): void;

  /** Tries the cuts after `rows[first]`, ..., after `rows[last]`, except between equal values. */
  protected abstract scan(
    rows: Int32Array,
    keys: Int32Array,
    present: number,
    count: number,
    missingLeft: boolean,
    first: number,
    last: number,
  ): void;

  /** Sets `gain` and, unless the cut is not allowed, `cut` to `left`. */
  protected abstract measureSides(goesLeft: Uint8Array, left: number, count: number): void;

  /**
   * Whether a monotonic constraint allows sides of these values; if so their middle is noted. The rules are scikit-learn's: the
   * sides keep the order, and both stay within the bounds that the splits above have set.
   */
  protected allows(left: number, right: number): boolean {
    const { low, high } = this;
    if (left < low || right < low || left > high || right > high || (left - right) * this.sign > 0) {
      return false;
    }
    this.middle = left / 2 + right / 2;
    return true;
  }

  /** To be called by `enter` with the weight times the impurity at most possible here. */
  protected setTolerance(scale: number): void {
    this.tolerance = TIE * scale;
  }
}

/** The total weight of the given rows. */
export function weightOf(rows: Int32Array, start: number, end: number, weights: Float64Array | null): number {
  if (weights === null) return end - start;
  let total = 0;
  for (let i = start; i < end; i++) total += weights[rows[i]!]!;
  return total;
}

/** Copies the entries of `rows[start..end)`, in this order. */
export function copyRows<A extends Int32Array | Float64Array>(
  from: A,
  to: A,
  rows: Int32Array,
  start: number,
  end: number,
): void {
  for (let i = start; i < end; i++) to[i - start] = from[rows[i]!]!;
}
