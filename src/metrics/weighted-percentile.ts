import { ascendingOrder } from './row-order.js';

/**
 * A percentile of weighted values by the averaged inverse of their distribution function: the value at which the
 * weight reaches `rank` percent, or the mean of it and the next one where it is reached exactly.
 *
 * Source: Hyndman and Fan, "Sample quantiles in statistical packages" (1996), definition 2.
 */
export function weightedPercentile(values: Float64Array, weights: Float64Array | null, rank: number): number {
  const order = ascendingOrder(values);
  const reached = new Float64Array(order.length);
  let total = 0;
  for (let p = 0; p < order.length; p++) {
    total += weights === null ? 1 : weights[order[p]!]!;
    reached[p] = total;
  }
  // A rank of 0 means the first value that has any weight.
  const target = (rank / 100) * total || Number.MIN_VALUE;
  const found = reached.findIndex((weight) => weight >= target);
  const at = found < 0 ? order.length - 1 : found;
  const value = values[order[at]!]!;
  if (reached[at]! - target > Number.EPSILON) return value;
  const next = reached.findIndex((weight) => weight > reached[at]!);
  return next < 0 ? value : (value + values[order[next]!]!) / 2;
}
