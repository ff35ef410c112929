import type { RowSet } from './row-set.js';
import type { XorShift } from './xor-shift.js';

/** One random threshold for a column of a node, and the rows on its two sides; for row sets of a whole table. */
export class RandomCut {
  /** The rows that go left, then the others, for the criterion; the keys differ where the sides meet. */
  readonly rows: Int32Array;
  readonly keys: Int32Array;
  /** How many rows go left; 0 where the column is constant. */
  left = 0;
  threshold = 0;
  missingLeft = false;

  readonly #values: Float64Array;
  readonly #others: Int32Array;

  constructor(capacity: number) {
    this.rows = new Int32Array(capacity);
    this.keys = new Int32Array(capacity);
    this.#values = new Float64Array(capacity);
    this.#others = new Int32Array(capacity);
  }

  /** Draws a threshold uniform between the lowest and the highest value; false when the column is constant. */
  draw(
    { columns }: RowSet,
    nodeRows: Int32Array,
    start: number,
    end: number,
    column: number,
    random: XorShift,
  ): boolean {
    const { data, cols } = columns;
    const values = this.#values;
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    let missing = 0;
    for (let i = start; i < end; i++) {
      const value = data[nodeRows[i]! * cols + column]!;
      values[i - start] = value;
      if (value < low) low = value;
      if (value > high) high = value;
      if (Number.isNaN(value)) missing++;
    }
    if (low > high || (low === high && missing === 0)) return false;
    const share = random.uniform();
    const drawn = low * (1 - share) + high * share;
    this.threshold = drawn < high ? Math.max(low, drawn) : low;
    const missingLeft = missing > 0 && random.integer(2) === 1;
    this.#separate(nodeRows, start, end - start, missingLeft);
    // Where fit saw no missing value, a missing one follows the larger part of the rows.
    this.missingLeft = missing > 0 ? missingLeft : this.left > end - start - this.left;
    return true;
  }

  #separate(nodeRows: Int32Array, start: number, count: number, missingLeft: boolean): void {
    const { rows, keys, threshold } = this;
    const values = this.#values;
    const others = this.#others;
    let left = 0;
    let right = 0;
    for (let i = 0; i < count; i++) {
      const value = values[i]!;
      const row = nodeRows[start + i]!;
      const isLeft = value <= threshold || (missingLeft && Number.isNaN(value)) ? 1 : 0;
      // Written to both sides and kept on one, for a branch would be guessed wrong half of the time.
      rows[left] = row;
      others[right] = row;
      left += isLeft;
      right += 1 - isLeft;
    }
    for (let k = 0; k < right; k++) rows[left + k] = others[k]!;
    this.left = left;
    keys[left - 1] = 0;
    keys[left] = 1;
  }
}
