import { type LabelsLike, Matrix } from '../data/index.js';
import { InvalidParameterError, showValue } from '../errors/index.js';
import { compensatedSum } from '../math/sum.js';
import { type BinaryScores, binaryScores, columnScores, labelRows } from './labelled-rows.js';
import { averageOverClasses } from './one-vs-rest.js';
import type { ScoredClassOptions } from './options.js';
import { precisionRecallPoints } from './precision-recall-points.js';
import type { ScoresLike } from './scores-like.js';
import { countAtThresholds } from './threshold-counts.js';

/** Options of {@link averagePrecisionScore}. */
export interface AveragePrecisionOptions extends ScoredClassOptions {
  /** For more than two classes: how the classes, each against the rest, become one. */
  readonly average?: 'micro' | 'macro' | 'weighted' | 'samples' | undefined;
}

/** The same options where every class keeps its own value. */
export interface EachAveragePrecisionOptions extends Omit<AveragePrecisionOptions, 'average'> {
  /** null gives one value a class. */
  readonly average: null;
}

/**
 * Area under the precision-recall curve as a sum of steps: the mean of precision, weighted by the gain of recall.
 *
 * Better than the ROC area for rare positives. More than two classes are taken each against the rest.
 *
 * @param yTrue - true labels
 * @param yScore - two classes: score of the larger one (or of `posLabel`), or two columns; else one column a class
 * @param options - `posLabel`; `average` for more than two classes: 'macro' (default), 'micro', 'weighted',
 * 'samples', or null for one value a class; `labels`: the class of each column; `sampleWeight`: weight of each row
 * @returns 1 for a perfect ranking, the share of positive rows for chance; O(n log n) a class
 *
 * @example
 * ```ts
 * import { averagePrecisionScore } from 'pipefit';
 *
 * console.log(averagePrecisionScore([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]).toFixed(4)); // 0.8333
 * ```
 */
export function averagePrecisionScore(
  yTrue: LabelsLike,
  yScore: ScoresLike,
  options: EachAveragePrecisionOptions,
): number | Float64Array;
export function averagePrecisionScore(
  yTrue: LabelsLike,
  yScore: ScoresLike,
  options?: AveragePrecisionOptions,
): number;
export function averagePrecisionScore(
  yTrue: LabelsLike,
  yScore: ScoresLike,
  options: AveragePrecisionOptions | EachAveragePrecisionOptions = {},
): number | Float64Array {
  const owner = 'averagePrecisionScore';
  const { average = 'macro', posLabel } = options;
  if (average !== null && !['micro', 'macro', 'weighted', 'samples'].includes(average)) {
    throw new InvalidParameterError(
      owner,
      'average',
      `The option 'average' of ${owner} must be 'micro', 'macro', 'weighted', 'samples' or null. ` +
        `Got ${showValue(average)}.`,
    );
  }
  const rows = labelRows(owner, yTrue, yScore, options);
  const many = rows.classes.length > 2 || (rows.scores instanceof Matrix && rows.scores.cols > 2);
  const score = (binary: BinaryScores) => averagePrecision(owner, binary);
  if (!many || posLabel !== undefined) return score(binaryScores(owner, rows, posLabel));
  return averageOverClasses(columnScores(owner, rows), average, score);
}

function averagePrecision(owner: string, binary: BinaryScores): number {
  const { precision, recall } = precisionRecallPoints(owner, countAtThresholds(binary));
  const steps = Float64Array.from(
    precision.subarray(0, -1),
    (value, i) => (recall[i]! - recall[i + 1]!) * value,
  );
  return Math.max(0, compensatedSum(steps));
}
