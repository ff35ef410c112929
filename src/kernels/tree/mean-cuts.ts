import { copyRows, type NodeCategories } from './criterion.js';
import { GainCuts } from './gain-cuts.js';
import { meanScores } from './mean-scores.js';

/**
 * The search shared by criteria whose gain is a multiple of the variance between the two sides:
 * S_left^2 / W_left + S_right^2 / W_right - S^2 / W, with S the weighted sum of the targets.
 */
export abstract class MeanCuts extends GainCuts {
  /** Weight times target of each row, as far as the node's rows go. */
  protected abstract readonly weighted: Float64Array;
  protected override get capacity(): number {
    return this.weighted.length;
  }
  /** Sum of `weighted` over the node. */
  protected total = 0;
  /** What is to be added to the mean of `weighted` for the value of a side. */
  protected offset = 0;
  /** Gain for one unit of variance between the sides. */
  protected readonly factor: number = 1;
  /** `weighted` and the weights in the order of the node's rows. */
  #arranged = new Float64Array(0);
  #arrangedWeights = new Float64Array(0);

  override arrange(rows: Int32Array, start: number, end: number): void {
    const { weights, weighted, capacity } = this;
    if (this.#arranged.length === 0) this.#arranged = new Float64Array(capacity);
    copyRows(weighted, this.#arranged, rows, start, end);
    if (weights === null) return;
    if (this.#arrangedWeights.length === 0) this.#arrangedWeights = new Float64Array(capacity);
    copyRows(weights, this.#arrangedWeights, rows, start, end);
  }

  /** By mean, which is exact (Fisher, 1958). */
  override scoreCategories(categories: NodeCategories): void {
    meanScores(categories, this.weighted, this.weights);
  }

  protected override measureSides(goesLeft: Uint8Array, leftRows: number, count: number): void {
    const { total, weight, minWeight, weights } = this;
    const sum = markedSum(this.#arranged, goesLeft, count);
    const left = weights === null ? leftRows : markedSum(this.#arrangedWeights, goesLeft, count);
    const right = weight - left;
    if (left < minWeight || right < minWeight) return;
    const rest = total - sum;
    if (this.sign !== 0 && !this.allows(this.offset + sum / left, this.offset + rest / right)) return;
    const between = (sum * sum * right + rest * rest * left) / (left * right);
    this.cut = leftRows;
    this.gain = this.factor * (between - (total * total) / weight);
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
    const { weights, weighted, total, weight, minWeight } = this;
    const tolerance = this.tolerance / this.factor;
    let sum = 0;
    let left = 0;
    if (missingLeft) {
      for (let k = present; k < count; k++) {
        const row = rows[k]!;
        sum += weighted[row]!;
        left += weights === null ? 1 : weights[row]!;
      }
    }
    let best = Number.NEGATIVE_INFINITY;
    let cut = 0;
    for (let k = 0; k <= last; k++) {
      const row = rows[k]!;
      sum += weighted[row]!;
      left += weights === null ? 1 : weights[row]!;
      if (k < first || keys[k + 1] === keys[k]) continue;
      const right = weight - left;
      if (left < minWeight || right < minWeight) continue;
      const rest = total - sum;
      const between = (sum * sum * right + rest * rest * left) / (left * right);
      if (between > best + tolerance) {
        if (this.sign !== 0 && !this.allows(this.offset + sum / left, this.offset + rest / right)) continue;
        best = between;
        cut = k + 1;
      }
    }
    this.cut = cut;
    this.gain = cut === 0 ? best : this.factor * (best - (total * total) / weight);
  }
  override addGains(
    rows: Int32Array,
    _keys: Int32Array,
    present: number,
    count: number,
    missingLeft: boolean,
    first: number,
    last: number,
    gains: Float64Array,
  ): void {
    const { weights, weighted, total, weight, factor } = this;
    const whole = (total * total) / weight;
    let sum = 0;
    let left = 0;
    for (let k = missingLeft ? present - count : 0; k <= last; k++) {
      const row = rows[k < 0 ? present - k - 1 : k]!;
      sum += weighted[row]!;
      left += weights === null ? 1 : weights[row]!;
      if (k < first) continue;
      const right = weight - left;
      const rest = total - sum;
      gains[k]! += factor * ((sum * sum) / left + (rest * rest) / right - whole);
    }
  }
}

/** The sum of the values that are marked with 1; four sums side by side, so that none waits for the other. */
function markedSum(values: Float64Array, marks: Uint8Array, count: number): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let k = 0;
  for (; k + 3 < count; k += 4) {
    a += marks[k]! * values[k]!;
    b += marks[k + 1]! * values[k + 1]!;
    c += marks[k + 2]! * values[k + 2]!;
    d += marks[k + 3]! * values[k + 3]!;
  }
  for (; k < count; k++) a += marks[k]! * values[k]!;
  return a + b + (c + d);
}
