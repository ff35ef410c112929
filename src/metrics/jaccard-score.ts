import type { LabelsLike } from '../data/index.js';
import { averaged, countSets, undefinedScore } from './label-scores.js';
import type { ClassScoreOptions, EachClassOptions } from './options.js';
import { divide } from './zero-division.js';

/**
 * Size of the intersection of true and predicted rows of a class over that of their union: TP / (TP + FP + FN).
 *
 * Source: Jaccard (1901).
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
 * import { jaccardScore } from 'pipefit';
 *
 * const yTrue = ['cat', 'dog', 'bird', 'cat', 'dog', 'bird'];
 * const yPred = ['cat', 'bird', 'dog', 'cat', 'cat', 'bird'];
 * console.log(jaccardScore(yTrue, yPred, { average: 'macro' })); // 0.3333333333333333
 * console.log(jaccardScore([0, 1, 1, 0], [0, 1, 0, 0])); // 0.5
 * ```
 */
export function jaccardScore(yTrue: LabelsLike, yPred: LabelsLike, options: EachClassOptions): Float64Array;
export function jaccardScore(yTrue: LabelsLike, yPred: LabelsLike, options?: ClassScoreOptions): number;
export function jaccardScore(
  yTrue: LabelsLike,
  yPred: LabelsLike,
  options: ClassScoreOptions | EachClassOptions = {},
): number | Float64Array {
  const owner = 'jaccardScore';
  const counts = countSets(owner, yTrue, yPred, options);
  const { hits, predicted, actual } = counts;
  const union = hits.map((count, i) => predicted[i]! + actual[i]! - count);
  const told = undefinedScore(owner, counts, 'the Jaccard score', 'true or predicted');
  return averaged(divide(hits, union, options.zeroDivision ?? 'warn', told), counts);
}
