import { ClassCounts } from './class-counts.js';
import type { Measured } from './criterion.js';

/** Gini impurity, 1 - sum p^2: how often two rows drawn from the node differ in class (Breiman et al., 1984). */
export class Gini extends ClassCounts {
  override get measured(): Measured {
    return { kind: 'gini', targets: this.codes, width: this.width };
  }

  override roomFor(capacity: number): Gini {
    return new Gini(new Int32Array(capacity), this.width);
  }

  protected override impurityOf(counts: Float64Array, weight: number): number {
    return 1 - squares(counts) / (weight * weight);
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
    const { weights, codes, left, right, weight, minWeight, tolerance } = this;
    let leftWeight = this.startSides(rows, present, count, missingLeft);
    let leftSquares = squares(left);
    let rightSquares = squares(right);
    let best = Number.NEGATIVE_INFINITY;
    let cut = 0;
    for (let k = 0; k <= last; k++) {
      const row = rows[k]!;
      const code = codes[row]!;
      const w = weights === null ? 1 : weights[row]!;
      // (n + w)^2 = n^2 + w (2n + w), and likewise on the side that loses the row.
      leftSquares += w * (2 * left[code]! + w);
      rightSquares -= w * (2 * right[code]! - w);
      left[code]! += w;
      right[code]! -= w;
      leftWeight += w;
      if (k < first || keys[k + 1] === keys[k]) continue;
      const rightWeight = weight - leftWeight;
      if (leftWeight < minWeight || rightWeight < minWeight) continue;
      const agreement = leftSquares / leftWeight + rightSquares / rightWeight;
      if (agreement > best + tolerance) {
        best = agreement;
        cut = k + 1;
      }
    }
    this.cut = cut;
    this.gain = cut === 0 ? best : best - squares(this.counts) / weight;
  }
}

function squares(counts: Float64Array): number {
  let sum = 0;
  for (let c = 0; c < counts.length; c++) sum += counts[c]! * counts[c]!;
  return sum;
}
