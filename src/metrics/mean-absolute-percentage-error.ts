import type { VectorLike } from '../data/index.js';
import type { WeightOptions } from './options.js';
import { meanLoss, pairValues } from './paired-values.js';

/**
 * Mean of the absolute errors as shares of the true values: 0.1 is ten percent.
 *
 * A true value of 0 makes it huge instead of infinite. Use another metric where y comes near 0.
 *
 * @param yTrue - true values
 * @param yPred - predicted values, one for each true one
 * @param options - `sampleWeight`: weight of each row
 * @returns 0 for a perfect prediction, larger for worse; O(n)
 *
 * @example
 * ```ts
 * import { meanAbsolutePercentageError } from 'pipefit';
 *
 * console.log(meanAbsolutePercentageError([10, 20, 40], [11, 18, 40]).toFixed(4)); // 0.0667
 * ```
 */
export function meanAbsolutePercentageError(
  yTrue: VectorLike,
  yPred: VectorLike,
  options: WeightOptions = {},
): number {
  return meanLoss(
    pairValues('meanAbsolutePercentageError', yTrue, yPred, options),
    (truth, guess) => Math.abs(truth - guess) / Math.max(Math.abs(truth), Number.EPSILON),
  );
}
