import type { LabelsLike } from '../data/index.js';
import { DataWarning, emitWarning } from '../errors/index.js';
import { countByLabel } from './confusion-counts.js';
import type { WeightOptions } from './options.js';
import { pairLabels } from './paired-labels.js';
import { weightedMean } from './weighted-mean.js';

/**
 * Mean over the classes of the share of their rows predicted right, for classes of unequal size.
 *
 * Classes that are predicted but never true are left out, with a warning.
 *
 * @param yTrue - true labels
 * @param yPred - predicted labels, one for each true one
 * @param options - `sampleWeight`: weight of each row; `adjusted` (false): scale so that guessing gives 0
 * @returns 1 for a perfect prediction, 1 / (number of classes) for guessing (0 when adjusted); O(n)
 *
 * @example
 * ```ts
 * import { balancedAccuracyScore } from 'pipefit';
 *
 * console.log(balancedAccuracyScore([0, 1, 0, 0, 1, 0], [0, 1, 0, 0, 0, 1])); // 0.625
 * ```
 */
export function balancedAccuracyScore(
  yTrue: LabelsLike,
  yPred: LabelsLike,
  options: WeightOptions & { readonly adjusted?: boolean | undefined } = {},
): number {
  const { hits, actual } = countByLabel(pairLabels('balancedAccuracyScore', yTrue, yPred, options));
  const recalls = Array.from(hits, (count, i) => count / actual[i]!).filter((_, i) => actual[i]! > 0);
  if (recalls.length < hits.length) {
    emitWarning(
      new DataWarning('balancedAccuracyScore: yPred holds classes that yTrue does not; they are left out.'),
    );
  }
  const score = weightedMean(recalls, null);
  const chance = 1 / recalls.length;
  return options.adjusted === true ? (score - chance) / (1 - chance) : score;
}
