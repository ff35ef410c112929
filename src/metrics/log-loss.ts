import type { LabelsLike } from '../data/index.js';
import { classProbabilities, logCost, meanProbabilityLoss } from './class-probabilities.js';
import type { ScoredClassOptions } from './options.js';
import type { ScoresLike } from './scores-like.js';
import { totalWeight } from './weighted-mean.js';

/**
 * Mean negative logarithm of the probability given to the true class (cross-entropy).
 *
 * Confident mistakes cost most. Probabilities are kept within 2.2e-16 of 0 and 1, so the loss stays finite.
 *
 * @param yTrue - true labels
 * @param yProba - probability of each class, one column a class; or, for two classes, of the larger one
 * @param options - `labels`: the class of each column, by default those of yTrue, sorted; `posLabel`: the class a
 * vector speaks of; `normalize` (true): mean, or sum with false; `sampleWeight`: weight of each row
 * @returns 0 for certainty of the true classes, larger for worse; O(n)
 *
 * @example
 * ```ts
 * import { logLoss } from 'pipefit';
 *
 * const proba = [[0.1, 0.9], [0.9, 0.1], [0.8, 0.2], [0.35, 0.65]];
 * console.log(logLoss(['spam', 'ham', 'ham', 'spam'], proba, { labels: ['ham', 'spam'] }).toFixed(4)); // 0.2162
 * ```
 */
export function logLoss(
  yTrue: LabelsLike,
  yProba: ScoresLike,
  options: ScoredClassOptions & { readonly normalize?: boolean | undefined } = {},
): number {
  const columns = classProbabilities('logLoss', yTrue, yProba, options);
  const mean = meanProbabilityLoss(columns, logCost);
  return options.normalize === false ? mean * totalWeight(columns.truth.length, columns.weights) : mean;
}
