import type { LabelsLike } from '../data/index.js';
import { averaged, countSets, precisionRecallF } from './label-scores.js';
import type { ClassScoreOptions, EachClassOptions } from './options.js';

/**
 * Share of the rows of a class that were predicted as it: TP / (TP + FN).
 *
 * Use it where misses are what costs. A class without rows has no recall; `zeroDivision` says what stands in.
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
 * import { recallScore } from 'pipefit';
 *
 * const yTrue = ['cat', 'dog', 'bird', 'cat', 'dog', 'bird'];
 * const yPred = ['cat', 'bird', 'dog', 'cat', 'cat', 'bird'];
 * console.log(recallScore(yTrue, yPred, { average: 'macro' })); // 0.5
 * console.log(recallScore([0, 1, 1, 0], [0, 1, 0, 0])); // 0.5
 * ```
 */
export function recallScore(yTrue: LabelsLike, yPred: LabelsLike, options: EachClassOptions): Float64Array;
export function recallScore(yTrue: LabelsLike, yPred: LabelsLike, options?: ClassScoreOptions): number;
export function recallScore(
  yTrue: LabelsLike,
  yPred: LabelsLike,
  options: ClassScoreOptions | EachClassOptions = {},
): number | Float64Array {
  const counts = countSets('recallScore', yTrue, yPred, options);
  const { recall } = precisionRecallF('recallScore', counts, 1, options.zeroDivision, ['recall']);
  return averaged(recall, counts);
}
