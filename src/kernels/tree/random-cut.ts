import { f64, u8 } from '../wasm/layout.js';
import type { Kernels } from '../wasm/module.js';
import type { Workspace } from '../wasm/workspace.js';
import type { RowSet } from './row-set.js';
import type { XorShift } from './xor-shift.js';

/** With fewer rows than this the call of a kernel takes longer than it saves. */
const KERNEL_ROWS = 24;

/**
 * Random questions to the rows of a node: a column of numbers is cut at a number drawn evenly between its lowest and
 * its highest value, the categories of one that has them are parted by tossing a coin for each until both sides have
 * some (Geurts, Ernst and Wehenkel, "Extremely Randomized Trees", 2006, table 1 and section 2.1).
 */
export class RandomCut {
  /** For each row of the node in its order 1 where it goes left, else 0. */
  goesLeft: Uint8Array = new Uint8Array(0);
  /** How many go left. */
  left = 0;
  threshold = 0;
  missingLeft = false;
  /** The categories that the node's rows have, `count` of them, and for all categories 1 where they go left. */
  readonly ordered: Int32Array;
  count = 0;
  readonly sides: Uint8Array;

  readonly #rows: number;
  readonly #seen: Uint8Array;
  #kernels: Kernels | null = null;
  #values: Float64Array = new Float64Array(0);
  #range: Float64Array = new Float64Array(2);

  constructor(rows: number, mostCategories: number) {
    this.#rows = rows;
    this.ordered = new Int32Array(mostCategories);
    this.sides = new Uint8Array(mostCategories);
    this.#seen = new Uint8Array(mostCategories);
  }

  /** To be called with a workspace before the first draw; it is used until the next call. */
  useWorkspace(workspace: Workspace): void {
    const rows = this.#rows;
    const room = workspace.allocate({ values: f64(rows), range: f64(2), marks: u8(rows) });
    this.#kernels = workspace.kernels;
    this.#values = room.values;
    this.#range = room.range;
    this.goesLeft = room.marks;
  }

  /** Draws a cut of a column for `nodeRows[start..end)`; false when they are all equal there. */
  draw(
    { columns, values, size }: RowSet,
    nodeRows: Int32Array,
    start: number,
    end: number,
    column: number,
    random: XorShift,
  ): boolean {
    const { categories } = columns;
    const count = end - start;
    const first = column * size;
    gather(values!, first, nodeRows, start, this.#values, count);
    return categories !== null && categories[column]! > 0
      ? this.#drawSet(count, random)
      : this.#drawThreshold(count, random);
  }

  #drawThreshold(count: number, random: XorShift): boolean {
    const values = this.#values;
    const range = this.#range;
    const someMissing = this.#findRange(count);
    const low = range[0]!;
    const high = range[1]!;
    if (low > high || (low === high && !someMissing)) return false;
    const share = random.uniform();
    const drawn = low * (1 - share) + high * share;
    const threshold = drawn < high ? Math.max(low, drawn) : low;
    this.threshold = threshold;
    const missingLeft = someMissing && random.integer(2) === 1;
    let left = this.#markUpTo(threshold, count);
    if (missingLeft) left += markMissing(values, this.goesLeft, count);
    this.#finish(left, count, someMissing, missingLeft);
    return true;
  }

  /** Finds the lowest and the highest value; says whether some are missing. */
  #findRange(count: number): boolean {
    const values = this.#values;
    const range = this.#range;
    if (count >= KERNEL_ROWS) return this.#kernels!.rangeOf(values.byteOffset, count, range.byteOffset) === 1;
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    let missing = 0;
    for (let k = 0; k < count; k++) {
      const value = values[k]!;
      if (value < low) low = value;
      if (value > high) high = value;
      if (Number.isNaN(value)) missing++;
    }
    range[0] = low;
    range[1] = high;
    return missing > 0;
  }

  /** Marks the values up to a threshold; says how many they are. */
  #markUpTo(threshold: number, count: number): number {
    const values = this.#values;
    const { goesLeft } = this;
    if (count >= KERNEL_ROWS) {
      return this.#kernels!.markUpTo(values.byteOffset, count, threshold, goesLeft.byteOffset);
    }
    let left = 0;
    for (let k = 0; k < count; k++) {
      const isLeft = values[k]! <= threshold ? 1 : 0;
      goesLeft[k] = isLeft;
      left += isLeft;
    }
    return left;
  }

  #drawSet(count: number, random: XorShift): boolean {
    const values = this.#values;
    const { goesLeft, sides } = this;
    let present = 0;
    for (let k = 0; k < count; k++) present += Number.isNaN(values[k]!) ? 0 : 1;
    this.#listCategories(values, count);
    if (this.count === 0 || (this.count === 1 && present === count)) return false;
    this.#toss(random);
    const missingLeft = present < count && random.integer(2) === 1;
    let left = 0;
    for (let k = 0; k < count; k++) {
      const value = values[k]!;
      const isLeft = Number.isNaN(value) ? 0 : sides[value]!;
      goesLeft[k] = isLeft;
      left += isLeft;
    }
    if (missingLeft) left += markMissing(values, goesLeft, count);
    this.threshold = Number.NaN;
    this.#finish(left, count, present < count, missingLeft);
    return true;
  }

  /** The categories among the values, in ascending order, so that the draw does not depend on that of the rows. */
  #listCategories(values: Float64Array, count: number): void {
    const seen = this.#seen;
    const { ordered } = this;
    let found = 0;
    for (let k = 0; k < count; k++) {
      const value = values[k]!;
      if (Number.isNaN(value) || seen[value] === 1) continue;
      seen[value] = 1;
      ordered[found++] = value;
    }
    for (let k = 0; k < found; k++) seen[ordered[k]!] = 0;
    ordered.subarray(0, found).sort();
    this.count = found;
  }

  /** Draws sides until both have a category; a single category is parted from the missing values. */
  #toss(random: XorShift): void {
    const { ordered, count, sides } = this;
    let left = 0;
    do {
      left = 0;
      for (let k = 0; k < count; k++) {
        const side = count === 1 ? 1 : random.integer(2);
        sides[ordered[k]!] = side;
        left += side;
      }
    } while (count > 1 && (left === 0 || left === count));
  }

  #finish(left: number, count: number, someMissing: boolean, missingLeft: boolean): void {
    this.left = left;
    // Where fit saw no missing value, a missing one follows the larger part of the rows.
    this.missingLeft = someMissing ? missingLeft : left > count - left;
  }
}

function gather(
  values: Float64Array,
  first: number,
  rows: Int32Array,
  start: number,
  to: Float64Array,
  count: number,
): void {
  for (let k = 0; k < count; k++) to[k] = values[first + rows[start + k]!]!;
}

/** Marks the values that are NaN; says how many. */
function markMissing(values: Float64Array, marks: Uint8Array, count: number): number {
  let missing = 0;
  for (let k = 0; k < count; k++) {
    if (!Number.isNaN(values[k]!)) continue;
    marks[k] = 1;
    missing++;
  }
  return missing;
}
