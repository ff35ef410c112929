import type { Criterion } from './criterion.js';
import { NodeSorter } from './node-sorter.js';
import type { RowSet } from './row-set.js';
import { XorShift } from './xor-shift.js';

/**
 * Finds where to split a node. Columns are tried in their order, or drawn without replacement, until
 * `maxFeatures` were looked at and at least one of them was not constant in the node. Ties go to the column
 * that was tried first, then to the lowest threshold.
 */
export class NodeSplitter {
  /** The best split found: its column, or -1 when there is none. */
  column = -1;
  threshold = 0;
  missingLeft = false;
  gain = 0;
  /** Rows whose place in the order of `column` is at most this go left, those without a value by `missingLeft`. */
  lastLeft = 0;
  /** How many columns are known to be constant in the node, and so in all below it. */
  constants = 0;

  readonly #maxFeatures: number;
  readonly #draws: boolean;
  readonly #randomCuts: boolean;
  readonly #sorter: NodeSorter;
  readonly #random = new XorShift();
  /** The columns in the order of the last draw. */
  readonly #drawn: Int32Array;
  /** The constant columns in the order in which they were found, and a mark for each. */
  readonly #constantList: Int32Array;
  readonly #isConstant: Uint8Array;
  /** For random cuts: the places of the node's rows in the order of a column. */
  readonly #places: Int32Array;
  /** Place of the lowest value right of the best cut; -1 where only missing values are there. */
  #firstRight = 0;

  constructor(
    rows: number,
    cols: number,
    options: { readonly maxFeatures: number; readonly drawColumns: boolean; readonly randomCuts: boolean },
  ) {
    this.#maxFeatures = options.maxFeatures;
    this.#draws = options.drawColumns || options.maxFeatures < cols;
    this.#randomCuts = options.randomCuts;
    this.#sorter = new NodeSorter(rows);
    this.#places = new Int32Array(options.randomCuts ? rows : 0);
    this.#drawn = new Int32Array(cols);
    this.#constantList = new Int32Array(cols);
    this.#isConstant = new Uint8Array(cols);
  }

  /** Starts a tree. */
  begin(seed: number): void {
    this.#random.seed(seed);
    this.forgetConstants(0);
    for (let j = 0; j < this.#drawn.length; j++) this.#drawn[j] = j;
  }

  /** Keeps the first `count` constants, which an ancestor found, and forgets those found elsewhere. */
  forgetConstants(count: number): void {
    while (this.constants > count) this.#isConstant[this.#constantList[--this.constants]!] = 0;
  }

  /** Finds the best split of `rows[start..end)`, the node that the criterion has entered; says how many columns it tried. */
  find(set: RowSet, criterion: Criterion, rows: Int32Array, start: number, end: number): number {
    const cols = this.#drawn.length;
    // A gain that leaves both sides pure cannot be beaten, only tied.
    const enough = criterion.weight * criterion.impurity - criterion.tolerance;
    this.column = -1;
    this.gain = Number.NEGATIVE_INFINITY;
    let tried = 0;
    for (let drawn = 0; drawn < cols && (drawn < this.#maxFeatures || tried === 0); drawn++) {
      if (this.constants === cols || this.gain >= enough) break;
      const column = this.#draws ? this.#draw(drawn) : drawn;
      if (this.#isConstant[column] === 1) continue;
      const varies = this.#randomCuts
        ? this.#tryRandomCut(set, criterion, rows, start, end, column)
        : this.#tryAllCuts(set, criterion, rows, start, end, column);
      if (varies) tried++;
      else {
        this.#constantList[this.constants++] = column;
        this.#isConstant[column] = 1;
      }
    }
    if (!this.#randomCuts && this.column >= 0) this.threshold = this.#thresholdOf(set);
    return tried;
  }

  /** The next column of a Fisher-Yates shuffle. */
  #draw(drawn: number): number {
    const columns = this.#drawn;
    const chosen = drawn + this.#random.integer(columns.length - drawn);
    const column = columns[chosen]!;
    columns[chosen] = columns[drawn]!;
    columns[drawn] = column;
    return column;
  }

  /** Whether the cut that the criterion just found beats the best so far. */
  #isBetter({ cut, gain, tolerance }: Criterion): boolean {
    return cut > 0 && gain > this.gain + tolerance;
  }

  /** False when the column is constant in the node. */
  #tryAllCuts(
    set: RowSet,
    criterion: Criterion,
    nodeRows: Int32Array,
    start: number,
    end: number,
    column: number,
  ): boolean {
    const sorter = this.#sorter;
    sorter.sort(set, nodeRows, start, end, column);
    const { rows, keys, present } = sorter;
    const count = end - start;
    if (present === 0 || (present === count && keys[0] === keys[count - 1])) return false;
    criterion.search(rows, keys, present, count, false);
    if (this.#isBetter(criterion)) this.#keepCut(set, criterion, column, count, false);
    if (present < count) {
      criterion.search(rows, keys, present, count, true);
      if (this.#isBetter(criterion)) this.#keepCut(set, criterion, column, count, true);
    }
    return true;
  }

  #keepCut(set: RowSet, criterion: Criterion, column: number, count: number, missingLeft: boolean): void {
    const { rows, present } = this.#sorter;
    const { cut, gain } = criterion;
    const first = column * set.size;
    this.column = column;
    this.gain = gain;
    this.lastLeft = set.place[first + rows[cut - 1]!]!;
    this.#firstRight = cut === present ? -1 : set.place[first + rows[cut]!]!;
    // Where fit saw no missing value, a missing one follows the larger part of the rows.
    this.missingLeft = present === count ? cut > count - cut : missingLeft;
  }

  /** The middle between the neighbours of the cut; the lower of them where rounding would reach the upper. */
  #thresholdOf(set: RowSet): number {
    if (this.#firstRight < 0) return Number.POSITIVE_INFINITY;
    const lower = set.valueAt(this.column, this.lastLeft);
    const upper = set.valueAt(this.column, this.#firstRight);
    const middle = lower / 2 + upper / 2;
    return middle < upper ? middle : lower;
  }

  /** Tries one threshold, uniform between the lowest and the highest value; false when the column is constant. */
  #tryRandomCut(
    set: RowSet,
    criterion: Criterion,
    nodeRows: Int32Array,
    start: number,
    end: number,
    column: number,
  ): boolean {
    set.prepare(column);
    const { place } = set;
    const places = this.#places;
    const first = column * set.size;
    const valued = set.present[column]!;
    let lowest = set.size;
    let highest = -1;
    let missing = 0;
    for (let i = start; i < end; i++) {
      const found = place[first + nodeRows[i]!]!;
      places[i - start] = found;
      if (found >= valued) missing++;
      else {
        if (found < lowest) lowest = found;
        if (found > highest) highest = found;
      }
    }
    if (highest < 0) return false;
    const low = set.valueAt(column, lowest);
    const high = set.valueAt(column, highest);
    if (low === high && missing === 0) return false;
    const share = this.#random.uniform();
    const drawn = low * (1 - share) + high * share;
    const threshold = drawn < high ? Math.max(low, drawn) : low;
    const missingLeft = missing > 0 && this.#random.integer(2) === 1;
    const lastLeft = lastAtMost(set, column, lowest, highest, threshold);
    const count = end - start;
    const left = this.#separate(nodeRows, start, count, lastLeft, missingLeft ? valued : set.size);
    criterion.search(this.#sorter.rows, this.#sorter.keys, count, count, false);
    if (!this.#isBetter(criterion)) return true;
    this.column = column;
    this.gain = criterion.gain;
    this.lastLeft = lastLeft;
    this.threshold = threshold;
    this.missingLeft = missing === 0 ? left > count - left : missingLeft;
    return true;
  }

  /** Lists the rows that go left before the others, with the keys 0 and 1, so that only one cut is possible. */
  #separate(nodeRows: Int32Array, start: number, count: number, lastLeft: number, leftAgain: number): number {
    const { rows, keys } = this.#sorter;
    const places = this.#places;
    let left = 0;
    let right = count;
    for (let i = 0; i < count; i++) {
      const found = places[i]!;
      if (found <= lastLeft || found >= leftAgain) {
        keys[left] = 0;
        rows[left++] = nodeRows[start + i]!;
      } else {
        keys[--right] = 1;
        rows[right] = nodeRows[start + i]!;
      }
    }
    return left;
  }
}

/** The last place from `low` to `high` whose value is at most `limit`. */
function lastAtMost(set: RowSet, column: number, low: number, high: number, limit: number): number {
  let from = low;
  let to = high;
  while (from < to) {
    const half = (from + to + 1) >>> 1;
    if (set.valueAt(column, half) <= limit) from = half;
    else to = half - 1;
  }
  return from;
}
