import type { LabelsLike } from '../data/index.js';
import { brierCost, classProbabilities, meanProbabilityLoss } from './class-probabilities.js';
import type { ScoredClassOptions } from './options.js';
import type { ScoresLike } from './scores-like.js';

/**
 * Mean squared distance of the probabilities from what came true.
 *
 * For two classes it is halved, and so the mean squared error of one probability. Source: Brier (1950).
 *
 * @param yTrue - true labels
 * @param yProba - probability of each class, one column a class; or, for two classes, of the larger one
 * @param options - `labels`: the class of each column, by default those of yTrue, sorted; `posLabel`: the class a
 * vector speaks of; `scaleByHalf` ('auto': for two classes): halve it, to [0, 1] from [0, 2]; `sampleWeight`
 * @returns 0 for certainty of the true classes, larger for worse; O(n)
 *
 * @example
 * ```ts
 * import { brierScoreLoss } from 'pipefit';
 *
 * console.log(brierScoreLoss([0, 1, 1, 0], [0.1, 0.9, 0.8, 0.3]).toFixed(4)); // 0.0375
 * ```
 */
export function brierScoreLoss(
  yTrue: LabelsLike,
  yProba: ScoresLike,
  options: ScoredClassOptions & { readonly scaleByHalf?: boolean | 'auto' | undefined } = {},
): number {
  const columns = classProbabilities('brierScoreLoss', yTrue, yProba, options);
  const { scaleByHalf = 'auto' } = options;
  const halve = scaleByHalf === 'auto' ? columns.classes.length < 3 : scaleByHalf;
  return meanProbabilityLoss(columns, brierCost) * (halve ? 0.5 : 1);
}
