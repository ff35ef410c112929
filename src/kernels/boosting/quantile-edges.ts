/** Larger edges are pulled down to this, as scikit-learn does. */
const ALMOST_INFINITE = 1e300;

/**
 * The edges between the bins of a column, at most `maxBins - 1` of them, from its ascending values: the middles
 * between distinct values where there are few of these, else quantiles. `weights` are those of the values, all above
 * 0, or null.
 */
export function quantileEdges(
  sorted: Float64Array,
  weights: Float64Array | null,
  maxBins: number,
): Float64Array {
  const distinct = distinctUpTo(sorted, maxBins + 1);
  if (distinct.length <= 1) return new Float64Array(0);
  const edges =
    distinct.length <= maxBins
      ? Float64Array.from({ length: distinct.length - 1 }, (_, i) => (distinct[i]! + distinct[i + 1]!) / 2)
      : weights === null
        ? quantiles(sorted, maxBins)
        : weightedQuantiles(sorted, weights, maxBins);
  for (let i = 0; i < edges.length; i++) edges[i] = Math.min(ALMOST_INFINITE, edges[i]!);
  return edges.filter((edge, i) => i === 0 || edge !== edges[i - 1]);
}

/** The distinct ones of ascending values, in order; no more than `most`. */
function distinctUpTo(sorted: Float64Array, most: number): number[] {
  const distinct: number[] = [];
  for (let i = 0; i < sorted.length && distinct.length < most; i++) {
    if (distinct.length === 0 || sorted[i] !== distinct.at(-1)) distinct.push(sorted[i]!);
  }
  return distinct;
}

/** NumPy's quantiles by the averaged inverse of the distribution, in its arithmetic, so that ties fall alike. */
function quantiles(sorted: Float64Array, maxBins: number): Float64Array {
  const last = sorted.length - 1;
  return Float64Array.from({ length: maxBins - 1 }, (_, i) => {
    const place = sorted.length * (percentile(i + 1, maxBins) / 100) - 1;
    if (place < 0) return sorted[0]!;
    if (place >= last) return sorted[last]!;
    const low = Math.floor(place);
    const above = sorted[low + 1]!;
    return place === low ? above - (above - sorted[low]!) * 0.5 : above;
  });
}

function weightedQuantiles(sorted: Float64Array, weights: Float64Array, maxBins: number): Float64Array {
  let total = 0;
  for (const weight of weights) total += weight;
  const edges = new Float64Array(maxBins - 1);
  let at = 0;
  let reached = weights[0]!;
  for (let i = 0; i < edges.length; i++) {
    const target = (percentile(i + 1, maxBins) / 100) * total;
    while (reached < target && at < sorted.length - 1) reached += weights[++at]!;
    const next = Math.min(at + 1, sorted.length - 1);
    edges[i] = reached - target > Number.EPSILON ? sorted[at]! : (sorted[at]! + sorted[next]!) / 2;
  }
  return edges;
}

/** The i-th of `parts` equal steps from 0 to 100, as NumPy's linspace makes it. */
function percentile(i: number, parts: number): number {
  return i * (100 / parts);
}
