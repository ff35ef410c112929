import type { VectorLike } from '../data/index.js';
import type { WeightOptions } from './options.js';
import { meanLoss, pairValues } from './paired-values.js';

/**
 * Mean of the absolute errors, in the unit of y.
 *
 * @param yTrue - true values
 * @param yPred - predicted values, one for each true one
 * @param options - `sampleWeight`: weight of each row
 * @returns 0 for a perfect prediction, larger for worse; O(n)
 *
 * @example
 * ```ts
 * import { meanAbsoluteError } from 'pipefit';
 *
 * console.log(meanAbsoluteError([3, -0.5, 2, 7], [2.5, 0, 2, 8])); // 0.5
 * ```
 */
export function meanAbsoluteError(yTrue: VectorLike, yPred: VectorLike, options: WeightOptions = {}): number {
  return meanLoss(pairValues('meanAbsoluteError', yTrue, yPred, options), (truth, guess) =>
    Math.abs(truth - guess),
  );
}
