import { ClassCounts } from './class-counts.js';
import type { Measured } from './criterion.js';

/** Largest total weight for which n log2 n is tabulated. */
const LARGEST_TABLE = 1 << 22;

/** Entropy in bits, - sum p log2 p (Quinlan, 1986). */
export class Entropy extends ClassCounts {
  /** n log2 n for whole numbers n; null where weights are not whole. */
  #table: Float64Array | null = null;

  override get measured(): Measured {
    return { kind: 'entropy', targets: this.codes, width: this.width };
  }

  override roomFor(capacity: number): Entropy {
    return new Entropy(new Int32Array(capacity), this.width);
  }

  override take(from: this, rows: Int32Array, start: number, end: number): void {
    super.take(from, rows, start, end);
    this.#table = from.#table;
  }

  override begin(weights: Float64Array | null): void {
    super.begin(weights);
    const total = weights === null ? this.codes.length : wholeTotal(weights);
    if (total === null) this.#table = null;
    else if (this.#table?.length !== total + 1) this.#table = tabulate(total);
  }

  protected override impurityOf(counts: Float64Array, weight: number): number {
    let sum = nLogN(weight);
    for (let c = 0; c < counts.length; c++) sum -= nLogN(counts[c]!);
    return sum / weight;
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
    const { weights, codes, left, right, weight, minWeight, tolerance, width } = this;
    const table = this.#table;
    let leftWeight = this.startSides(rows, present, count, missingLeft);
    let best = Number.NEGATIVE_INFINITY;
    let cut = 0;
    for (let k = 0; k <= last; k++) {
      const row = rows[k]!;
      const code = codes[row]!;
      const w = weights === null ? 1 : weights[row]!;
      left[code]! += w;
      right[code]! -= w;
      leftWeight += w;
      if (k < first || keys[k + 1] === keys[k]) continue;
      const rightWeight = weight - leftWeight;
      if (leftWeight < minWeight || rightWeight < minWeight) continue;
      let agreement = 0;
      if (table === null) {
        for (let c = 0; c < width; c++) agreement += nLogN(left[c]!) + nLogN(right[c]!);
        agreement -= nLogN(leftWeight) + nLogN(rightWeight);
      } else {
        for (let c = 0; c < width; c++) agreement += table[left[c]!]! + table[right[c]!]!;
        agreement -= table[leftWeight]! + table[rightWeight]!;
      }
      if (agreement > best + tolerance) {
        if (this.sign !== 0 && !this.allows(left[1]! / leftWeight, right[1]! / rightWeight)) continue;
        best = agreement;
        cut = k + 1;
      }
    }
    this.cut = cut;
    this.gain = cut === 0 ? best : best + weight * this.impurity;
  }
}

/** The sum of weights that are whole and not too many for a table, else null. */
function wholeTotal(weights: Float64Array): number | null {
  let total = 0;
  for (let i = 0; i < weights.length; i++) {
    if (!Number.isInteger(weights[i]!)) return null;
    total += weights[i]!;
  }
  return total <= LARGEST_TABLE ? total : null;
}

function tabulate(largest: number): Float64Array {
  const table = new Float64Array(largest + 1);
  for (let n = 2; n <= largest; n++) table[n] = n * Math.log2(n);
  return table;
}

function nLogN(n: number): number {
  return n > 0 ? n * Math.log2(n) : 0;
}
