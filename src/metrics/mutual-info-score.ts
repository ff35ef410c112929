import type { LabelsLike } from '../data/index.js';
import { contingencyOf, mutualInformation } from './contingency.js';

/**
 * Mutual information of two groupings, in nats: what one says of the other.
 *
 * It grows with the number of groups; the adjusted and the normalized score do not.
 *
 * @param labelsTrue - true class of each row
 * @param labelsPred - predicted cluster of each row; the names of the clusters do not matter
 * @returns 0 for independent groupings, larger for more shared information; O(n log n)
 *
 * @example
 * ```ts
 * import { mutualInfoScore } from 'pipefit';
 *
 * console.log(mutualInfoScore(['a', 'a', 'b', 'b'], [0, 0, 1, 2]).toFixed(4)); // 0.6931
 * ```
 */
export function mutualInfoScore(labelsTrue: LabelsLike, labelsPred: LabelsLike): number {
  return mutualInformation(contingencyOf('mutualInfoScore', labelsTrue, labelsPred));
}
