import type { LabelsLike } from '../data/index.js';
import { countHits } from './confusion-counts.js';
import type { WeightOptions } from './options.js';
import { alignLabels } from './paired-labels.js';

/**
 * Share of labels predicted wrong (or their number, with `normalize: false`): 1 - accuracy.
 *
 * @param yTrue - true labels
 * @param yPred - predicted labels, one for each true one
 * @param options - `sampleWeight`: weight of each row; `normalize`: share (true, the default) or count
 * @returns a number in [0, 1], or the (weighted) count; O(n)
 *
 * @example
 * ```ts
 * import { zeroOneLoss } from 'pipefit';
 *
 * console.log(zeroOneLoss(['a', 'b', 'b', 'a'], ['a', 'b', 'a', 'a'])); // 0.25
 * ```
 */
export function zeroOneLoss(
  yTrue: LabelsLike,
  yPred: LabelsLike,
  options: WeightOptions & { readonly normalize?: boolean | undefined } = {},
): number {
  const { hits, total } = countHits(alignLabels('zeroOneLoss', yTrue, yPred, options));
  return options.normalize === false ? total - hits : 1 - hits / total;
}
