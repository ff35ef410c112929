import { type EachTargetOptions, ofTargets, type TargetsOptions, type TargetValues } from './each-target.js';
import { meanLoss } from './paired-values.js';

/**
 * Mean of the absolute errors, in the unit of y.
 *
 * @param yTrue - true values, or a table with one target a column
 * @param yPred - predicted values, one for each true one
 * @param options - `sampleWeight`: weight of each row; `multioutput`: 'uniformAverage' (default:
 * the mean over the targets), 'rawValues' (one value a target) or a weight for each target
 * @returns 0 for a perfect prediction, larger for worse; O(n)
 *
 * @example
 * ```ts
 * import { meanAbsoluteError } from 'pipefit';
 *
 * console.log(meanAbsoluteError([3, -0.5, 2, 7], [2.5, 0, 2, 8])); // 0.5
 * ```
 */
export function meanAbsoluteError(
  yTrue: TargetValues,
  yPred: TargetValues,
  options: EachTargetOptions,
): Float64Array;
export function meanAbsoluteError(yTrue: TargetValues, yPred: TargetValues, options?: TargetsOptions): number;
export function meanAbsoluteError(
  yTrue: TargetValues,
  yPred: TargetValues,
  options: TargetsOptions | EachTargetOptions = {},
): number | Float64Array {
  return ofTargets('meanAbsoluteError', yTrue, yPred, options, (pairs) => ({
    value: meanLoss(pairs, (truth, guess) => Math.abs(truth - guess)),
  }));
}
