/**
 * The least value at which the weight of all values up to it reaches `percent` of the total (the inverse of the
 * weighted distribution function; Hyndman and Fan, 1996, definition 1). O(n log n).
 */
export function weightedQuantile(values: Float64Array, weights: Float64Array, percent: number): number {
  const order = Uint32Array.from(values.keys()).sort((a, b) => values[a]! - values[b]!);
  let total = 0;
  for (const i of order) total += weights[i]!;
  // 0 percent means the least value that has any weight.
  const target = (percent / 100) * total || Number.MIN_VALUE;
  let reached = 0;
  for (const i of order) {
    reached += weights[i]!;
    if (reached >= target) return values[i]!;
  }
  return values[order.at(-1)!]!;
}
