import type { VectorLike } from '../data/index.js';
import type { WeightOptions } from './options.js';
import { meanLoss, pairValues } from './paired-values.js';

/**
 * Square root of the mean squared error, in the unit of y.
 *
 * @param yTrue - true values
 * @param yPred - predicted values, one for each true one
 * @param options - `sampleWeight`: weight of each row
 * @returns 0 for a perfect prediction, larger for worse; O(n)
 *
 * @example
 * ```ts
 * import { rootMeanSquaredError } from 'pipefit';
 *
 * console.log(rootMeanSquaredError([3, -0.5, 2, 7], [2.5, 0, 2, 8]).toFixed(4)); // 0.6124
 * ```
 */
export function rootMeanSquaredError(
  yTrue: VectorLike,
  yPred: VectorLike,
  options: WeightOptions = {},
): number {
  const pairs = pairValues('rootMeanSquaredError', yTrue, yPred, options);
  return Math.sqrt(meanLoss(pairs, (truth, guess) => (truth - guess) ** 2));
}
