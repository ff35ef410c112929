import type { LabelsLike } from '../data/index.js';
import { averaged, countSets, precisionRecallF } from './label-scores.js';
import type { ClassScoreOptions, EachClassOptions } from './options.js';

/**
 * Share of the rows predicted as a class that are of it: TP / (TP + FP).
 *
 * Use it where false alarms are what costs. A class that was never predicted has no precision; `zeroDivision` says
 * what stands in.
 *
 * @param yTrue - true labels
 * @param yPred - predicted labels, one for each true one
 * @param options - `average`: 'binary' (default; looks at `posLabel`), 'micro', 'macro', 'weighted', or null for
 * one value a class; `labels`: the classes that count; `zeroDivision`: 'warn' (0 and a warning), 0, 1 or NaN;
 * `sampleWeight`: weight of each row
 * @returns a number in [0, 1], or one a class in a Float64Array; O(n)
 *
 * @example
 * ```ts
 * import { precisionScore } from 'pipefit';
 *
 * const yTrue = ['cat', 'dog', 'bird', 'cat', 'dog', 'bird'];
 * const yPred = ['cat', 'bird', 'dog', 'cat', 'cat', 'bird'];
 * console.log(precisionScore(yTrue, yPred, { average: 'macro' }).toFixed(4)); // 0.3889
 * console.log(precisionScore([0, 1, 1, 0], [0, 1, 0, 0])); // 1
 * ```
 */
export function precisionScore(yTrue: LabelsLike, yPred: LabelsLike, options: EachClassOptions): Float64Array;
export function precisionScore(yTrue: LabelsLike, yPred: LabelsLike, options?: ClassScoreOptions): number;
export function precisionScore(
  yTrue: LabelsLike,
  yPred: LabelsLike,
  options: ClassScoreOptions | EachClassOptions = {},
): number | Float64Array {
  const counts = countSets('precisionScore', yTrue, yPred, options);
  const { precision } = precisionRecallF('precisionScore', counts, 1, options.zeroDivision, ['precision']);
  return averaged(precision, counts);
}
