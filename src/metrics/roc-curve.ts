import type { LabelsLike } from '../data/index.js';
import { emitWarning, UndefinedMetricWarning } from '../errors/index.js';
import { binaryScores, labelRows } from './labelled-rows.js';
import type { ScoredClassOptions } from './options.js';
import type { ScoresLike } from './scores-like.js';
import { countAtThresholds, fromNothing, type ThresholdCounts, thin } from './threshold-counts.js';

/** A receiver operating characteristic: one point a threshold. */
export interface RocCurve {
  /** Share of the negative rows with a score of at least the threshold. */
  readonly fpr: Float64Array;
  /** Share of the positive rows with a score of at least the threshold. */
  readonly tpr: Float64Array;
  /** Descending; the first is Infinity, at which nothing is positive. */
  readonly thresholds: Float64Array;
}

/**
 * True and false positive rates at every threshold of a score (ROC).
 *
 * @param yTrue - true labels, of two classes (of more with `posLabel`: that class against the rest)
 * @param yScore - score of the positive class, the larger the more likely; or one column a class
 * @param options - `posLabel`: by default the larger of the two classes; `dropIntermediate` (true): leave out points
 * on a straight line; `labels`: the class of each column; `sampleWeight`: weight of each row
 * @returns `fpr`, `tpr` and `thresholds`; O(n log n)
 *
 * @example
 * ```ts
 * import { rocCurve } from 'pipefit';
 *
 * const { fpr, tpr, thresholds } = rocCurve([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]);
 * console.log([...fpr], [...tpr]); // [0, 0, 0.5, 0.5, 1] [0, 0.5, 0.5, 1, 1]
 * console.log([...thresholds]); // [Infinity, 0.8, 0.4, 0.35, 0.1]
 * ```
 */
export function rocCurve(
  yTrue: LabelsLike,
  yScore: ScoresLike,
  options: ScoredClassOptions & { readonly dropIntermediate?: boolean | undefined } = {},
): RocCurve {
  const owner = 'rocCurve';
  const binary = binaryScores(owner, labelRows(owner, yTrue, yScore, options), options.posLabel);
  const all = countAtThresholds(binary);
  const counts = options.dropIntermediate === false ? all : thin(all, bends(all));
  const { falsePositives, truePositives, thresholds } = fromNothing(counts);
  return {
    fpr: shares(owner, falsePositives, 'negative'),
    tpr: shares(owner, truePositives, 'positive'),
    thresholds,
  };
}

/** Whether the curve bends at a point. */
function bends({ falsePositives, truePositives }: ThresholdCounts): (index: number) => boolean {
  const bend = (counts: Float64Array, i: number) =>
    counts[i + 1]! - counts[i]! - (counts[i]! - counts[i - 1]!) !== 0;
  return (i) => bend(falsePositives, i) || bend(truePositives, i);
}

function shares(owner: string, counts: Float64Array, what: string): Float64Array {
  const total = counts[counts.length - 1]!;
  if (total > 0) return counts.map((count) => count / total);
  emitWarning(new UndefinedMetricWarning(`${owner}: yTrue holds no ${what} rows, so their rate is NaN.`));
  return counts.map(() => Number.NaN);
}
