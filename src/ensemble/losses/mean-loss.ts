/** The mean of a loss over rows of one raw prediction each, weighted where weights are given. */
export function meanLoss(
  y: Float64Array,
  raw: Float64Array,
  weights: Float64Array | null,
  lossOf: (target: number, raw: number) => number,
): number {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < y.length; i++) {
    const weight = weights === null ? 1 : weights[i]!;
    sum += weight * lossOf(y[i]!, raw[i]!);
    total += weight;
  }
  return sum / total;
}
