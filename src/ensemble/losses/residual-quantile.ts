/**
 * A quantile of values, which are reordered: without weights by linear interpolation (NumPy's default), with them the
 * value at which the share `q` of the weight is reached, as scikit-learn's losses take it.
 */
export function residualQuantile(values: Float64Array, weights: Float64Array | null, q: number): number {
  if (weights !== null) return invertedDistribution(values, weights, q);
  values.sort();
  const place = q * (values.length - 1);
  const low = Math.floor(place);
  const share = place - low;
  const below = values[low]!;
  const above = values[Math.min(low + 1, values.length - 1)]!;
  // Half the sum of two values, and not one plus half their difference, is what NumPy's median is.
  if (share === 0.5 && q === 0.5) return below / 2 + above / 2;
  const step = above - below;
  return share < 0.5 ? below + step * share : above - step * (1 - share);
}

function invertedDistribution(values: Float64Array, weights: Float64Array, q: number): number {
  const order = Int32Array.from(values.keys()).sort((a, b) => values[a]! - values[b]!);
  let total = 0;
  for (let p = 0; p < order.length; p++) total += weights[order[p]!]!;
  // Rows that weigh nothing are not looked at, not even for the smallest quantile.
  const target = ((q * 100) / 100) * total || Number.MIN_VALUE;
  let reached = 0;
  for (let p = 0; p < order.length; p++) {
    reached += weights[order[p]!]!;
    if (reached >= target) return values[order[p]!]!;
  }
  return values[order.at(-1)!]!;
}
