import type { VectorLike } from '../data/index.js';
import type { WeightOptions } from './options.js';
import { meanLoss } from './paired-values.js';
import { pairTweedie, tweedieDeviance } from './tweedie.js';

/**
 * Mean deviance under a gamma distribution, for positive amounts; only relative errors count.
 *
 * yTrue and yPred must be greater than 0, else it is an InvalidDataError.
 *
 * @param yTrue - true values
 * @param yPred - predicted values, one for each true one
 * @param options - `sampleWeight`: weight of each row
 * @returns 0 for a perfect prediction, larger for worse; O(n)
 *
 * @example
 * ```ts
 * import { meanGammaDeviance } from 'pipefit';
 *
 * console.log(meanGammaDeviance([2, 0.5, 1, 4], [0.5, 0.5, 2, 2]).toFixed(4)); // 1.0569
 * ```
 */
export function meanGammaDeviance(yTrue: VectorLike, yPred: VectorLike, options: WeightOptions = {}): number {
  return meanLoss(pairTweedie('meanGammaDeviance', yTrue, yPred, options, 2), tweedieDeviance(2));
}
