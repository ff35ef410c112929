import type { VectorLike } from '../data/index.js';
import { pairValues } from './paired-values.js';

/**
 * The largest absolute error: the worst case.
 *
 * @param yTrue - true values
 * @param yPred - predicted values, one for each true one
 * @returns 0 for a perfect prediction, larger for worse; O(n)
 *
 * @example
 * ```ts
 * import { maxError } from 'pipefit';
 *
 * console.log(maxError([3, 2, 7, 1], [4, 2, 7, 1])); // 1
 * ```
 */
export function maxError(yTrue: VectorLike, yPred: VectorLike): number {
  const { truth, guess } = pairValues('maxError', yTrue, yPred, {});
  return truth.reduce((worst, value, i) => Math.max(worst, Math.abs(value - guess[i]!)), 0);
}
