import {
  type EachTargetOptions,
  ofTargets,
  type TargetValues,
  type VaryingTargetsOptions,
} from './each-target.js';
import { meanLoss, shareExplained } from './paired-values.js';
import { centreOf } from './weighted-mean.js';

/**
 * Share of the variance that is explained: R2 that forgives a constant error.
 *
 * @param yTrue - true values, or a table with one target a column
 * @param yPred - predicted values, one for each true one
 * @param options - `sampleWeight`: weight of each row; `multioutput`: 'uniformAverage' (default:
 * the mean over the targets), 'varianceWeighted', 'rawValues' (one value a target) or a weight for each target; `forceFinite` (true): a constant yTrue gives 1 when
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
  yTrue: TargetValues,
  yPred: TargetValues,
  options: EachTargetOptions & { readonly forceFinite?: boolean | undefined },
): Float64Array;
export function explainedVarianceScore(
  yTrue: TargetValues,
  yPred: TargetValues,
  options?: VaryingTargetsOptions & { readonly forceFinite?: boolean | undefined },
): number;
export function explainedVarianceScore(
  yTrue: TargetValues,
  yPred: TargetValues,
  options: (VaryingTargetsOptions | EachTargetOptions) & { readonly forceFinite?: boolean | undefined } = {},
): number | Float64Array {
  return ofTargets('explainedVarianceScore', yTrue, yPred, options, (pairs) => {
    const { truth, guess, weights } = pairs;
    const offset = centreOf(
      truth.map((value, i) => value - guess[i]!),
      weights,
    );
    const mean = centreOf(truth, weights);
    const residual = meanLoss(pairs, (t, g) => (t - g - offset) ** 2);
    const spread = meanLoss(pairs, (t) => (t - mean) ** 2);
    return { value: shareExplained(residual, spread, options.forceFinite), spread };
  });
}
