import type { VectorLike } from '../data/index.js';
import type { WeightOptions } from './options.js';
import { meanLoss, pairValues } from './paired-values.js';

/**
 * Mean of the squared errors. Large errors count most; its unit is that of y, squared.
 *
 * @param yTrue - true values
 * @param yPred - predicted values, one for each true one
 * @param options - `sampleWeight`: weight of each row
 * @returns 0 for a perfect prediction, larger for worse; O(n)
 *
 * @example
 * ```ts
 * import { meanSquaredError } from 'pipefit';
 *
 * console.log(meanSquaredError([3, -0.5, 2, 7], [2.5, 0, 2, 8])); // 0.375
 * ```
 */
export function meanSquaredError(yTrue: VectorLike, yPred: VectorLike, options: WeightOptions = {}): number {
  return meanLoss(
    pairValues('meanSquaredError', yTrue, yPred, options),
    (truth, guess) => (truth - guess) ** 2,
  );
}
