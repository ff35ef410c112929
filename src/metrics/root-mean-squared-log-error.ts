import type { VectorLike } from '../data/index.js';
import type { WeightOptions } from './options.js';
import { squaredLogError } from './squared-log-error.js';

/**
 * Square root of the mean squared difference of log(1 + y).
 *
 * Values of -1 or less are an InvalidDataError.
 *
 * @param yTrue - true values
 * @param yPred - predicted values, one for each true one
 * @param options - `sampleWeight`: weight of each row
 * @returns 0 for a perfect prediction, larger for worse; O(n)
 *
 * @example
 * ```ts
 * import { rootMeanSquaredLogError } from 'pipefit';
 *
 * console.log(rootMeanSquaredLogError([3, 5, 2.5, 7], [2.5, 5, 4, 8]).toFixed(4)); // 0.1993
 * ```
 */
export function rootMeanSquaredLogError(
  yTrue: VectorLike,
  yPred: VectorLike,
  options: WeightOptions = {},
): number {
  return Math.sqrt(squaredLogError('rootMeanSquaredLogError', yTrue, yPred, options));
}
