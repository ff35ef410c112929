import type { VectorLike } from '../data/index.js';
import { InvalidParameterError, showValue } from '../errors/index.js';
import type { WeightOptions } from './options.js';
import { meanLoss, pairValues, shareExplained, tooFewRows } from './paired-values.js';
import { weightedPercentile } from './weighted-percentile.js';

/** Cost of one row for a predicted quantile: `alpha` for each unit too low, 1 - alpha for each too high. */
export function pinballCost(alpha: number): (truth: number, guess: number) => number {
  return (truth, guess) => (truth >= guess ? alpha * (truth - guess) : (1 - alpha) * (guess - truth));
}

/** Refuses a quantile outside of [0, 1]. */
export function checkAlpha(owner: string, alpha: number): void {
  if (typeof alpha === 'number' && alpha >= 0 && alpha <= 1) return;
  throw new InvalidParameterError(
    owner,
    'alpha',
    `The option 'alpha' of ${owner} must be a number in [0, 1]. Got ${showValue(alpha)}.`,
  );
}

/** Share of the pinball loss that a prediction saves over the constant quantile of yTrue. */
export function explainedPinball(
  owner: string,
  yTrue: VectorLike,
  yPred: VectorLike,
  options: WeightOptions,
  alpha: number,
): number {
  checkAlpha(owner, alpha);
  const pairs = pairValues(owner, yTrue, yPred, options);
  if (tooFewRows(owner, pairs)) return Number.NaN;
  const cost = pinballCost(alpha);
  const quantile = weightedPercentile(pairs.truth, pairs.weights, alpha * 100);
  return shareExplained(
    meanLoss(pairs, cost),
    meanLoss(pairs, (truth) => cost(truth, quantile)),
  );
}
