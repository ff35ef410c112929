import { InvalidParameterError, showValue } from '../errors/index.js';
import type { RandomState } from './random-state.js';

/** How distinct numbers are drawn; all ways are fair, but they consume the stream differently. */
export type SamplingMethod = 'auto' | 'trackingSelection' | 'reservoirSampling' | 'pool';

/**
 * `size` distinct numbers below `population`, the very ones of scikit-learn's `sample_without_replacement`.
 * 'auto' takes a permutation for shares from 1 % to 99 %, else the way that needs the least memory, so that a
 * few of 1e12 numbers are drawn without listing them. The order is random except with 'reservoirSampling'.
 */
export function sampleWithoutReplacement(
  rng: RandomState,
  population: number,
  size: number,
  method: SamplingMethod = 'auto',
): Float64Array {
  check(population, size);
  const share = population === 0 ? 1 : size / population;
  switch (method) {
    case 'auto':
      if (share > 0.01 && share < 0.99)
        return Float64Array.from(rng.permutation(population).subarray(0, size));
      return share < 0.2 ? byTracking(rng, population, size) : fromReservoir(rng, population, size);
    case 'trackingSelection':
      return share < 0.2 ? byTracking(rng, population, size) : fromReservoir(rng, population, size);
    case 'reservoirSampling':
      return fromReservoir(rng, population, size);
    case 'pool':
      return fromPool(rng, population, size);
    default:
      throw new InvalidParameterError(
        'sampleWithoutReplacement',
        'method',
        "The method must be one of 'auto', 'trackingSelection', 'reservoirSampling', 'pool'. " +
          `Got ${showValue(method satisfies never)}.`,
      );
  }
}

function check(population: number, size: number): void {
  const count = (value: number) => Number.isSafeInteger(value) && value >= 0;
  if (count(population) && count(size) && size <= population) return;
  throw new InvalidParameterError(
    'sampleWithoutReplacement',
    'size',
    `Without replacement, ${showValue(size)} of ${showValue(population)} numbers cannot be drawn: ` +
      'both must be integers of at least 0, and the size no more than the population.',
  );
}

/** Draws again what was drawn before; quick while few are taken. */
function byTracking(rng: RandomState, population: number, size: number): Float64Array {
  const taken = new Set<number>();
  while (taken.size < size) taken.add(rng.integer(0, population));
  return Float64Array.from(taken);
}

/** Vitter's algorithm R (1985): the i-th number takes the place of an earlier one with probability size / i. */
function fromReservoir(rng: RandomState, population: number, size: number): Float64Array {
  const reservoir = Float64Array.from({ length: size }, (_, i) => i);
  for (let i = size; i < population; i++) {
    const place = rng.integer(0, i + 1);
    if (place < size) reservoir[place] = i;
  }
  return reservoir;
}

/** Takes from a list of all numbers and fills the gap with the last one. */
function fromPool(rng: RandomState, population: number, size: number): Float64Array {
  const pool = Float64Array.from({ length: population }, (_, i) => i);
  return Float64Array.from({ length: size }, (_, i) => {
    const place = rng.integer(0, population - i);
    const drawn = pool[place]!;
    pool[place] = pool[population - i - 1]!;
    return drawn;
  });
}
