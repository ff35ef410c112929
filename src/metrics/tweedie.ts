import type { VectorLike } from '../data/index.js';
import { InvalidParameterError, showValue } from '../errors/index.js';
import type { WeightOptions } from './options.js';
import { checkRange, type PairedValues, pairValues } from './paired-values.js';

/** Checks the power and that the values lie in the range of its distribution. */
export function pairTweedie(
  owner: string,
  yTrue: VectorLike,
  yPred: VectorLike,
  options: WeightOptions,
  power: number,
): PairedValues {
  if (typeof power !== 'number' || Number.isNaN(power) || (power > 0 && power < 1)) {
    throw new InvalidParameterError(
      owner,
      'power',
      `The option 'power' of ${owner} must be a number of at most 0 or at least 1. Got ${showValue(power)}.`,
    );
  }
  const pairs = pairValues(owner, yTrue, yPred, options);
  const positive = (value: number) => value > 0;
  const suffix = ` (power ${power})`;
  if (power !== 0) checkRange(owner, pairs.guess, 'yPred', positive, `greater than 0${suffix}`);
  if (power >= 2) checkRange(owner, pairs.truth, 'yTrue', positive, `greater than 0${suffix}`);
  else if (power >= 1) checkRange(owner, pairs.truth, 'yTrue', (value) => value >= 0, `0 or more${suffix}`);
  return pairs;
}

/** Deviance of one row: 0 normal, 1 Poisson, 2 gamma, 3 inverse Gaussian (Jørgensen, 1987). */
export function tweedieDeviance(power: number): (truth: number, guess: number) => number {
  const deviance = unlikeDeviance(power);
  // Where the values agree, rounding would leave a trace.
  return (truth, guess) => (truth === guess ? 0 : deviance(truth, guess));
}

function unlikeDeviance(power: number): (truth: number, guess: number) => number {
  if (power === 0) return (truth, guess) => (truth - guess) ** 2;
  if (power === 1) return (truth, guess) => 2 * (logRatio(truth, guess) - truth + guess);
  if (power === 2) return (truth, guess) => 2 * (Math.log(guess / truth) + truth / guess - 1);
  const [a, b] = [1 - power, 2 - power];
  return (truth, guess) =>
    2 * (Math.max(truth, 0) ** b / (a * b) - (truth * guess ** a) / a + guess ** b / b);
}

/** truth * log(truth / guess), which is 0 at 0. */
function logRatio(truth: number, guess: number): number {
  return truth === 0 ? 0 : truth * Math.log(truth / guess);
}
