import { type EachTargetOptions, ofTargets, type TargetsOptions, type TargetValues } from './each-target.js';
import { meanLoss } from './paired-values.js';

/**
 * Square root of the mean squared error, in the unit of y.
 *
 * @param yTrue - true values, or a table with one target a column
 * @param yPred - predicted values, one for each true one
 * @param options - `sampleWeight`: weight of each row; `multioutput`: 'uniformAverage' (default:
 * the mean over the targets), 'rawValues' (one value a target) or a weight for each target
 * @returns 0 for a perfect prediction, larger for worse; O(n)
 *
 * @example
 * ```ts
 * import { rootMeanSquaredError } from 'pipefit';
 *
 * console.log(rootMeanSquaredError([3, -0.5, 2, 7], [2.5, 0, 2, 8]).toFixed(4)); // 0.6124
 * ```
 */
export function rootMeanSquaredError(
  yTrue: TargetValues,
  yPred: TargetValues,
  options: EachTargetOptions,
): Float64Array;
export function rootMeanSquaredError(
  yTrue: TargetValues,
  yPred: TargetValues,
  options?: TargetsOptions,
): number;
export function rootMeanSquaredError(
  yTrue: TargetValues,
  yPred: TargetValues,
  options: TargetsOptions | EachTargetOptions = {},
): number | Float64Array {
  return ofTargets('rootMeanSquaredError', yTrue, yPred, options, (pairs) => ({
    value: Math.sqrt(meanLoss(pairs, (truth, guess) => (truth - guess) ** 2)),
  }));
}
