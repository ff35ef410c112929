import type { VectorLike } from '../data/index.js';
import type { WeightOptions } from './options.js';
import { explainedPinball } from './pinball.js';

/**
 * Share of the absolute error that is explained: 1 - error / error of the median of yTrue.
 *
 * @param yTrue - true values
 * @param yPred - predicted values, one for each true one
 * @param options - `sampleWeight`: weight of each row
 * @returns 1 for a perfect prediction, 0 for one no better than the median, negative for worse; O(n log n)
 *
 * @example
 * ```ts
 * import { d2AbsoluteErrorScore } from 'pipefit';
 *
 * console.log(d2AbsoluteErrorScore([3, -0.5, 2, 7], [2.5, 0, 2, 8]).toFixed(4)); // 0.7647
 * ```
 */
export function d2AbsoluteErrorScore(
  yTrue: VectorLike,
  yPred: VectorLike,
  options: WeightOptions = {},
): number {
  return explainedPinball('d2AbsoluteErrorScore', yTrue, yPred, options, 0.5);
}
