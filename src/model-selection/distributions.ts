import { madeBy } from '../core/index.js';
import { InvalidParameterError, showValue } from '../errors/index.js';
import type { RandomState } from '../random/index.js';

/** What a parameter may be drawn from; any object with such a `sample` will do. */
export interface Distribution<T> {
  /** One value; all randomness must come from the generator. */
  sample(rng: RandomState): T;
}

/** Whether a value can be drawn from. */
export function isDistribution(value: unknown): value is Distribution<unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as { sample?: unknown }).sample === 'function'
  );
}

/** Real numbers, all from `low` to `high` equally likely. */
function uniform(low: number, high: number): Distribution<number> {
  checkRange('uniform', low, high);
  return named('uniform', [low, high], (rng) => rng.random() * (high - low) + low);
}

/** Positive numbers of which the logarithm is uniform: as many from 0.01 to 0.1 as from 10 to 100. */
function logUniform(low: number, high: number): Distribution<number> {
  checkRange('logUniform', low, high);
  if (low <= 0) throw badArgument('logUniform', 'low', 'greater than 0', low);
  const [from, to] = [Math.log(low), Math.log(high)];
  return named('logUniform', [low, high], (rng) =>
    Math.min(high, Math.max(low, Math.exp(from + rng.random() * (to - from)))),
  );
}

/** Integers from `low` to `high - 1`, all equally likely. */
function randomInteger(low: number, high: number): Distribution<number> {
  checkRange('randomInteger', low, high);
  for (const [name, value] of [
    ['low', low],
    ['high', high],
  ] as const) {
    if (!Number.isSafeInteger(value)) throw badArgument('randomInteger', name, 'an integer', value);
  }
  return named('randomInteger', [low, high], (rng) => rng.integer(low, high));
}

/** Normal numbers around `mean` with standard deviation `sd`. */
function normal(mean: number, sd: number): Distribution<number> {
  if (!Number.isFinite(mean)) throw badArgument('normal', 'mean', 'a finite number', mean);
  if (!(sd > 0 && Number.isFinite(sd)))
    throw badArgument('normal', 'sd', 'a finite number greater than 0', sd);
  return named('normal', [mean, sd], (rng) => rng.normal() * sd + mean);
}

/**
 * Distributions for the parameters of a randomised search, drawn as SciPy draws them from the same seed.
 *
 * `uniform(low, high)`; `logUniform(low, high)` for what spans orders of magnitude, such as a penalty;
 * `randomInteger(low, high)`, without `high` itself; `normal(mean, sd)`.
 *
 * Errors: InvalidParameterError where nothing could be drawn.
 *
 * @example
 * ```ts
 * import { distributions, RandomState } from 'pipefit';
 *
 * const penalty = distributions.logUniform(0.001, 1000);
 * console.log(penalty.sample(new RandomState(0)).toFixed(4)); // 1.9628
 * ```
 */
export const distributions = { uniform, logUniform, randomInteger, normal } as const;

function named<T>(
  name: keyof typeof distributions,
  args: readonly number[],
  sample: (rng: RandomState) => T,
): Distribution<T> {
  const text = `distributions.${name}(${args.join(', ')})`;
  return madeBy(
    Object.freeze({ sample, toString: () => text }),
    `distributions.${name}`,
    distributions[name],
    args,
  );
}

function checkRange(owner: string, low: number, high: number): void {
  if (!Number.isFinite(low)) throw badArgument(owner, 'low', 'a finite number', low);
  if (!(low < high && Number.isFinite(high))) {
    throw badArgument(owner, 'high', `a finite number greater than low, which is ${low}`, high);
  }
}

function badArgument(owner: string, name: string, wanted: string, got: unknown): InvalidParameterError {
  return new InvalidParameterError(
    `distributions.${owner}`,
    name,
    `distributions.${owner}: ${name} must be ${wanted}. Got ${showValue(got)}.`,
  );
}
