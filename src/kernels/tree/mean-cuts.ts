import { GainCuts } from './gain-cuts.js';

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
  /** Gain for one unit of variance between the sides. */
  protected readonly factor: number = 1;

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
