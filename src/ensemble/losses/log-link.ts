import { weightedMean } from '../../metrics/weighted-mean.js';

/** Least mean that has a logarithm worth working with. */
const LEAST = 10 * Number.EPSILON;

/** The logarithm of the mean target, for losses whose raw predictions are logarithms of means. */
export function logOfMean(y: Float64Array, weights: Float64Array | null): Float64Array {
  return Float64Array.of(Math.log(Math.max(LEAST, weightedMean(y, weights))));
}

/** Logarithms of means to means, in place. */
export function exponentiate(raw: Float64Array): void {
  for (let i = 0; i < raw.length; i++) raw[i] = Math.exp(raw[i]!);
}
