import {
  type EachTargetOptions,
  ofTargets,
  type TargetValues,
  type VaryingTargetsOptions,
} from './each-target.js';
import { meanLoss, shareExplained, tooFewRows } from './paired-values.js';
import { centreOf } from './weighted-mean.js';

/**
 * Coefficient of determination: 1 - (sum of squared errors) / (sum of squares about the mean).
 *
 * @param yTrue - true values, or a table with one target a column
 * @param yPred - predicted values, one for each true one
 * @param options - `sampleWeight`: weight of each row; `multioutput`: 'uniformAverage' (default:
 * the mean over the targets), 'varianceWeighted', 'rawValues' (one value a target) or a weight for each target; `forceFinite` (true): a constant yTrue gives 1 when
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
  yTrue: TargetValues,
  yPred: TargetValues,
  options: EachTargetOptions & { readonly forceFinite?: boolean | undefined },
): Float64Array;
export function r2Score(
  yTrue: TargetValues,
  yPred: TargetValues,
  options?: VaryingTargetsOptions & { readonly forceFinite?: boolean | undefined },
): number;
export function r2Score(
  yTrue: TargetValues,
  yPred: TargetValues,
  options: (VaryingTargetsOptions | EachTargetOptions) & { readonly forceFinite?: boolean | undefined } = {},
): number | Float64Array {
  return ofTargets('r2Score', yTrue, yPred, options, (pairs) => {
    if (tooFewRows('r2Score', pairs)) return { value: Number.NaN, spread: 0 };
    const mean = centreOf(pairs.truth, pairs.weights);
    const residual = meanLoss(pairs, (truth, guess) => (truth - guess) ** 2);
    const spread = meanLoss(pairs, (truth) => (truth - mean) ** 2);
    return { value: shareExplained(residual, spread, options.forceFinite), spread };
  });
}
