import type { LabelsLike } from '../data/index.js';
import { contingencyOf, entropyOf, mutualInformation } from './contingency.js';
import { type AverageMethod, generalizedMean } from './generalized-mean.js';

/**
 * Mutual information of two groupings, divided by the mean of their entropies.
 *
 * Not corrected for chance: many small groups score well. `adjustedMutualInfoScore` is.
 *
 * @param labelsTrue - true class of each row
 * @param labelsPred - predicted cluster of each row; the names of the clusters do not matter
 * @param options - `averageMethod`: the mean of both entropies, 'arithmetic' (default), 'geometric', 'min' or 'max'
 * @returns a number in [0, 1], 1 for equal groupings; O(n log n)
 *
 * @example
 * ```ts
 * import { normalizedMutualInfoScore } from 'pipefit';
 *
 * console.log(normalizedMutualInfoScore(['a', 'a', 'b', 'b'], [0, 0, 1, 2])); // 0.8
 * ```
 */
export function normalizedMutualInfoScore(
  labelsTrue: LabelsLike,
  labelsPred: LabelsLike,
  options: { readonly averageMethod?: AverageMethod | undefined } = {},
): number {
  const owner = 'normalizedMutualInfoScore';
  const table = contingencyOf(owner, labelsTrue, labelsPred);
  const { total, classSizes, clusterSizes } = table;
  const classes = entropyOf(classSizes, total);
  const clusters = entropyOf(clusterSizes, total);
  const divisor = generalizedMean(owner, classes, clusters, options.averageMethod ?? 'arithmetic');
  if (classSizes.length === 1 && clusterSizes.length === 1) return 1;
  const shared = mutualInformation(table);
  return shared === 0 ? 0 : shared / divisor;
}
