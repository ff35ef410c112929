import type { LabelsLike } from '../data/index.js';
import { contingencyOf, countPairs } from './contingency.js';

/**
 * Share of the pairs of rows on which two groupings agree: together in both, or apart in both (Rand, 1971).
 *
 * @param labelsTrue - true class of each row
 * @param labelsPred - predicted cluster of each row; the names of the clusters do not matter
 * @returns a number in [0, 1], 1 for equal groupings; O(n log n)
 *
 * @example
 * ```ts
 * import { randScore } from 'pipefit';
 *
 * console.log(randScore(['a', 'a', 'b', 'b'], [0, 0, 1, 2]).toFixed(4)); // 0.8333
 * ```
 */
export function randScore(labelsTrue: LabelsLike, labelsPred: LabelsLike): number {
  const table = contingencyOf('randScore', labelsTrue, labelsPred);
  const { togetherInBoth, apartInBoth } = countPairs(table);
  const pairs = table.total * (table.total - 1);
  return pairs === 0 ? 1 : (togetherInBoth + apartInBoth) / pairs;
}
