import type { LabelsLike } from '../data/index.js';
import { binaryScores, labelRows } from './labelled-rows.js';
import type { ScoredClassOptions } from './options.js';
import { type PrecisionRecallCurve, precisionRecallPoints } from './precision-recall-points.js';
import type { ScoresLike } from './scores-like.js';
import { changesTruePositives, countAtThresholds, thin } from './threshold-counts.js';

/**
 * Precision and recall at every threshold of a score.
 *
 * @param yTrue - true labels, of two classes (of more with `posLabel`: that class against the rest)
 * @param yScore - score of the positive class, the larger the more likely; or one column a class
 * @param options - `posLabel`: by default the larger of the two classes; `dropIntermediate` (false): leave out
 * thresholds where only false positives change; `labels`: the class of each column; `sampleWeight`
 * @returns `precision`, `recall` and `thresholds`; O(n log n)
 *
 * @example
 * ```ts
 * import { precisionRecallCurve } from 'pipefit';
 *
 * const { precision, recall, thresholds } = precisionRecallCurve([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]);
 * console.log([...recall], [...thresholds]); // [1, 1, 0.5, 0.5, 0] [0.1, 0.35, 0.4, 0.8]
 * console.log(precision[0], precision[3]); // 0.5 1
 * ```
 */
export function precisionRecallCurve(
  yTrue: LabelsLike,
  yScore: ScoresLike,
  options: ScoredClassOptions & { readonly dropIntermediate?: boolean | undefined } = {},
): PrecisionRecallCurve {
  const owner = 'precisionRecallCurve';
  const binary = binaryScores(owner, labelRows(owner, yTrue, yScore, options), options.posLabel);
  const all = countAtThresholds(binary);
  return precisionRecallPoints(
    owner,
    options.dropIntermediate === true ? thin(all, changesTruePositives(all)) : all,
  );
}
