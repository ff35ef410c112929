import type { LabelsLike } from '../data/index.js';
import { contingencyOf, countPairs } from './contingency.js';

/**
 * Rand index corrected for chance: agreement of two groupings over all pairs of rows (Hubert and Arabie, 1985).
 *
 * @param labelsTrue - true class of each row
 * @param labelsPred - predicted cluster of each row; the names of the clusters do not matter
 * @returns 1 for equal groupings, about 0 for random ones, down to -0.5; O(n log n)
 *
 * @example
 * ```ts
 * import { adjustedRandScore } from 'pipefit';
 *
 * console.log(adjustedRandScore(['a', 'a', 'b', 'b'], [0, 0, 1, 2]).toFixed(4)); // 0.5714
 * ```
 */
export function adjustedRandScore(labelsTrue: LabelsLike, labelsPred: LabelsLike): number {
  const counts = countPairs(contingencyOf('adjustedRandScore', labelsTrue, labelsPred));
  const { togetherInBoth: tp, onlyInClasses: fn, onlyInClusters: fp, apartInBoth: tn } = counts;
  if (fn === 0 && fp === 0) return 1;
  return (2 * (tp * tn - fn * fp)) / ((tp + fn) * (fn + tn) + (tp + fp) * (fp + tn));
}
