import type { VectorLike } from '../data/index.js';
import type { WeightOptions } from './options.js';
import { meanLoss, pairValues } from './paired-values.js';
import { checkAlpha, pinballCost } from './pinball.js';

/**
 * Mean cost of a predicted quantile: `alpha` for each unit it is too low, 1 - `alpha` for each it is too high.
 *
 * With `alpha` 0.5 it is half the mean absolute error. Source: Koenker and Bassett (1978).
 *
 * @param yTrue - true values
 * @param yPred - predicted values, one for each true one
 * @param options - `alpha` (0.5): the quantile that is predicted; `sampleWeight`: weight of each row
 * @returns 0 for a perfect prediction, larger for worse; O(n)
 *
 * @example
 * ```ts
 * import { meanPinballLoss } from 'pipefit';
 *
 * console.log(meanPinballLoss([1, 2, 3], [1, 2, 4], { alpha: 0.1 }).toFixed(4)); // 0.3000
 * ```
 */
export function meanPinballLoss(
  yTrue: VectorLike,
  yPred: VectorLike,
  options: WeightOptions & { readonly alpha?: number | undefined } = {},
): number {
  const { alpha = 0.5 } = options;
  checkAlpha('meanPinballLoss', alpha);
  return meanLoss(pairValues('meanPinballLoss', yTrue, yPred, options), pinballCost(alpha));
}
