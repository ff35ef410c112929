import type { LabelsLike } from '../data/index.js';
import { contingencyOf, entropyOf, mutualInformation } from './contingency.js';
import { expectedMutualInfo } from './expected-mutual-info.js';
import { type AverageMethod, generalizedMean } from './generalized-mean.js';

/**
 * Mutual information of two groupings, corrected for chance (Vinh, Epps and Bailey, 2010).
 *
 * @param labelsTrue - true class of each row
 * @param labelsPred - predicted cluster of each row; the names of the clusters do not matter
 * @param options - `averageMethod`: the mean of both entropies, 'arithmetic' (default), 'geometric', 'min' or 'max'
 * @returns 1 for equal groupings, about 0 for random ones, may be negative; O(n + classes * clusters * group size)
 *
 * @example
 * ```ts
 * import { adjustedMutualInfoScore } from 'pipefit';
 *
 * console.log(adjustedMutualInfoScore(['a', 'a', 'b', 'b'], [0, 0, 1, 2]).toFixed(4)); // 0.5714
 * ```
 */
export function adjustedMutualInfoScore(
  labelsTrue: LabelsLike,
  labelsPred: LabelsLike,
  options: { readonly averageMethod?: AverageMethod | undefined } = {},
): number {
  const owner = 'adjustedMutualInfoScore';
  const table = contingencyOf(owner, labelsTrue, labelsPred);
  const { total, classSizes, clusterSizes } = table;
  const classes = entropyOf(classSizes, total);
  const clusters = entropyOf(clusterSizes, total);
  const most = generalizedMean(owner, classes, clusters, options.averageMethod ?? 'arithmetic');
  if (classSizes.length === 1 && clusterSizes.length === 1) return 1;
  if (classSizes.length === 1 || clusterSizes.length === 1) return 0;
  const expected = expectedMutualInfo(table);
  return awayFromZero(mutualInformation(table) - expected) / awayFromZero(most - expected);
}

/** Keeps a difference that rounding made 0, or nearly so, from deciding the quotient. */
function awayFromZero(difference: number): number {
  return difference < 0 ? Math.min(difference, -Number.EPSILON) : Math.max(difference, Number.EPSILON);
}
