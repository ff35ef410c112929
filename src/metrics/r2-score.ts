import type { VectorLike } from '../data/index.js';
import type { WeightOptions } from './options.js';
import { meanLoss, pairValues, shareExplained, tooFewRows } from './paired-values.js';
import { centreOf } from './weighted-mean.js';

/**
 * Coefficient of determination: 1 - (sum of squared errors) / (sum of squares about the mean).
 *
 * @param yTrue - true values
 * @param yPred - predicted values, one for each true one
 * @param options - `sampleWeight`: weight of each row; `forceFinite` (true): a constant yTrue gives 1 when
 * predicted exactly and 0 otherwise, instead of NaN and -Infinity
 * @returns 1 for a perfect prediction, 0 for one no better than the mean, negative for a worse one; O(n)
 *
 * @example
 * ```ts
 * import { r2Score } from 'pipefit';
 *
 * console.log(r2Score([3, -0.5, 2, 7], [2.5, 0, 2, 8]).toFixed(4)); // 0.9486
 * ```
 */
export function r2Score(
  yTrue: VectorLike,
  yPred: VectorLike,
  options: WeightOptions & { readonly forceFinite?: boolean | undefined } = {},
): number {
  const pairs = pairValues('r2Score', yTrue, yPred, options);
  if (tooFewRows('r2Score', pairs)) return Number.NaN;
  const mean = centreOf(pairs.truth, pairs.weights);
  const residual = meanLoss(pairs, (truth, guess) => (truth - guess) ** 2);
  const spread = meanLoss(pairs, (truth) => (truth - mean) ** 2);
  return shareExplained(residual, spread, options.forceFinite);
}
