import { copyRows, type NodeCategories } from './criterion.js';
import { GainCuts } from './gain-cuts.js';
import { meanScores } from './mean-scores.js';

/** Half the Poisson deviance of counts from their mean: the mean of y log(y / mean). */
export class PoissonDeviance extends GainCuts {
  override readonly width = 1;
  readonly #targets: Float64Array;
  #sum = 0;
  /** How many rows of the node have a target above zero. */
  #positive = 0;
  #mean = 0;
  /** Weight times target of each row, as far as the node's rows go, for categories. */
  #weighted = new Float64Array(0);
  /** The targets and the weights in the order of the node's rows. */
  #arranged = new Float64Array(0);
  #arrangedWeights = new Float64Array(0);

  constructor(targets: Float64Array) {
    super();
    this.#targets = targets;
  }

  protected override get capacity(): number {
    return this.#targets.length;
  }

  override roomFor(capacity: number): PoissonDeviance {
    return new PoissonDeviance(new Float64Array(capacity));
  }

  override take(from: this, rows: Int32Array, start: number, end: number): void {
    super.take(from, rows, start, end);
    copyRows(from.#targets, this.#targets, rows, start, end);
  }

  override enter(rows: Int32Array, start: number, end: number): void {
    const { weights } = this;
    const targets = this.#targets;
    let weight = 0;
    let sum = 0;
    let positive = 0;
    let pure = true;
    const one = targets[rows[start]!]!;
    for (let i = start; i < end; i++) {
      const row = rows[i]!;
      const w = weights === null ? 1 : weights[row]!;
      const target = targets[row]!;
      weight += w;
      sum += w * target;
      if (target > 0) positive++;
      if (target !== one) pure = false;
    }
    const mean = pure ? one : sum / weight;
    let deviance = 0;
    for (let i = start; i < end; i++) {
      const row = rows[i]!;
      const target = targets[row]!;
      if (target > 0) deviance += (weights === null ? 1 : weights[row]!) * target * Math.log(target / mean);
    }
    this.weight = weight;
    this.#sum = sum;
    this.#positive = positive;
    this.#mean = mean;
    this.pure = pure;
    this.impurity = pure ? 0 : deviance / weight;
    this.setTolerance(sum);
  }

  override writeValue(values: Float64Array, at: number): void {
    values[at] = this.#mean;
  }

  override arrange(rows: Int32Array, start: number, end: number): void {
    const { weights, capacity } = this;
    if (this.#arranged.length === 0) {
      this.#arranged = new Float64Array(capacity);
      this.#arrangedWeights = new Float64Array(capacity);
    }
    copyRows(this.#targets, this.#arranged, rows, start, end);
    if (weights === null) this.#arrangedWeights.fill(1, 0, end - start);
    else copyRows(weights, this.#arrangedWeights, rows, start, end);
  }

  /** By mean, which is exact (Chou, 1991) unless the best way to part them is one that `scan` refuses. */
  override scoreCategories(categories: NodeCategories): void {
    const { weights } = this;
    if (this.#weighted.length === 0) this.#weighted = new Float64Array(this.capacity);
    for (let i = categories.start; i < categories.end; i++) {
      const row = categories.rows[i]!;
      this.#weighted[row] = this.#targets[row]! * (weights === null ? 1 : weights[row]!);
    }
    meanScores(categories, this.#weighted, weights);
  }

  protected override measureSides(goesLeft: Uint8Array, leftRows: number, count: number): void {
    let left = 0;
    let sum = 0;
    let found = 0;
    for (let k = 0; k < count; k++) {
      const w = goesLeft[k]! * this.#arrangedWeights[k]!;
      const target = this.#arranged[k]!;
      left += w;
      sum += w * target;
      if (target > 0) found += goesLeft[k]!;
    }
    const right = this.weight - left;
    const total = this.#sum;
    const rest = total - sum;
    if (found === 0 || found === this.#positive || left < this.minWeight || right < this.minWeight) return;
    if (this.sign !== 0 && !this.allows(sum / left, rest / right)) return;
    const fit = sum * Math.log(sum / left) + rest * Math.log(rest / right);
    this.cut = leftRows;
    this.gain = fit - total * Math.log(total / this.weight);
  }

  /** A side without a target above zero would predict 0, which the deviance does not allow. */
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
    const targets = this.#targets;
    const total = this.#sum;
    const positive = this.#positive;
    let sum = 0;
    let left = 0;
    let found = 0;
    let best = Number.NEGATIVE_INFINITY;
    let cut = 0;
    for (let k = missingLeft ? present - count : 0; k <= last; k++) {
      const row = rows[k < 0 ? present - k - 1 : k]!;
      const w = weights === null ? 1 : weights[row]!;
      const target = targets[row]!;
      left += w;
      sum += w * target;
      if (target > 0) found++;
      if (k < first || keys[k + 1] === keys[k] || found === 0 || found === positive) continue;
      const right = weight - left;
      if (left < minWeight || right < minWeight) continue;
      const rest = total - sum;
      const fit = sum * Math.log(sum / left) + rest * Math.log(rest / right);
      if (fit > best + tolerance) {
        if (this.sign !== 0 && !this.allows(sum / left, rest / right)) continue;
        best = fit;
        cut = k + 1;
      }
    }
    this.cut = cut;
    this.gain = cut === 0 ? best : best - total * Math.log(total / weight);
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
    const { weights, weight } = this;
    const targets = this.#targets;
    const total = this.#sum;
    const positive = this.#positive;
    const whole = total * Math.log(total / weight);
    let sum = 0;
    let left = 0;
    let found = 0;
    for (let k = missingLeft ? present - count : 0; k <= last; k++) {
      const row = rows[k < 0 ? present - k - 1 : k]!;
      const w = weights === null ? 1 : weights[row]!;
      const target = targets[row]!;
      left += w;
      sum += w * target;
      if (target > 0) found++;
      if (k < first || keys[k + 1] === keys[k]) continue;
      const rest = total - sum;
      gains[k]! +=
        found === 0 || found === positive
          ? Number.NEGATIVE_INFINITY
          : sum * Math.log(sum / left) + rest * Math.log(rest / (weight - left)) - whole;
    }
  }
}
