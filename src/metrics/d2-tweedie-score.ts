import type { VectorLike } from '../data/index.js';
import type { WeightOptions } from './options.js';
import { meanLoss, shareExplained, tooFewRows } from './paired-values.js';
import { pairTweedie, tweedieDeviance } from './tweedie.js';
import { centreOf } from './weighted-mean.js';

/**
 * Share of the Tweedie deviance that is explained: 1 - deviance / deviance of the mean of yTrue.
 *
 * With `power` 0 it is R2.
 *
 * @param yTrue - true values
 * @param yPred - predicted values, one for each true one
 * @param options - `power` (0): 0 for a normal, 1 for a Poisson, 2 for a gamma, 3 for an inverse Gaussian
 * distribution, any number outside of (0, 1); `sampleWeight`: weight of each row
 * @returns 1 for a perfect prediction, 0 for one no better than the mean, negative for worse; O(n)
 *
 * @example
 * ```ts
 * import { d2TweedieScore } from 'pipefit';
 *
 * console.log(d2TweedieScore([0.5, 1, 2.5, 7], [1, 1, 5, 3.5], { power: 1 }).toFixed(4)); // 0.4879
 * ```
 */
export function d2TweedieScore(
  yTrue: VectorLike,
  yPred: VectorLike,
  options: WeightOptions & { readonly power?: number | undefined } = {},
): number {
  const { power = 0 } = options;
  const pairs = pairTweedie('d2TweedieScore', yTrue, yPred, options, power);
  if (tooFewRows('d2TweedieScore', pairs)) return Number.NaN;
  const deviance = tweedieDeviance(power);
  const mean = centreOf(pairs.truth, pairs.weights);
  return shareExplained(
    meanLoss(pairs, deviance),
    meanLoss(pairs, (truth) => deviance(truth, mean)),
  );
}
