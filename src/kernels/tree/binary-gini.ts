import { copyRows, type Measured, weightOf } from './criterion.js';
import { MeanCuts } from './mean-cuts.js';

/** Gini impurity of two classes, which is twice the variance of the codes 0 and 1. */
export class BinaryGini extends MeanCuts {
  override readonly width = 2;
  protected override readonly factor = 2;
  protected override readonly weighted: Float64Array;
  readonly #codes: Int32Array;

  constructor(codes: Int32Array) {
    super();
    this.#codes = codes;
    this.weighted = new Float64Array(codes.length);
  }

  override get measured(): Measured {
    return { kind: 'twoClasses', targets: this.#codes, width: this.width };
  }

  override roomFor(capacity: number): BinaryGini {
    return new BinaryGini(new Int32Array(capacity));
  }

  override take(from: this, rows: Int32Array, start: number, end: number): void {
    super.take(from, rows, start, end);
    copyRows(from.#codes, this.#codes, rows, start, end);
    copyRows(from.weighted, this.weighted, rows, start, end);
  }

  override begin(weights: Float64Array | null): void {
    super.begin(weights);
    for (let i = 0; i < this.#codes.length; i++) {
      this.weighted[i] = this.#codes[i]! * (weights === null ? 1 : weights[i]!);
    }
  }

  override enter(rows: Int32Array, start: number, end: number): void {
    const codes = this.#codes;
    let ones = 0;
    let total = 0;
    for (let i = start; i < end; i++) {
      const row = rows[i]!;
      ones += codes[row]!;
      total += this.weighted[row]!;
    }
    const weight = weightOf(rows, start, end, this.weights);
    this.weight = weight;
    this.total = total;
    this.pure = ones === 0 || ones === end - start;
    const share = total / weight;
    this.impurity = this.pure ? 0 : 2 * share * (1 - share);
    this.setTolerance(weight);
  }

  override writeValue(values: Float64Array, at: number): void {
    values[at] = (this.weight - this.total) / this.weight;
    values[at + 1] = this.total / this.weight;
  }
}
