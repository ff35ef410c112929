import type { Workspace } from '../wasm/workspace.js';
import { CategorySorter } from './category-sorter.js';
import type { Criterion } from './criterion.js';
import { NodeSorter } from './node-sorter.js';
import { RandomCut } from './random-cut.js';
import type { RankedColumns } from './ranked-columns.js';
import type { RowSet } from './row-set.js';
import { XorShift } from './xor-shift.js';

/** How a node is split. */
export interface Split {
  readonly column: number;
  /** Values up to it go left; NaN where a column of categories is asked. */
  readonly threshold: number;
  readonly missingLeft: boolean;
  readonly gain: number;
  /** In a ranked column of numbers: rows whose place is at most this go left, those without a value by `missingLeft`. */
  readonly lastLeft: number;
  /** In a column of categories: for each of them, and then for missing ones, 1 where they go left. */
  readonly sides: Uint8Array | null;
  /** In a column with a monotonic constraint: the bound between the values of the two sides. */
  readonly middle: number;
}

/** Which questions a {@link NodeSplitter} asks. */
export interface Questions {
  /** How many columns are tried at a node. */
  readonly maxFeatures: number;
  /** Whether columns are drawn even where all are tried, so that ties are broken at random. */
  readonly drawColumns: boolean;
  /** One random threshold a column instead of all. */
  readonly randomCuts: boolean;
  /** For each column 1 or -1 where predictions must rise or fall along it, else 0; null for no such column. */
  readonly monotonic: Int8Array | null;
}

/**
 * Finds where to split a node. Columns are tried in their order, or drawn without replacement, until
 * `maxFeatures` were looked at and at least one of them was not constant in the node. Ties go to the column
 * that was tried first, then to the lowest threshold.
 */
export class NodeSplitter implements Split {
  /** The best split found: its column, or -1 when there is none. */
  column = -1;
  threshold = 0;
  missingLeft = false;
  gain = 0;
  lastLeft = 0;
  sides: Uint8Array | null = null;
  middle = 0;
  /** How many columns are known to be constant in the node, and so in all below it. */
  constants = 0;

  readonly #maxFeatures: number;
  readonly #draws: boolean;
  readonly #monotonic: Int8Array | null;
  readonly #categories: Int32Array | null;
  readonly #randomCut: RandomCut | null;
  readonly #sorter: NodeSorter;
  readonly #categorySorter: CategorySorter | null;
  readonly #random = new XorShift();
  /** The columns in the order of the last draw. */
  readonly #drawn: Int32Array;
  /** The constant columns in the order in which they were found, and a mark for each. */
  readonly #constantList: Int32Array;
  readonly #isConstant: Uint8Array;
  /** Place of the lowest value right of the best cut; -1 where only missing values are there. */
  #firstRight = 0;
  /** The node's categories in the column of the best split, those that go left first, and how many these are. */
  readonly #categoriesKept: Int32Array;
  #countKept = 0;
  #leftKept = 0;
  readonly #sides: Uint8Array;

  constructor(columns: RankedColumns, questions: Questions) {
    const { rows, cols, categories } = columns;
    const mostCategories = categories === null ? 0 : Math.max(...categories);
    this.#maxFeatures = questions.maxFeatures;
    this.#draws = questions.drawColumns || questions.maxFeatures < cols;
    this.#monotonic = questions.monotonic;
    this.#categories = categories;
    this.#randomCut = questions.randomCuts ? new RandomCut(rows, mostCategories) : null;
    this.#sorter = new NodeSorter(questions.randomCuts ? 0 : rows);
    this.#categorySorter =
      mostCategories > 0 && !questions.randomCuts ? new CategorySorter(rows, mostCategories) : null;
    this.#drawn = new Int32Array(cols);
    this.#constantList = new Int32Array(cols);
    this.#isConstant = new Uint8Array(cols);
    this.#categoriesKept = new Int32Array(mostCategories);
    this.#sides = new Uint8Array(mostCategories + 1);
  }

  /** Starts a tree. */
  begin(seed: number): void {
    this.#random.seed(seed);
    this.forgetConstants(0);
    for (let j = 0; j < this.#drawn.length; j++) this.#drawn[j] = j;
  }

  /** To be called where cuts are random: the workspace is used until the next call. */
  useWorkspace(workspace: Workspace): void {
    this.#randomCut?.useWorkspace(workspace);
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
    if (this.#randomCut !== null) criterion.arrange(rows, start, end);
    let tried = 0;
    for (let drawn = 0; drawn < cols && (drawn < this.#maxFeatures || tried === 0); drawn++) {
      if (this.constants === cols || this.gain >= enough) break;
      const column = this.#draws ? this.#draw(drawn) : drawn;
      if (this.#isConstant[column] === 1) continue;
      criterion.sign = this.#monotonic === null ? 0 : this.#monotonic[column]!;
      if (this.#try(set, criterion, rows, start, end, column)) tried++;
      else {
        this.#constantList[this.constants++] = column;
        this.#isConstant[column] = 1;
      }
    }
    if (this.column >= 0) this.#complete(set);
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

  #hasCategories(column: number): boolean {
    return this.#categories !== null && this.#categories[column]! > 0;
  }

  /** False when the column is constant in the node. */
  #try(
    set: RowSet,
    criterion: Criterion,
    rows: Int32Array,
    start: number,
    end: number,
    column: number,
  ): boolean {
    if (this.#randomCut !== null) return this.#tryRandomCut(set, criterion, rows, start, end, column);
    if (this.#hasCategories(column)) return this.#tryCategories(set, criterion, rows, start, end, column);
    return this.#tryAllCuts(set, criterion, rows, start, end, column);
  }

  /** Whether the cut that the criterion just found beats the best so far. */
  #isBetter({ cut, gain, tolerance }: Criterion): boolean {
    return cut > 0 && gain > this.gain + tolerance;
  }

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

  #keep(criterion: Criterion, column: number): void {
    this.column = column;
    this.gain = criterion.gain;
    this.middle = criterion.middle;
  }

  #keepCut(set: RowSet, criterion: Criterion, column: number, count: number, missingLeft: boolean): void {
    const { rows, present } = this.#sorter;
    const { cut } = criterion;
    const first = column * set.size;
    this.#keep(criterion, column);
    this.lastLeft = set.place[first + rows[cut - 1]!]!;
    this.#firstRight = cut === present ? -1 : set.place[first + rows[cut]!]!;
    // Where fit saw no missing value, a missing one follows the larger part of the rows.
    this.missingLeft = present === count ? cut > count - cut : missingLeft;
  }

  #tryCategories(
    set: RowSet,
    criterion: Criterion,
    nodeRows: Int32Array,
    start: number,
    end: number,
    column: number,
  ): boolean {
    const sorter = this.#categorySorter!;
    if (!sorter.gather(set, nodeRows, start, end, column)) return false;
    const { present, rows, keys } = sorter;
    const count = end - start;
    sorter.sort(set, criterion, nodeRows, start, end, column);
    criterion.search(rows, keys, present, count, false);
    if (this.#isBetter(criterion)) this.#keepCategories(criterion, column, count, false);
    if (present < count) {
      criterion.search(rows, keys, present, count, true);
      if (this.#isBetter(criterion)) this.#keepCategories(criterion, column, count, true);
    }
    return true;
  }

  #keepCategories(criterion: Criterion, column: number, count: number, missingLeft: boolean): void {
    const { ordered, keys, present } = this.#categorySorter!;
    const { cut } = criterion;
    this.#keep(criterion, column);
    this.#countKept = this.#categorySorter!.count;
    this.#leftKept = keys[cut - 1]! + 1;
    for (let k = 0; k < this.#countKept; k++) this.#categoriesKept[k] = ordered[k]!;
    this.missingLeft = present === count ? cut > count - cut : missingLeft;
  }

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
    criterion.divide(cut.goesLeft, cut.left, end - start);
    if (!this.#isBetter(criterion)) return true;
    this.#keep(criterion, column);
    this.threshold = cut.threshold;
    this.missingLeft = cut.missingLeft;
    if (!this.#hasCategories(column)) return true;
    this.#countKept = cut.count;
    this.#leftKept = 0;
    let last = cut.count;
    for (let k = 0; k < cut.count; k++) {
      const category = cut.ordered[k]!;
      const to = cut.sides[category] === 1 ? this.#leftKept++ : --last;
      this.#categoriesKept[to] = category;
    }
    return true;
  }

  /** Works out what is needed of the best split only. */
  #complete(set: RowSet): void {
    if (this.#hasCategories(this.column)) {
      this.threshold = Number.NaN;
      this.sides = this.#sidesOf(this.#categories![this.column]!);
      return;
    }
    this.sides = null;
    if (this.#randomCut === null) this.threshold = this.#thresholdOf(set);
  }

  /** The middle between the neighbours of the cut; the lower of them where rounding would reach the upper. */
  #thresholdOf(set: RowSet): number {
    if (this.#firstRight < 0) return Number.POSITIVE_INFINITY;
    const lower = set.valueAt(this.column, this.lastLeft);
    const upper = set.valueAt(this.column, this.#firstRight);
    const middle = lower / 2 + upper / 2;
    return middle < upper ? middle : lower;
  }

  /** Categories that the node has not seen go where missing ones go. */
  #sidesOf(categories: number): Uint8Array {
    const sides = this.#sides.subarray(0, categories + 1).fill(this.missingLeft ? 1 : 0);
    for (let k = 0; k < this.#countKept; k++) {
      sides[this.#categoriesKept[k]!] = k < this.#leftKept ? 1 : 0;
    }
    return sides;
  }
}
