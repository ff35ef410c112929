import { type LabelsLike, Matrix } from '../data/index.js';
import { emitWarning, InvalidParameterError, showValue, UndefinedMetricWarning } from '../errors/index.js';
import { binaryScores, columnScores, labelRows } from './labelled-rows.js';
import type { ScoredClassOptions } from './options.js';
import type { ScoresLike } from './scores-like.js';
import { weightedMean, weightedSum } from './weighted-mean.js';

/** Options of {@link topKAccuracyScore}. */
export interface TopKAccuracyOptions extends ScoredClassOptions {
  /** How many of the highest scored classes count as a prediction, 2 by default. */
  readonly k?: number | undefined;
  /** Share of rows (true, the default) or their number. */
  readonly normalize?: boolean | undefined;
}

/**
 * Share of rows whose true class is among the `k` classes with the highest scores.
 *
 * Of equal scores, that of the later column counts as higher. A vector of scores of two classes predicts the
 * larger class above 0.5 if all scores lie in [0, 1], else above 0.
 *
 * @param yTrue - true labels
 * @param yScore - one column of scores a class; or, for two classes, the score of the larger one
 * @param options - `k` (2); `normalize`: share (true, the default) or count; `labels`: the class of each column, by
 * default those of yTrue, sorted; `sampleWeight`: weight of each row
 * @returns a number in [0, 1], or the (weighted) count; O(n * classes)
 *
 * @example
 * ```ts
 * import { topKAccuracyScore } from 'pipefit';
 *
 * const scores = [[0.5, 0.2, 0.2], [0.3, 0.4, 0.2], [0.2, 0.4, 0.3], [0.7, 0.2, 0.1]];
 * console.log(topKAccuracyScore([0, 1, 2, 2], scores, { k: 2 })); // 0.75
 * ```
 */
export function topKAccuracyScore(
  yTrue: LabelsLike,
  yScore: ScoresLike,
  options: TopKAccuracyOptions = {},
): number {
  const owner = 'topKAccuracyScore';
  const { k = 2, normalize = true } = options;
  if (!Number.isInteger(k) || k < 1) {
    throw new InvalidParameterError(
      owner,
      'k',
      `The option 'k' of ${owner} must be an integer of at least 1. Got ${showValue(k)}.`,
    );
  }
  const rows = labelRows(owner, yTrue, yScore, options);
  const { classes, weights } = rows;
  if (k >= classes.length) {
    emitWarning(
      new UndefinedMetricWarning(
        `${owner}: with k ${k} and ${classes.length} classes every row counts as right.`,
      ),
    );
  }
  const vector = !(rows.scores instanceof Matrix) && classes.length <= 2;
  const hits = vector
    ? vectorHits(binaryScores(owner, rows, options.posLabel), k)
    : columnHits(columnScores(owner, rows), k);
  return normalize ? weightedMean(hits, weights) : weightedSum(hits, weights);
}

function vectorHits({ truth, scores }: ReturnType<typeof binaryScores>, k: number): Float64Array {
  if (k > 1) return new Float64Array(truth.length).fill(1);
  const threshold = scores.every((score) => score >= 0 && score <= 1) ? 0.5 : 0;
  return Float64Array.from(truth, (positive, i) => (scores[i]! > threshold === (positive === 1) ? 1 : 0));
}

function columnHits({ truth, scores }: ReturnType<typeof columnScores>, k: number): Float64Array {
  return Float64Array.from(truth, (code, i) => {
    const row = scores.row(i);
    let above = 0;
    for (let j = 0; j < row.length; j++) {
      if (row[j]! > row[code]! || (j > code && row[j] === row[code])) above++;
    }
    return above < k ? 1 : 0;
  });
}
