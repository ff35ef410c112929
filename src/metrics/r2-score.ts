import { asVector, asWeights, checkLength, type VectorLike } from '../data/index.js';
import { DataWarning, emitWarning } from '../errors/index.js';

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
  options: { readonly sampleWeight?: VectorLike | undefined; readonly forceFinite?: boolean } = {},
): number {
  const truth = asVector(yTrue, 'r2Score', 'yTrue');
  const guess = asVector(yPred, 'r2Score', 'yPred');
  checkLength(guess.length, truth.length, 'r2Score', 'yPred');
  const weights =
    options.sampleWeight === undefined ? null : asWeights(options.sampleWeight, truth.length, 'r2Score');
  if (truth.length < 2) {
    emitWarning(new DataWarning('r2Score is not defined for fewer than two rows; NaN is returned.'));
    return Number.NaN;
  }
  let total = 0;
  let sum = 0;
  for (let i = 0; i < truth.length; i++) {
    const weight = weights?.[i] ?? 1;
    total += weight;
    sum += weight * truth[i]!;
  }
  const mean = sum / total;
  let residual = 0;
  let spread = 0;
  for (let i = 0; i < truth.length; i++) {
    const weight = weights?.[i] ?? 1;
    residual += weight * (truth[i]! - guess[i]!) ** 2;
    spread += weight * (truth[i]! - mean) ** 2;
  }
  if (spread === 0 && options.forceFinite !== false) return residual === 0 ? 1 : 0;
  return 1 - residual / spread;
}
