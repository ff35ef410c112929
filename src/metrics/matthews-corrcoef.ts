import type { LabelsLike } from '../data/index.js';
import { countByLabel } from './confusion-counts.js';
import type { WeightOptions } from './options.js';
import { pairLabels } from './paired-labels.js';

/**
 * Correlation of true and predicted classes, fair to classes of any size (the phi coefficient for two classes).
 *
 * Sources: Matthews (1975); for several classes Gorodkin (2004).
 *
 * @param yTrue - true labels
 * @param yPred - predicted labels, one for each true one
 * @param options - `sampleWeight`: weight of each row
 * @returns 1 for a perfect prediction, 0 for one no better than chance or where either side is constant; O(n)
 *
 * @example
 * ```ts
 * import { matthewsCorrcoef } from 'pipefit';
 *
 * console.log(matthewsCorrcoef([1, 1, 1, -1], [1, -1, 1, 1]).toFixed(4)); // -0.3333
 * ```
 */
export function matthewsCorrcoef(yTrue: LabelsLike, yPred: LabelsLike, options: WeightOptions = {}): number {
  const { hits, predicted, actual } = countByLabel(pairLabels('matthewsCorrcoef', yTrue, yPred, options));
  let right = 0;
  let total = 0;
  let both = 0;
  let predictedSquares = 0;
  let actualSquares = 0;
  for (let k = 0; k < hits.length; k++) {
    right += hits[k]!;
    total += actual[k]!;
    both += actual[k]! * predicted[k]!;
    predictedSquares += predicted[k]! ** 2;
    actualSquares += actual[k]! ** 2;
  }
  const spread = (total ** 2 - predictedSquares) * (total ** 2 - actualSquares);
  return spread === 0 ? 0 : (right * total - both) / Math.sqrt(spread);
}
