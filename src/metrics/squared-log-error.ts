import type { VectorLike } from '../data/index.js';
import type { WeightOptions } from './options.js';
import { checkRange, meanLoss, pairValues } from './paired-values.js';

/** Mean of the squared differences of log(1 + value), for values above -1. */
export function squaredLogError(
  owner: string,
  yTrue: VectorLike,
  yPred: VectorLike,
  options: WeightOptions,
): number {
  const pairs = pairValues(owner, yTrue, yPred, options);
  const allowed = (value: number) => value > -1;
  checkRange(owner, pairs.truth, 'yTrue', allowed, 'greater than -1');
  checkRange(owner, pairs.guess, 'yPred', allowed, 'greater than -1');
  return meanLoss(pairs, (truth, guess) => (Math.log1p(truth) - Math.log1p(guess)) ** 2);
}
