import type { LabelsLike } from '../data/index.js';
import { averaged, countSets, precisionRecallF } from './label-scores.js';
import type { ClassScoreOptions, EachClassOptions } from './options.js';

/**
 * Harmonic mean of precision and recall: 2 TP / (2 TP + FP + FN).
 *
 * Use it for a rare class, where accuracy says little. It is undefined only for a class that is neither true nor
 * predicted; `zeroDivision` says what stands in.
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
 * import { f1Score } from 'pipefit';
 *
 * const yTrue = ['cat', 'dog', 'bird', 'cat', 'dog', 'bird'];
 * const yPred = ['cat', 'bird', 'dog', 'cat', 'cat', 'bird'];
 * console.log(f1Score(yTrue, yPred, { average: 'macro' }).toFixed(4)); // 0.4333
 * console.log(f1Score(['no', 'yes', 'yes'], ['no', 'yes', 'no'], { posLabel: 'yes' }).toFixed(4)); // 0.6667
 * ```
 */
export function f1Score(yTrue: LabelsLike, yPred: LabelsLike, options: EachClassOptions): Float64Array;
export function f1Score(yTrue: LabelsLike, yPred: LabelsLike, options?: ClassScoreOptions): number;
export function f1Score(
  yTrue: LabelsLike,
  yPred: LabelsLike,
  options: ClassScoreOptions | EachClassOptions = {},
): number | Float64Array {
  const counts = countSets('f1Score', yTrue, yPred, options);
  return averaged(precisionRecallF('f1Score', counts, 1, options.zeroDivision, ['fscore']).fscore, counts);
}
