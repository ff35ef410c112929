import type { LabelsLike } from '../data/index.js';
import { brierCost, classProbabilities, classShares, meanProbabilityLoss } from './class-probabilities.js';
import type { ScoredClassOptions } from './options.js';
import { tooFewRows } from './paired-values.js';
import type { ScoresLike } from './scores-like.js';

/**
 * Share of the Brier score that is explained: 1 - Brier score / Brier score of the shares of the classes.
 *
 * @param yTrue - true labels
 * @param yProba - probability of each class, one column a class; or, for two classes, of the larger one
 * @param options - `labels`: the class of each column, by default those of yTrue, sorted; `posLabel`: the class a
 * vector speaks of; `sampleWeight`: weight of each row
 * @returns 1 for certainty of the true classes, 0 for one no better than their shares, negative for worse; O(n)
 *
 * @example
 * ```ts
 * import { d2BrierScore } from 'pipefit';
 *
 * console.log(d2BrierScore([0, 1, 1, 0], [0.1, 0.9, 0.8, 0.1]).toFixed(4)); // 0.9300
 * ```
 */
export function d2BrierScore(
  yTrue: LabelsLike,
  yProba: ScoresLike,
  options: ScoredClassOptions = {},
): number {
  const columns = classProbabilities('d2BrierScore', yTrue, yProba, options);
  if (tooFewRows('d2BrierScore', columns)) return Number.NaN;
  const shares = classShares(columns);
  return (
    1 -
    meanProbabilityLoss(columns, brierCost) /
      meanProbabilityLoss(columns, (_, truth) => brierCost(shares, truth))
  );
}
