import type { LabelsLike } from '../data/index.js';
import { groupingPurity } from './grouping-purity.js';
import { checkBeta } from './label-scores.js';

/**
 * Harmonic mean of homogeneity and completeness (Rosenberg and Hirschberg, 2007).
 *
 * @param labelsTrue - true class of each row
 * @param labelsPred - predicted cluster of each row; the names of the clusters do not matter
 * @param options - `beta` (1): how many times as much completeness counts as homogeneity
 * @returns a number in [0, 1], 1 for equal groupings; O(n log n)
 *
 * @example
 * ```ts
 * import { vMeasureScore } from 'pipefit';
 *
 * console.log(vMeasureScore(['a', 'a', 'b', 'b'], [0, 0, 1, 2]).toFixed(4)); // 0.8000
 * ```
 */
export function vMeasureScore(
  labelsTrue: LabelsLike,
  labelsPred: LabelsLike,
  options: { readonly beta?: number | undefined } = {},
): number {
  const { beta = 1 } = options;
  checkBeta('vMeasureScore', beta);
  const { homogeneity, completeness } = groupingPurity('vMeasureScore', labelsTrue, labelsPred);
  if (homogeneity + completeness === 0) return 0;
  return ((1 + beta) * homogeneity * completeness) / (beta * homogeneity + completeness);
}
