import type { VectorLike } from '../data/index.js';
import type { WeightOptions } from './options.js';
import { squaredLogError } from './squared-log-error.js';

/**
 * Mean of the squared differences of log(1 + y): relative errors count, for targets that grow exponentially.
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
 * import { meanSquaredLogError } from 'pipefit';
 *
 * console.log(meanSquaredLogError([3, 5, 2.5, 7], [2.5, 5, 4, 8]).toFixed(4)); // 0.0397
 * ```
 */
export function meanSquaredLogError(
  yTrue: VectorLike,
  yPred: VectorLike,
  options: WeightOptions = {},
): number {
  return squaredLogError('meanSquaredLogError', yTrue, yPred, options);
}
