import { asLabels, asWeights, checkLength, type LabelsLike, type VectorLike } from '../data/index.js';

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
  options: { readonly sampleWeight?: VectorLike | undefined; readonly normalize?: boolean } = {},
): number {
  const truth = asLabels(yTrue, 'accuracyScore', 'yTrue');
  const guess = asLabels(yPred, 'accuracyScore', 'yPred');
  checkLength(guess.length, truth.length, 'accuracyScore', 'yPred');
  const weights =
    options.sampleWeight === undefined
      ? null
      : asWeights(options.sampleWeight, truth.length, 'accuracyScore');
  let right = 0;
  let total = 0;
  for (let i = 0; i < truth.length; i++) {
    const weight = weights?.[i] ?? 1;
    total += weight;
    if (truth[i] === guess[i]) right += weight;
  }
  return options.normalize === false ? right : right / total;
}
