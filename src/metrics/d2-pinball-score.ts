import type { VectorLike } from '../data/index.js';
import type { WeightOptions } from './options.js';
import { explainedPinball } from './pinball.js';

/**
 * Share of the pinball loss that is explained: 1 - loss / loss of the constant quantile of yTrue.
 *
 * @param yTrue - true values
 * @param yPred - predicted values, one for each true one
 * @param options - `alpha` (0.5): the quantile that is predicted; `sampleWeight`: weight of each row
 * @returns 1 for a perfect prediction, 0 for one no better than the quantile, negative for worse; O(n log n)
 *
 * @example
 * ```ts
 * import { d2PinballScore } from 'pipefit';
 *
 * console.log(d2PinballScore([1, 2, 3], [1, 3, 3])); // 0.5
 * ```
 */
export function d2PinballScore(
  yTrue: VectorLike,
  yPred: VectorLike,
  options: WeightOptions & { readonly alpha?: number | undefined } = {},
): number {
  return explainedPinball('d2PinballScore', yTrue, yPred, options, options.alpha ?? 0.5);
}
