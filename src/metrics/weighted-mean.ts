import { compensatedSum } from '../math/sum.js';

/** Mean of the values, weighted where weights are given. */
export function weightedMean(values: ArrayLike<number>, weights: ArrayLike<number> | null): number {
  if (weights === null) return compensatedSum(values) / values.length;
  return weightedSum(values, weights) / compensatedSum(weights);
}

/** Sum of the values, each times its weight. */
export function weightedSum(values: ArrayLike<number>, weights: ArrayLike<number> | null): number {
  if (weights === null) return compensatedSum(values);
  return compensatedSum(Float64Array.from(values, (value, i) => value * weights[i]!));
}

/** The weight of all rows: their number where they have no weights. */
export function totalWeight(rows: number, weights: ArrayLike<number> | null): number {
  return weights === null ? rows : compensatedSum(weights);
}

/** The weighted mean, kept within the values: that of equal values is exactly their value. */
export function centreOf(values: Float64Array, weights: Float64Array | null): number {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return Math.min(most, Math.max(least, weightedMean(values, weights)));
}
