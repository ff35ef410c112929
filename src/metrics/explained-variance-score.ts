import type { VectorLike } from '../data/index.js';
import type { WeightOptions } from './options.js';
import { meanLoss, pairValues, shareExplained } from './paired-values.js';
import { centreOf } from './weighted-mean.js';

/**
 * Share of the variance that is explained: R2 that forgives a constant error.
 *
 * @param yTrue - true values
 * @param yPred - predicted values, one for each true one
 * @param options - `sampleWeight`: weight of each row; `forceFinite` (true): a constant yTrue gives 1 when
 * predicted exactly and 0 otherwise, instead of NaN and -Infinity
 * @returns 1 for a prediction that is perfect up to a constant, 0 for a constant one; O(n)
 *
 * @example
 * ```ts
 * import { explainedVarianceScore } from 'pipefit';
 *
 * console.log(explainedVarianceScore([3, -0.5, 2, 7], [2.5, 0, 2, 8]).toFixed(4)); // 0.9572
 * ```
 */
export function explainedVarianceScore(
  yTrue: VectorLike,
  yPred: VectorLike,
  options: WeightOptions & { readonly forceFinite?: boolean | undefined } = {},
): number {
  const pairs = pairValues('explainedVarianceScore', yTrue, yPred, options);
  const { truth, guess, weights } = pairs;
  const offset = centreOf(
    truth.map((value, i) => value - guess[i]!),
    weights,
  );
  const mean = centreOf(truth, weights);
  const residual = meanLoss(pairs, (t, g) => (t - g - offset) ** 2);
  const spread = meanLoss(pairs, (t) => (t - mean) ** 2);
  return shareExplained(residual, spread, options.forceFinite);
}
