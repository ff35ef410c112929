import type { LabelsLike } from '../data/index.js';
import { contingencyOf, countPairs } from './contingency.js';

/**
 * Geometric mean of precision and recall over the pairs of rows that are together (Fowlkes and Mallows, 1983).
 *
 * @param labelsTrue - true class of each row
 * @param labelsPred - predicted cluster of each row; the names of the clusters do not matter
 * @returns a number in [0, 1], 1 for equal groupings; O(n log n)
 *
 * @example
 * ```ts
 * import { fowlkesMallowsScore } from 'pipefit';
 *
 * console.log(fowlkesMallowsScore(['a', 'a', 'b', 'b'], [0, 0, 1, 2]).toFixed(4)); // 0.7071
 * ```
 */
export function fowlkesMallowsScore(labelsTrue: LabelsLike, labelsPred: LabelsLike): number {
  const table = contingencyOf('fowlkesMallowsScore', labelsTrue, labelsPred);
  const { togetherInBoth: both, onlyInClasses, onlyInClusters } = countPairs(table);
  return both === 0
    ? 0
    : Math.sqrt(both / (both + onlyInClusters)) * Math.sqrt(both / (both + onlyInClasses));
}
