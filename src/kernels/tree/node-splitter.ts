import type { Criterion } from './criterion.js';
import { NodeSorter } from './node-sorter.js';
import { RandomCut } from './random-cut.js';
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
  readonly #randomCut: RandomCut | null;
  readonly #sorter: NodeSorter;
  readonly #random = new XorShift();
  /** The columns in the order of the last draw. */
  readonly #drawn: Int32Array;
  /** The constant columns in the order in which they were found, and a mark for each. */
  readonly #constantList: Int32Array;
  readonly #isConstant: Uint8Array;
  /** Place of the lowest value right of the best cut; -1 where only missing values are there. */
  #firstRight = 0;

  constructor(
    rows: number,
    cols: number,
    options: { readonly maxFeatures: number; readonly drawColumns: boolean; readonly randomCuts: boolean },
  ) {
    this.#maxFeatures = options.maxFeatures;
    this.#draws = options.drawColumns || options.maxFeatures < cols;
    this.#randomCut = options.randomCuts ? new RandomCut(rows) : null;
    this.#sorter = new NodeSorter(rows);
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
      const varies =
        this.#randomCut === null
          ? this.#tryAllCuts(set, criterion, rows, start, end, column)
          : this.#tryRandomCut(set, criterion, rows, start, end, column);
      if (varies) tried++;
      else {
        this.#constantList[this.constants++] = column;
        this.#isConstant[column] = 1;
      }
    }
    if (this.column < 0) return tried;
    if (this.#randomCut === null) this.threshold = this.#thresholdOf(set);
    else this.lastLeft = this.#lastLeftOf(set, rows, start, end);
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

  /** False when the column is constant in the node. */
  #tryRandomCut(
    set: RowSet,
    criterion: Criterion,
    nodeRows: Int32Array,
    start: number,
    end: number,
    column: number,
  ): boolean {
    const cut = this.#randomCut!;
    if (!cut.draw(set, nodeRows, start, end, column, this.#random)) return false;
    const { rows, keys, left } = cut;
    const count = end - start;
    if (left === count) return true;
    criterion.measure(rows, keys, left, count);
    if (!this.#isBetter(criterion)) return true;
    this.column = column;
    this.gain = criterion.gain;
    this.threshold = cut.threshold;
    this.missingLeft = cut.missingLeft;
    return true;
  }

  /** The last place whose value is at most the threshold, among those of the node's rows. */
  #lastLeftOf(set: RowSet, rows: Int32Array, start: number, end: number): number {
    const { data, cols } = set.columns;
    const first = this.column * set.size;
    let last = -1;
    for (let i = start; i < end; i++) {
      const row = rows[i]!;
      if (data[row * cols + this.column]! <= this.threshold) last = Math.max(last, set.place[first + row]!);
    }
    return last;
  }
}
