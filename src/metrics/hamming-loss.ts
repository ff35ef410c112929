import type { LabelsLike } from '../data/index.js';
import { countHits } from './confusion-counts.js';
import type { WeightOptions } from './options.js';
import { alignLabels } from './paired-labels.js';

/**
 * Share of labels that differ. With one label a row it is the zero-one loss.
 *
 * @param yTrue - true labels
 * @param yPred - predicted labels, one for each true one
 * @param options - `sampleWeight`: weight of each row
 * @returns a number in [0, 1], 0 for a perfect prediction; O(n)
 *
 * @example
 * ```ts
 * import { hammingLoss } from 'pipefit';
 *
 * console.log(hammingLoss([1, 2, 3, 4], [2, 2, 3, 4])); // 0.25
 * ```
 */
export function hammingLoss(yTrue: LabelsLike, yPred: LabelsLike, options: WeightOptions = {}): number {
  const { hits, total } = countHits(alignLabels('hammingLoss', yTrue, yPred, options));
  return 1 - hits / total;
}
