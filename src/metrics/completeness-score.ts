import type { LabelsLike } from '../data/index.js';
import { groupingPurity } from './grouping-purity.js';

/**
 * How far the rows of each class lie in a single cluster (Rosenberg and Hirschberg, 2007).
 *
 * @param labelsTrue - true class of each row
 * @param labelsPred - predicted cluster of each row; the names of the clusters do not matter
 * @returns a number in [0, 1], 1 if no class is split; O(n log n)
 *
 * @example
 * ```ts
 * import { completenessScore } from 'pipefit';
 *
 * console.log(completenessScore(['a', 'a', 'b', 'b'], [0, 0, 1, 2]).toFixed(4)); // 0.6667
 * ```
 */
export function completenessScore(labelsTrue: LabelsLike, labelsPred: LabelsLike): number {
  return groupingPurity('completenessScore', labelsTrue, labelsPred).completeness;
}
