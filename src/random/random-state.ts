import { mersenne } from 'pure-rand/generator/mersenne';
import { InvalidParameterError, showValue } from '../errors/index.js';

/** What a `randomState` parameter takes: a seed from 0 to 2^32 - 1, or null for a fresh one each time. */
export type Seed = number | null;

/**
 * NumPy's legacy `RandomState` (MT19937), stream for stream: the same seed gives the same permutations,
 * integers, uniforms and normals as in Python, so that a Python user gets the same rows in every fold.
 *
 * Source: Matsumoto and Nishimura, "Mersenne Twister", ACM TOMACS 8(1), 1998.
 *
 * @example
 * ```ts
 * import { RandomState } from 'pipefit';
 *
 * console.log([...new RandomState(0).permutation(10)]); // [2, 8, 4, 9, 1, 6, 7, 3, 0, 5]
 * ```
 */
export class RandomState {
  readonly #generator: ReturnType<typeof mersenne>;
  #spareNormal: number | null = null;

  constructor(seed: Seed = null) {
    this.#generator = mersenne(seed === null ? freshSeed() : checkSeed(seed));
  }

  /** An integer from 0 to 2^32 - 1. */
  uint32(): number {
    return this.#generator.next() >>> 0;
  }

  /** A uniform number in [0, 1) with 53 random bits. */
  random(): number {
    const high = this.uint32() >>> 5;
    const low = this.uint32() >>> 6;
    return (high * 67108864 + low) / 9007199254740992;
  }

  /** `size` uniform numbers in [0, 1). */
  randomSample(size: number): Float64Array {
    return Float64Array.from({ length: size }, () => this.random());
  }

  /** An integer from 0 to `max` inclusive, by masked rejection as NumPy draws it. */
  interval(max: number): number {
    if (!Number.isSafeInteger(max) || max < 0) throw badDraw('max', 'an integer of at least 0', max);
    if (max === 0) return 0;
    if (max <= 0xffffffff) {
      const mask = maskFor(max);
      for (;;) {
        const value = (this.uint32() & mask) >>> 0;
        if (value <= max) return value;
      }
    }
    const highMask = maskFor(Math.floor(max / 4294967296));
    for (;;) {
      const high = (this.uint32() & highMask) >>> 0;
      const value = high * 4294967296 + this.uint32();
      if (value <= max) return value;
    }
  }

  /** An integer from `low` to `high - 1`. */
  integer(low: number, high: number): number {
    if (!(low < high)) throw badDraw('high', `greater than low, which is ${showValue(low)}`, high);
    return low + this.interval(high - 1 - low);
  }

  /** `size` integers from `low` to `high - 1`, drawn with replacement; they must fit 32 bits. */
  integers(low: number, high: number, size: number): Int32Array {
    if (low < -0x80000000 || high > 0x80000000) throw badDraw('high', 'within 32 bits, as low must be', high);
    return Int32Array.from({ length: size }, () => this.integer(low, high));
  }

  /** A uniform number in [low, high). */
  uniform(low: number, high: number): number {
    return low + (high - low) * this.random();
  }

  /** A standard normal number, by Marsaglia's polar method as NumPy's legacy generator draws it. */
  normal(): number {
    if (this.#spareNormal !== null) {
      const spare = this.#spareNormal;
      this.#spareNormal = null;
      return spare;
    }
    for (;;) {
      const x1 = 2 * this.random() - 1;
      const x2 = 2 * this.random() - 1;
      const radius = x1 * x1 + x2 * x2;
      if (radius >= 1 || radius === 0) continue;
      const factor = Math.sqrt((-2 * Math.log(radius)) / radius);
      this.#spareNormal = factor * x1;
      return factor * x2;
    }
  }

  /** Reorders an array in place (Fisher-Yates from the end, as NumPy does). */
  shuffle(values: { length: number; [index: number]: unknown }): void {
    for (let i = values.length - 1; i > 0; i--) {
      const j = this.interval(i);
      const kept = values[i];
      values[i] = values[j];
      values[j] = kept;
    }
  }

  /** The numbers 0 to `n - 1` in random order. */
  permutation(n: number): Int32Array {
    if (!Number.isInteger(n) || n < 0 || n > 0x7fffffff)
      throw badDraw('n', 'an integer from 0 to 2147483647', n);
    const order = new Int32Array(n);
    for (let i = 0; i < n; i++) order[i] = i;
    this.shuffle(order);
    return order;
  }

  /** `size` indices below `weights.length`, with replacement, each in proportion to its weight. */
  choice(weights: ArrayLike<number>, size: number): Int32Array {
    const cumulative = new Float64Array(weights.length);
    let total = 0;
    for (let i = 0; i < weights.length; i++) {
      const weight = weights[i]!;
      if (!(weight >= 0)) throw badDraw(`weights[${i}]`, 'a number of at least 0', weight);
      cumulative[i] = total += weight;
    }
    if (!(total > 0 && total < Number.POSITIVE_INFINITY)) {
      throw badDraw('weights', 'numbers with a finite sum above 0', total);
    }
    for (let i = 0; i < weights.length; i++) cumulative[i]! /= total;
    return Int32Array.from({ length: size }, () => upperBound(cumulative, this.random()));
  }

  /** `size` distinct numbers from 0 to `n - 1`, each set as likely as any other, in random order. */
  choiceWithoutReplacement(n: number, size: number): Int32Array {
    if (!Number.isInteger(size) || size < 0 || size > n) throw badDraw('size', `from 0 to ${n}`, size);
    return this.permutation(n).slice(0, size);
  }

  /** A seed for a child generator, so that each part of a job has a stream of its own. */
  childSeed(): number {
    return this.interval(0x7ffffffe);
  }
}

/** A generator for a `randomState` parameter: a seed makes one, a generator is used as it is. */
export function randomFrom(seed: Seed | RandomState): RandomState {
  return seed instanceof RandomState ? seed : new RandomState(seed);
}

function checkSeed(seed: number): number {
  if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff) {
    throw new InvalidParameterError(
      'RandomState',
      'seed',
      `A seed must be an integer from 0 to 4294967295, or null. Got ${showValue(seed)}.`,
    );
  }
  return seed;
}

function badDraw(argument: string, wanted: string, got: unknown): InvalidParameterError {
  return new InvalidParameterError(
    'RandomState',
    argument,
    `RandomState: ${argument} must be ${wanted}. Got ${showValue(got)}.`,
  );
}

function freshSeed(): number {
  return globalThis.crypto.getRandomValues(new Uint32Array(1))[0]!;
}

function maskFor(max: number): number {
  return 0xffffffff >>> Math.clz32(max);
}

/** First index whose value exceeds `target` (NumPy's `searchsorted(side='right')`). */
function upperBound(sorted: Float64Array, target: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! <= target) low = middle + 1;
    else high = middle;
  }
  return low;
}
