import type { LabelsLike } from '../data/index.js';
import { countHits } from './confusion-counts.js';
import type { WeightOptions } from './options.js';
import { alignLabels } from './paired-labels.js';

/**
 * Share of labels predicted right (or their number, with `normalize: false`).
 *
 * @param yTrue - true labels
 * @param yPred - predicted labels, one for each true one
 * @param options - `sampleWeight`: weight of each row; `normalize`: share (true, the default) or count
 * @returns a number in [0, 1], or the (weighted) count; O(n)
 *
 * @example
 * ```ts
 * import { accuracyScore } from 'pipefit';
 *
 * console.log(accuracyScore(['a', 'b', 'b', 'a'], ['a', 'b', 'a', 'a'])); // 0.75
 * ```
 */
export function accuracyScore(
  yTrue: LabelsLike,
  yPred: LabelsLike,
  options: WeightOptions & { readonly normalize?: boolean | undefined } = {},
): number {
  const { hits, total } = countHits(alignLabels('accuracyScore', yTrue, yPred, options));
  return options.normalize === false ? hits : hits / total;
}
