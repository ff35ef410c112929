import type { LabelsLike } from '../data/index.js';
import { groupingPurity } from './grouping-purity.js';

/**
 * How far each cluster holds rows of a single class (Rosenberg and Hirschberg, 2007).
 *
 * @param labelsTrue - true class of each row
 * @param labelsPred - predicted cluster of each row; the names of the clusters do not matter
 * @returns a number in [0, 1], 1 if no cluster mixes classes; O(n log n)
 *
 * @example
 * ```ts
 * import { homogeneityScore } from 'pipefit';
 *
 * console.log(homogeneityScore(['a', 'a', 'b', 'b'], [0, 0, 1, 2])); // 1
 * ```
 */
export function homogeneityScore(labelsTrue: LabelsLike, labelsPred: LabelsLike): number {
  return groupingPurity('homogeneityScore', labelsTrue, labelsPred).homogeneity;
}
