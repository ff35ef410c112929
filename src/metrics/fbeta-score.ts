import type { LabelsLike } from '../data/index.js';
import { averaged, checkBeta, countSets, precisionRecallF } from './label-scores.js';
import type { ClassScoreOptions, EachClassOptions } from './options.js';

interface BetaOption {
  /** How many times as much recall counts as precision. */
  readonly beta: number;
}

/**
 * Weighted harmonic mean of precision and recall.
 *
 * `beta` is how many times as much recall matters: 0.5 leans to precision, 2 to recall, 1 is `f1Score`.
 *
 * @param yTrue - true labels
 * @param yPred - predicted labels, one for each true one
 * @param options - `beta` (required): how many times as much recall counts as precision; `average`: 'binary'
 * (default; looks at `posLabel`), 'micro', 'macro', 'weighted', or null for one value a class; `labels`: the
 * classes that count; `zeroDivision`: 'warn' (0 and a warning), 0, 1 or NaN; `sampleWeight`: weight of each row
 * @returns a number in [0, 1], or one a class in a Float64Array; O(n)
 *
 * @example
 * ```ts
 * import { fbetaScore } from 'pipefit';
 *
 * const yTrue = ['cat', 'dog', 'bird', 'cat', 'dog', 'bird'];
 * const yPred = ['cat', 'bird', 'dog', 'cat', 'cat', 'bird'];
 * console.log(fbetaScore(yTrue, yPred, { beta: 0.5, average: 'macro' }).toFixed(4)); // 0.4048
 * console.log(fbetaScore([0, 1, 1, 0], [0, 1, 0, 0], { beta: 2 }).toFixed(4)); // 0.5556
 * ```
 */
export function fbetaScore(
  yTrue: LabelsLike,
  yPred: LabelsLike,
  options: EachClassOptions & BetaOption,
): Float64Array;
export function fbetaScore(
  yTrue: LabelsLike,
  yPred: LabelsLike,
  options: ClassScoreOptions & BetaOption,
): number;
export function fbetaScore(
  yTrue: LabelsLike,
  yPred: LabelsLike,
  options: (ClassScoreOptions | EachClassOptions) & BetaOption,
): number | Float64Array {
  const owner = 'fbetaScore';
  checkBeta(owner, options.beta);
  const counts = countSets(owner, yTrue, yPred, options);
  const { fscore } = precisionRecallF(owner, counts, options.beta, options.zeroDivision, ['fscore']);
  return averaged(fscore, counts);
}
