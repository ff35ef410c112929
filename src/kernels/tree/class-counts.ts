import { Criterion, copyRows } from './criterion.js';

/** The part shared by criteria of classes: the weight of each class in a node and on both sides of a cut. */
export abstract class ClassCounts extends Criterion {
  override readonly width: number;
  protected readonly codes: Int32Array;
  protected readonly counts: Float64Array;
  protected readonly left: Float64Array;
  protected readonly right: Float64Array;

  constructor(codes: Int32Array, classes: number) {
    super();
    this.width = classes;
    this.codes = codes;
    this.counts = new Float64Array(classes);
    this.left = new Float64Array(classes);
    this.right = new Float64Array(classes);
  }

  protected override get capacity(): number {
    return this.codes.length;
  }

  override take(from: this, rows: Int32Array, start: number, end: number): void {
    super.take(from, rows, start, end);
    copyRows(from.codes, this.codes, rows, start, end);
  }

  override enter(rows: Int32Array, start: number, end: number): void {
    const { weights, codes } = this;
    const counts = this.counts.fill(0);
    let weight = 0;
    let pure = true;
    const code = codes[rows[start]!]!;
    for (let i = start; i < end; i++) {
      const row = rows[i]!;
      const w = weights === null ? 1 : weights[row]!;
      counts[codes[row]!]! += w;
      weight += w;
      if (codes[row] !== code) pure = false;
    }
    this.weight = weight;
    this.pure = pure;
    this.impurity = pure ? 0 : this.impurityOf(counts, weight);
    this.setTolerance(weight);
  }

  override writeValue(values: Float64Array, at: number): void {
    for (let c = 0; c < this.width; c++) values[at + c] = this.counts[c]! / this.weight;
  }

  protected abstract impurityOf(counts: Float64Array, weight: number): number;

  /** Puts all rows on the right, those without a value on the left where they go there; the weight on the left. */
  protected startSides(rows: Int32Array, present: number, count: number, missingLeft: boolean): number {
    const { weights, codes, left, right } = this;
    left.fill(0);
    right.set(this.counts);
    let weight = 0;
    if (!missingLeft) return weight;
    for (let k = present; k < count; k++) {
      const row = rows[k]!;
      const w = weights === null ? 1 : weights[row]!;
      left[codes[row]!]! += w;
      right[codes[row]!]! -= w;
      weight += w;
    }
    return weight;
  }
}
