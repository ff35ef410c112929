import type { Label, LabelsLike } from '../data/index.js';
import { averageScores, checkBeta, countSets, precisionRecallF } from './label-scores.js';
import type { Average, ClassScoreOptions, EachClassOptions } from './options.js';

/** What {@link precisionRecallFscoreSupport} gives for each class. */
export interface ClassScores {
  /** The class of each place of the other arrays. */
  readonly labels: readonly Label[];
  readonly precision: Float64Array;
  readonly recall: Float64Array;
  readonly fscore: Float64Array;
  /** Number (or weight) of the rows of each class. */
  readonly support: Float64Array;
}

/** What {@link precisionRecallFscoreSupport} gives with an average. */
export interface AveragedScores {
  readonly precision: number;
  readonly recall: number;
  readonly fscore: number;
  readonly support: null;
}

interface BetaOption {
  /** How many times as much recall counts as precision, 1 by default. */
  readonly beta?: number | undefined;
}

/**
 * Precision, recall, F and number of rows of each class, in one pass; or their averages.
 *
 * @param yTrue - true labels
 * @param yPred - predicted labels, one for each true one
 * @param options - `average`: null (default: one value a class), 'binary' (looks at `posLabel`), 'micro', 'macro' or
 * 'weighted'; `beta` (1): how many times as much recall counts as precision; `labels`: the classes that count;
 * `zeroDivision`: 'warn' (0 and a warning), 0, 1 or NaN; `sampleWeight`: weight of each row
 * @returns `precision`, `recall`, `fscore`, `support`: one value a class, or numbers with `support: null`; O(n)
 *
 * @example
 * ```ts
 * import { precisionRecallFscoreSupport } from 'pipefit';
 *
 * const scores = precisionRecallFscoreSupport(['a', 'b', 'b', 'a'], ['a', 'b', 'a', 'a']);
 * console.log(scores.labels, [...scores.recall], [...scores.support]); // ['a', 'b'] [1, 0.5] [2, 2]
 * ```
 */
export function precisionRecallFscoreSupport(
  yTrue: LabelsLike,
  yPred: LabelsLike,
  options: ClassScoreOptions & BetaOption & { readonly average: Average },
): AveragedScores;
export function precisionRecallFscoreSupport(
  yTrue: LabelsLike,
  yPred: LabelsLike,
  options?: Partial<EachClassOptions> & BetaOption,
): ClassScores;
export function precisionRecallFscoreSupport(
  yTrue: LabelsLike,
  yPred: LabelsLike,
  options: (ClassScoreOptions | Partial<EachClassOptions>) & BetaOption = {},
): AveragedScores | ClassScores {
  const owner = 'precisionRecallFscoreSupport';
  const { beta = 1, zeroDivision, average = null } = options;
  checkBeta(owner, beta);
  const counts = countSets(owner, yTrue, yPred, { ...options, average } as
    | ClassScoreOptions
    | EachClassOptions);
  const scores = precisionRecallF(owner, counts, beta, zeroDivision, ['precision', 'recall', 'fscore']);
  if (average === null) return { labels: counts.labels, ...scores, support: counts.actual };
  return {
    precision: averageScores(scores.precision, average, counts.actual),
    recall: averageScores(scores.recall, average, counts.actual),
    fscore: averageScores(scores.fscore, average, counts.actual),
    support: null,
  };
}
