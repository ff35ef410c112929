import { copyRows, type Measured } from './criterion.js';
import { MeanCuts } from './mean-cuts.js';

/** Variance of numbers: the criterion of regression trees (Breiman et al., 1984). */
export class SquaredError extends MeanCuts {
  override readonly width = 1;
  protected override readonly weighted: Float64Array;
  readonly #targets: Float64Array;

  constructor(targets: Float64Array) {
    super();
    this.#targets = targets;
    this.weighted = new Float64Array(targets.length);
  }

  override get measured(): Measured {
    return { kind: 'numbers', targets: this.#targets, width: this.width };
  }

  override roomFor(capacity: number): SquaredError {
    return new SquaredError(new Float64Array(capacity));
  }

  override take(from: this, rows: Int32Array, start: number, end: number): void {
    super.take(from, rows, start, end);
    copyRows(from.#targets, this.#targets, rows, start, end);
  }

  /** Two passes: the targets are taken from their mean in the node, so that nothing cancels. */
  override enter(rows: Int32Array, start: number, end: number): void {
    const { weights, weighted } = this;
    const targets = this.#targets;
    let weight = 0;
    let sum = 0;
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (let i = start; i < end; i++) {
      const row = rows[i]!;
      const w = weights === null ? 1 : weights[row]!;
      const target = targets[row]!;
      weight += w;
      sum += w * target;
      if (target < low) low = target;
      if (target > high) high = target;
    }
    const mean = low === high ? low : sum / weight;
    let squares = 0;
    let total = 0;
    for (let i = start; i < end; i++) {
      const row = rows[i]!;
      const distance = targets[row]! - mean;
      const share = weights === null ? distance : weights[row]! * distance;
      weighted[row] = share;
      total += share;
      squares += share * distance;
    }
    this.offset = mean;
    this.weight = weight;
    this.total = total;
    this.impurity = squares / weight;
    this.pure = low === high;
    this.setTolerance(squares);
  }

  override writeValue(values: Float64Array, at: number): void {
    values[at] = this.offset;
  }
}
