import { RandomState } from '../random/index.js';

/** The rows drawn for the tree of this seed: `size` draws with replacement, by weight where given. */
export function drawnRows(
  seed: number,
  rows: number,
  size: number,
  weights: Float64Array | null,
): Int32Array {
  const random = new RandomState(seed);
  return weights === null ? random.integers(0, rows, size) : random.choice(weights, size);
}

/** How often each row is drawn for the tree of this seed. */
export function bootstrapCounts(
  seed: number,
  rows: number,
  size: number,
  weights: Float64Array | null,
): Float64Array {
  const counts = new Float64Array(rows);
  for (const row of drawnRows(seed, rows, size, weights)) counts[row]!++;
  return counts;
}

/** How many rows are drawn for each tree. */
export function bootstrapSize(maxSamples: number | null, rows: number, weights: Float64Array | null): number {
  if (maxSamples === null) return rows;
  if (Number.isInteger(maxSamples)) return maxSamples;
  const total = weights === null ? rows : weights.reduce((sum, weight) => sum + weight, 0);
  return Math.max(1, Math.floor(maxSamples * total));
}

/** Multiplies counts such that every class that was drawn weighs the same. */
export function balanceCounts(counts: Float64Array, codes: Int32Array, classes: number): void {
  const drawn = new Float64Array(classes);
  let total = 0;
  for (let i = 0; i < counts.length; i++) {
    drawn[codes[i]!]! += counts[i]!;
    total += counts[i]!;
  }
  let present = 0;
  for (const count of drawn) if (count > 0) present++;
  for (let i = 0; i < counts.length; i++) {
    if (counts[i]! > 0) counts[i]! *= total / (present * drawn[codes[i]!]!);
  }
}
