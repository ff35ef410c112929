/** log(sum(exp(values))) of `count` values from `start`, without overflow. */
export function logSumExp(values: Float64Array, start = 0, count = values.length - start): number {
  let most = Number.NEGATIVE_INFINITY;
  for (let i = start; i < start + count; i++) most = Math.max(most, values[i]!);
  if (!Number.isFinite(most)) return most;
  let sum = 0;
  for (let i = start; i < start + count; i++) sum += Math.exp(values[i]! - most);
  return most + Math.log(sum);
}

/** log(1 + exp(t)), without overflow and without loss for very negative t. */
export function softplus(t: number): number {
  return Math.max(t, 0) + Math.log1p(Math.exp(-Math.abs(t)));
}

/** 1 / (1 + exp(-t)), without overflow. */
export function sigmoid(t: number): number {
  const e = Math.exp(-Math.abs(t));
  return (t < 0 ? e : 1) / (1 + e);
}
