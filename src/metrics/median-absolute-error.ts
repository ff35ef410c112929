import type { VectorLike } from '../data/index.js';
import type { WeightOptions } from './options.js';
import { pairValues } from './paired-values.js';
import { weightedPercentile } from './weighted-percentile.js';

/**
 * Median of the absolute errors; a few wild errors do not change it.
 *
 * @param yTrue - true values
 * @param yPred - predicted values, one for each true one
 * @param options - `sampleWeight`: weight of each row
 * @returns 0 for a perfect prediction, larger for worse; O(n log n)
 *
 * @example
 * ```ts
 * import { medianAbsoluteError } from 'pipefit';
 *
 * console.log(medianAbsoluteError([3, -0.5, 2, 7], [2.5, 0, 2, 80])); // 0.5
 * ```
 */
export function medianAbsoluteError(
  yTrue: VectorLike,
  yPred: VectorLike,
  options: WeightOptions = {},
): number {
  const { truth, guess, weights } = pairValues('medianAbsoluteError', yTrue, yPred, options);
  const errors = truth.map((value, i) => Math.abs(value - guess[i]!));
  return weightedPercentile(errors, weights, 50);
}
