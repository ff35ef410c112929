import { copyRows, type NodeCategories } from './criterion.js';
import { GainCuts } from './gain-cuts.js';
import { NodeSorter } from './node-sorter.js';
import { rankAllColumns } from './ranked-columns.js';
import { RowSet } from './row-set.js';
import { RowSubset } from './row-subset.js';
import { RunningMedian } from './running-median.js';

/** Mean distance from the median. O(n log n) for each column of a node of n rows. */
export class AbsoluteError extends GainCuts {
  override readonly width = 1;
  readonly #sorter: NodeSorter;
  readonly #median: RunningMedian;
  /** Rank of each row's target in the node, as far as the node's rows go. */
  readonly #ranks: Int32Array;
  /** The node's targets in ascending order, taken from their median. */
  readonly #distances: Float64Array;
  /** What is lost on the right of a cut after k rows with a value. */
  readonly #rightLoss: Float64Array;
  /** Median of what is to the right of such a cut, less that of the node. */
  readonly #rightMedian: Float64Array;
  #value = 0;
  /** The node's rows in their order; then those on the left of a cut before the others. */
  #arranged = new Int32Array(0);
  #divided = new Int32Array(0);
  #dividedKeys = new Int32Array(0);

  /** The targets as a table of one column, ranked once. */
  readonly #set: RowSet;
  readonly #targets: Float64Array;

  constructor(targets: Float64Array, set: RowSet = new RowSet(rankAllColumns(targets, targets.length, 1))) {
    super();
    const rows = targets.length;
    this.#targets = targets;
    this.#set = set;
    this.#sorter = new NodeSorter(rows);
    this.#median = new RunningMedian(rows);
    this.#ranks = new Int32Array(rows);
    this.#distances = new Float64Array(rows);
    this.#rightLoss = new Float64Array(rows + 1);
    this.#rightMedian = new Float64Array(rows + 1);
  }

  protected override get capacity(): number {
    return this.#targets.length;
  }

  override roomFor(capacity: number): AbsoluteError {
    return new AbsoluteError(new Float64Array(capacity), new RowSubset(this.#set, capacity));
  }

  override take(from: this, rows: Int32Array, start: number, end: number): void {
    super.take(from, rows, start, end);
    copyRows(from.#targets, this.#targets, rows, start, end);
    if (this.#set instanceof RowSubset) this.#set.take(rows, start, end);
  }

  override enter(rows: Int32Array, start: number, end: number): void {
    const sorter = this.#sorter;
    const { weights } = this;
    const targets = this.#targets;
    const count = end - start;
    sorter.sort(this.#set, rows, start, end, 0);
    let weight = 0;
    for (let k = 0; k < count; k++) {
      const row = sorter.rows[k]!;
      this.#ranks[row] = k;
      weight += weights === null ? 1 : weights[row]!;
    }
    this.weight = weight;
    this.#value = this.#medianOf(count);
    let loss = 0;
    for (let k = 0; k < count; k++) {
      const distance = targets[sorter.rows[k]!]! - this.#value;
      this.#distances[k] = distance;
      loss += Math.abs(distance) * (weights === null ? 1 : weights[sorter.rows[k]!]!);
    }
    this.pure = sorter.keys[0] === sorter.keys[count - 1];
    this.impurity = this.pure ? 0 : loss / weight;
    this.setTolerance(loss);
  }

  override writeValue(values: Float64Array, at: number): void {
    values[at] = this.#value;
  }

  override arrange(rows: Int32Array, start: number, end: number): void {
    if (this.#arranged.length === 0) {
      this.#arranged = new Int32Array(this.capacity);
      this.#divided = new Int32Array(this.capacity);
      this.#dividedKeys = new Int32Array(this.capacity);
    }
    this.#arranged.set(rows.subarray(start, end));
  }

  protected override measureSides(goesLeft: Uint8Array, leftRows: number, count: number): void {
    const keys = this.#dividedKeys;
    let left = 0;
    let right = leftRows;
    for (let k = 0; k < count; k++) this.#divided[goesLeft[k] === 1 ? left++ : right++] = this.#arranged[k]!;
    // The keys differ where the sides meet.
    keys[leftRows - 1] = 0;
    keys[leftRows] = 1;
    this.scan(this.#divided, keys, count, count, false, leftRows - 1, leftRows - 1);
  }

  /** By median: the node's rows ascend, so that of a category is the target with which half its weight is passed. */
  override scoreCategories({ codes, first, start, end, scores, weights: ahead }: NodeCategories): void {
    const { weights } = this;
    const ascending = this.#sorter.rows;
    for (let k = 0; k < end - start; k++) {
      const row = ascending[k]!;
      ahead[codes[first + row]!]! += weights === null ? 1 : weights[row]!;
    }
    for (let k = 0; k < end - start; k++) {
      const row = ascending[k]!;
      const category = codes[first + row]!;
      if (ahead[category]! <= 0) continue;
      ahead[category]! -= 2 * (weights === null ? 1 : weights[row]!);
      if (ahead[category]! <= 0) scores[category] = this.#targets[row]!;
    }
  }

  protected override scan(
    rows: Int32Array,
    keys: Int32Array,
    present: number,
    count: number,
    missingLeft: boolean,
    first: number,
    last: number,
  ): void {
    const { weights, weight, minWeight, tolerance } = this;
    const ranks = this.#ranks;
    const median = this.#median;
    const value = this.#value;
    this.#loseFromTheRight(rows, missingLeft ? present : count, first, count);
    median.reset(this.#distances, count);
    let left = 0;
    let best = Number.NEGATIVE_INFINITY;
    let cut = 0;
    for (let k = missingLeft ? present - count : 0; k <= last; k++) {
      const row = rows[k < 0 ? present - k - 1 : k]!;
      const w = weights === null ? 1 : weights[row]!;
      median.add(ranks[row]!, w);
      left += w;
      if (k < first || keys[k + 1] === keys[k]) continue;
      if (left < minWeight || weight - left < minWeight) continue;
      median.measure();
      const gain = weight * this.impurity - median.distance - this.#rightLoss[k + 1]!;
      if (gain > best + tolerance) {
        if (this.sign !== 0 && !this.allows(value + median.median, value + this.#rightMedian[k + 1]!))
          continue;
        best = gain;
        cut = k + 1;
      }
    }
    this.cut = cut;
    this.gain = best;
  }

  override addGains(
    rows: Int32Array,
    keys: Int32Array,
    present: number,
    count: number,
    missingLeft: boolean,
    first: number,
    last: number,
    gains: Float64Array,
  ): void {
    const { weights } = this;
    const ranks = this.#ranks;
    const median = this.#median;
    const loss = this.weight * this.impurity;
    this.#loseFromTheRight(rows, missingLeft ? present : count, first, count);
    median.reset(this.#distances, count);
    for (let k = missingLeft ? present - count : 0; k <= last; k++) {
      const row = rows[k < 0 ? present - k - 1 : k]!;
      median.add(ranks[row]!, weights === null ? 1 : weights[row]!);
      if (k < first || keys[k + 1] === keys[k]) continue;
      median.measure();
      gains[k]! += loss - median.distance - this.#rightLoss[k + 1]!;
    }
  }

  /** Fills `rightLoss` from `first` on: the rows from k on are to the right of a cut after k rows. */
  #loseFromTheRight(rows: Int32Array, end: number, first: number, count: number): void {
    const { weights } = this;
    const median = this.#median;
    median.reset(this.#distances, count);
    for (let k = end - 1; k > first; k--) {
      const row = rows[k]!;
      median.add(this.#ranks[row]!, weights === null ? 1 : weights[row]!);
      median.measure();
      this.#rightLoss[k] = median.distance;
      this.#rightMedian[k] = median.median;
    }
  }

  /** The weighted median of the node's targets, which the sorter holds. */
  #medianOf(count: number): number {
    const { rows } = this.#sorter;
    const { weights } = this;
    const targets = this.#targets;
    const half = this.weight / 2;
    let below = 0;
    for (let k = 0; k < count; k++) {
      below += weights === null ? 1 : weights[rows[k]!]!;
      if (below > half) return targets[rows[k]!]!;
      if (below === half && k + 1 < count) return targets[rows[k]!]! / 2 + targets[rows[k + 1]!]! / 2;
    }
    return targets[rows[count - 1]!]!;
  }
}
