import type { NodeCategories } from './criterion.js';

/**
 * Scores categories by the mean of their rows. For criteria that are convex in a mean no other way to part the
 * categories in two is better than the best cut of this order (Fisher, "On Grouping for Maximum Homogeneity", 1958;
 * Breiman et al., 1984, theorem 4.5; Chou, 1991).
 *
 * @param weighted - weight times target of each row
 */
export function meanScores(
  { rows, start, end, codes, first, present, count, scores, weights: sums }: NodeCategories,
  weighted: Float64Array,
  weights: Float64Array | null,
): void {
  for (let i = start; i < end; i++) {
    const row = rows[i]!;
    const category = codes[first + row]!;
    scores[category]! += weighted[row]!;
    sums[category]! += weights === null ? 1 : weights[row]!;
  }
  for (let k = 0; k < count; k++) scores[present[k]!]! /= sums[present[k]!]!;
}
