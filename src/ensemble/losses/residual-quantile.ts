import { RadixOrder } from '../../kernels/tree/radix-order.js';

/**
 * A quantile of values, which are reordered: without weights by linear interpolation (NumPy's default), with them the
 * value at which the share `q` of the weight is reached, as scikit-learn's losses take it. O(values).
 */
export function residualQuantile(values: Float64Array, weights: Float64Array | null, q: number): number {
  if (weights !== null) return invertedDistribution(values, weights, q);
  const place = q * (values.length - 1);
  const low = Math.floor(place);
  const share = place - low;
  const below = selectSmallest(values, low);
  const above = low + 1 < values.length ? leastFrom(values, low + 1) : below;
  // Half the sum of two values, and not one plus half their difference, is what NumPy's median is.
  if (share === 0.5 && q === 0.5) return below / 2 + above / 2;
  const step = above - below;
  return share < 0.5 ? below + step * share : above - step * (1 - share);
}

/** The value that has `place` smaller ones, which are brought before it. Source: Hoare, "Find", CACM 4, 1961. */
function selectSmallest(values: Float64Array, place: number): number {
  let first = 0;
  let last = values.length - 1;
  while (first < last) {
    const pivot = middleOf(values[first]!, values[(first + last) >> 1]!, values[last]!);
    let i = first;
    let j = last;
    while (i <= j) {
      while (values[i]! < pivot) i++;
      while (values[j]! > pivot) j--;
      if (i > j) break;
      const kept = values[i]!;
      values[i++] = values[j]!;
      values[j--] = kept;
    }
    if (place <= j) last = j;
    else if (place >= i) first = i;
    else break;
  }
  return values[place]!;
}

function middleOf(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}

function leastFrom(values: Float64Array, first: number): number {
  let least = values[first]!;
  for (let i = first + 1; i < values.length; i++) if (values[i]! < least) least = values[i]!;
  return least;
}

function invertedDistribution(values: Float64Array, weights: Float64Array, q: number): number {
  const order = Int32Array.from(values.keys());
  new RadixOrder(order.length).sort(values, order);
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
