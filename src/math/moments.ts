import { compensatedSum } from './sum.js';

export interface Moments {
  /** NaN without values. */
  readonly mean: number;
  /** Population variance (divisor: the sum of the weights). */
  readonly variance: number;
}

/**
 * Mean and population variance in two passes with compensated sums: the second pass adds squared
 * distances from the mean, and corrects them for the mean's own rounding (Chan, Golub and LeVeque, 1983).
 */
export function meanAndVariance(values: ArrayLike<number>, weights?: ArrayLike<number>): Moments {
  const n = values.length;
  const weighted =
    weights === undefined ? values : Float64Array.from(values, (value, i) => value * weights[i]!);
  const total = weights === undefined ? n : compensatedSum(weights);
  const mean = compensatedSum(weighted) / total;
  const distances = new Float64Array(n);
  const squares = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const distance = values[i]! - mean;
    const weight = weights === undefined ? 1 : weights[i]!;
    distances[i] = weight * distance;
    squares[i] = weight * distance * distance;
  }
  const drift = compensatedSum(distances);
  return { mean, variance: (compensatedSum(squares) - (drift * drift) / total) / total };
}
