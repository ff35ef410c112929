import type { VectorLike } from '../data/index.js';
import type { WeightOptions } from './options.js';
import { meanLoss } from './paired-values.js';
import { pairTweedie, tweedieDeviance } from './tweedie.js';

/**
 * Mean deviance under a Poisson distribution, for counts and rates.
 *
 * yTrue must be 0 or more and yPred greater than 0, else it is an InvalidDataError.
 *
 * @param yTrue - true values
 * @param yPred - predicted values, one for each true one
 * @param options - `sampleWeight`: weight of each row
 * @returns 0 for a perfect prediction, larger for worse; O(n)
 *
 * @example
 * ```ts
 * import { meanPoissonDeviance } from 'pipefit';
 *
 * console.log(meanPoissonDeviance([2, 0, 1, 4], [0.5, 0.5, 2, 2]).toFixed(4)); // 1.4260
 * ```
 */
export function meanPoissonDeviance(
  yTrue: VectorLike,
  yPred: VectorLike,
  options: WeightOptions = {},
): number {
  return meanLoss(pairTweedie('meanPoissonDeviance', yTrue, yPred, options, 1), tweedieDeviance(1));
}
