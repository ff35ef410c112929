import type { LabelsLike } from '../data/index.js';
import { InvalidDataError, showValue } from '../errors/index.js';
import { binaryScores, labelRows } from './labelled-rows.js';
import type { ScoredClassOptions } from './options.js';
import type { ScoresLike } from './scores-like.js';
import { changesTruePositives, countAtThresholds, fromNothing, thin } from './threshold-counts.js';

/** A detection error tradeoff: one point a threshold. */
export interface DetCurve {
  /** Share of the negative rows with a score of at least the threshold. */
  readonly fpr: Float64Array;
  /** Share of the positive rows with a score below the threshold. */
  readonly fnr: Float64Array;
  /** Ascending. */
  readonly thresholds: Float64Array;
}

/**
 * False positive and false negative rates at the thresholds of a score (DET).
 *
 * @param yTrue - true labels, of two classes (of more with `posLabel`: that class against the rest)
 * @param yScore - score of the positive class, the larger the more likely; or one column a class
 * @param options - `posLabel`: by default the larger of the two classes; `dropIntermediate` (false): leave out
 * thresholds where only false positives change; `labels`: the class of each column; `sampleWeight`
 * @returns `fpr`, `fnr` and `thresholds`; O(n log n)
 *
 * @example
 * ```ts
 * import { detCurve } from 'pipefit';
 *
 * const { fpr, fnr, thresholds } = detCurve([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]);
 * console.log([...fpr], [...fnr], [...thresholds]); // [0.5, 0.5, 0] [0, 0.5, 0.5] [0.35, 0.4, 0.8]
 * ```
 */
export function detCurve(
  yTrue: LabelsLike,
  yScore: ScoresLike,
  options: ScoredClassOptions & { readonly dropIntermediate?: boolean | undefined } = {},
): DetCurve {
  const owner = 'detCurve';
  const binary = binaryScores(owner, labelRows(owner, yTrue, yScore, options), options.posLabel);
  const all = fromNothing(countAtThresholds(binary));
  const counts = options.dropIntermediate === true ? thin(all, changesTruePositives(all)) : all;
  const { falsePositives, truePositives, thresholds } = counts;
  const negatives = falsePositives.at(-1)!;
  const positives = truePositives.at(-1)!;
  if (negatives === 0 || positives === 0) {
    throw new InvalidDataError(
      `${owner}: the curve needs rows of the positive class ${showValue(binary.positive)} and of another. ` +
        `yTrue holds ${positives === 0 ? 'none of it' : 'only it'}.`,
    );
  }
  // Thresholds before the first false positive, and after the last true one, only repeat an error rate.
  const first = falsePositives.lastIndexOf(falsePositives[0]!);
  const last = truePositives.indexOf(positives);
  return {
    fpr: falsePositives
      .slice(first, last + 1)
      .map((count) => count / negatives)
      .reverse(),
    fnr: truePositives
      .slice(first, last + 1)
      .map((count) => (positives - count) / positives)
      .reverse(),
    thresholds: thresholds.slice(first, last + 1).reverse(),
  };
}
