import { emitWarning, UndefinedMetricWarning } from '../errors/index.js';
import type { ThresholdCounts } from './threshold-counts.js';

/** Precision and recall: one point a threshold and a last one, (1, 0), without. */
export interface PrecisionRecallCurve {
  /** Share of the rows with a score of at least the threshold that are positive. */
  readonly precision: Float64Array;
  /** Share of the positive rows with a score of at least the threshold. */
  readonly recall: Float64Array;
  /** Ascending; one fewer than the points. */
  readonly thresholds: Float64Array;
}

/** The points of the curve from the counts, lowest threshold first. */
export function precisionRecallPoints(owner: string, counts: ThresholdCounts): PrecisionRecallCurve {
  const { falsePositives, truePositives, thresholds } = counts;
  const n = thresholds.length;
  const positives = truePositives[n - 1]!;
  if (positives === 0) {
    emitWarning(new UndefinedMetricWarning(`${owner}: yTrue holds no positive rows; recall is set to 1.`));
  }
  const precision = new Float64Array(n + 1).fill(1);
  const recall = new Float64Array(n + 1);
  for (let i = 0; i < n; i++) {
    const at = n - 1 - i;
    precision[i] = truePositives[at]! / (truePositives[at]! + falsePositives[at]!);
    recall[i] = positives === 0 ? 1 : truePositives[at]! / positives;
  }
  return { precision, recall, thresholds: thresholds.slice().reverse() };
}
