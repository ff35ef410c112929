import type { LabelsLike } from '../data/index.js';
import { contingencyOf, entropyOf, mutualInformation } from './contingency.js';

/** How far clusters hold one class only (homogeneity), and classes lie in one cluster only (completeness). */
export function groupingPurity(
  owner: string,
  labelsTrue: LabelsLike,
  labelsPred: LabelsLike,
): { readonly homogeneity: number; readonly completeness: number } {
  const table = contingencyOf(owner, labelsTrue, labelsPred);
  const shared = mutualInformation(table);
  const classes = entropyOf(table.classSizes, table.total);
  const clusters = entropyOf(table.clusterSizes, table.total);
  return {
    homogeneity: classes === 0 ? 1 : shared / classes,
    completeness: clusters === 0 ? 1 : shared / clusters,
  };
}
