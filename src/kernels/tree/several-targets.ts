import { Criterion, type NodeCategories } from './criterion.js';
import type { GainCuts } from './gain-cuts.js';

/** The mean of a criterion over several targets of the same rows: one for each, on the numbers of that target. */
export class SeveralTargets extends Criterion {
  override readonly width: number;
  protected override readonly capacity: number;
  readonly #each: readonly GainCuts[];
  /** The sum over the targets of what each cut gains. */
  #gains = new Float64Array(0);

  /** @param each - criteria of one target and of one kind, with room for `capacity` rows */
  constructor(each: readonly GainCuts[], capacity: number) {
    super();
    this.width = each.length;
    this.capacity = capacity;
    this.#each = each;
  }

  override begin(weights: Float64Array | null): void {
    super.begin(weights);
    for (const one of this.#each) one.begin(weights);
  }

  override roomFor(capacity: number): SeveralTargets {
    return new SeveralTargets(
      this.#each.map((one) => one.roomFor(capacity)),
      capacity,
    );
  }

  override take(from: this, rows: Int32Array, start: number, end: number): void {
    super.take(from, rows, start, end);
    this.#each.forEach((one, k) => {
      one.take(from.#each[k]!, rows, start, end);
    });
  }

  override enter(rows: Int32Array, start: number, end: number): void {
    let impurity = 0;
    let tolerance = 0;
    let pure = true;
    for (const one of this.#each) {
      one.enter(rows, start, end);
      impurity += one.impurity;
      tolerance += one.tolerance;
      pure &&= one.pure;
    }
    this.weight = this.#each[0]!.weight;
    this.impurity = impurity / this.width;
    this.tolerance = tolerance / this.width;
    this.pure = pure;
  }

  override writeValue(values: Float64Array, at: number): void {
    for (let k = 0; k < this.width; k++) this.#each[k]!.writeValue(values, at + k);
  }

  override arrange(rows: Int32Array, start: number, end: number): void {
    for (const one of this.#each) one.arrange(rows, start, end);
  }

  /** The mean over the targets of what each sorts the categories by, as a share of how far its scores are apart. */
  override scoreCategories(categories: NodeCategories): void {
    const { present, count, scores, weights } = categories;
    const sums = new Float64Array(scores.length);
    for (const one of this.#each) {
      if (one.pure) continue;
      scores.fill(0);
      weights.fill(0);
      one.scoreCategories(categories);
      let low = Number.POSITIVE_INFINITY;
      let high = Number.NEGATIVE_INFINITY;
      for (let k = 0; k < count; k++) {
        low = Math.min(low, scores[present[k]!]!);
        high = Math.max(high, scores[present[k]!]!);
      }
      if (high > low) for (let c = 0; c < sums.length; c++) sums[c]! += (scores[c]! - low) / (high - low);
    }
    scores.set(sums);
  }

  protected override measureSides(goesLeft: Uint8Array, left: number, count: number): void {
    let gain = 0;
    for (const one of this.#each) {
      if (one.pure) continue;
      one.minWeight = this.minWeight;
      one.divide(goesLeft, left, count);
      if (one.cut === 0) return;
      gain += one.gain;
    }
    this.cut = left;
    this.gain = gain / this.width;
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
    if (this.#gains.length <= last) this.#gains = new Float64Array(this.capacity);
    const gains = this.#gains.fill(0, first, last + 1);
    for (const one of this.#each) {
      // A target that is constant in the node gains nothing, and forbids nothing.
      if (!one.pure) one.addGains(rows, keys, present, count, missingLeft, first, last, gains);
    }
    const { weights, weight, minWeight } = this;
    const tolerance = this.tolerance * this.width;
    let left = 0;
    let best = Number.NEGATIVE_INFINITY;
    let cut = 0;
    for (let k = missingLeft ? present - count : 0; k <= last; k++) {
      left += weights === null ? 1 : weights[rows[k < 0 ? present - k - 1 : k]!]!;
      if (k < first || keys[k + 1] === keys[k]) continue;
      if (left < minWeight || weight - left < minWeight) continue;
      if (gains[k]! > best + tolerance) {
        best = gains[k]!;
        cut = k + 1;
      }
    }
    this.cut = cut;
    this.gain = best / this.width;
  }
}
