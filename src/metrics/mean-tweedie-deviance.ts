import type { VectorLike } from '../data/index.js';
import type { WeightOptions } from './options.js';
import { meanLoss } from './paired-values.js';
import { pairTweedie, tweedieDeviance } from './tweedie.js';

/**
 * Mean deviance under a Tweedie distribution: squared error, Poisson, gamma and what lies between.
 *
 * Values outside of the distribution's range are an InvalidDataError. Source: Jørgensen (1987).
 *
 * @param yTrue - true values
 * @param yPred - predicted values, one for each true one
 * @param options - `power` (0): 0 for a normal, 1 for a Poisson, 2 for a gamma, 3 for an inverse Gaussian
 * distribution, any number outside of (0, 1); `sampleWeight`: weight of each row
 * @returns 0 for a perfect prediction, larger for worse; O(n)
 *
 * @example
 * ```ts
 * import { meanTweedieDeviance } from 'pipefit';
 *
 * console.log(meanTweedieDeviance([2, 0, 1, 4], [0.5, 0.5, 2, 2], { power: 1 }).toFixed(4)); // 1.4260
 * ```
 */
export function meanTweedieDeviance(
  yTrue: VectorLike,
  yPred: VectorLike,
  options: WeightOptions & { readonly power?: number | undefined } = {},
): number {
  const { power = 0 } = options;
  const pairs = pairTweedie('meanTweedieDeviance', yTrue, yPred, options, power);
  return meanLoss(pairs, tweedieDeviance(power));
}
