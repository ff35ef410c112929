import fc from 'fast-check';
import { distributions, InvalidParameterError, RandomState } from 'pipefit';
import { describe, expect, it } from 'vitest';

const seed = fc.integer({ min: 0, max: 0xffffffff });
const real = fc.double({ min: -1e6, max: 1e6, noNaN: true });

// That they draw what SciPy draws is seen in parameter-sampler.test.ts.
describe('distributions', () => {
  it('stay within their bounds', () => {
    fc.assert(
      fc.property(seed, real, fc.double({ min: 1e-3, max: 1e3, noNaN: true }), (seed, low, width) => {
        const rng = new RandomState(seed);
        const value = distributions.uniform(low, low + width).sample(rng);
        expect(value >= low && value <= low + width).toBe(true);
        const integer = distributions.randomInteger(-3, 4).sample(rng);
        expect(Number.isInteger(integer) && integer >= -3 && integer < 4).toBe(true);
        const positive = distributions.logUniform(width, width * 1.5).sample(rng);
        expect(positive >= width && positive <= width * 1.5).toBe(true);
      }),
    );
  });

  it('have the moments they should', () => {
    const rng = new RandomState(0);
    const mean = (sample: (rng: RandomState) => number) => {
      let sum = 0;
      for (let i = 0; i < 20000; i++) sum += sample(rng);
      return sum / 20000;
    };
    expect(mean(distributions.uniform(2, 6).sample)).toBeCloseTo(4, 1);
    expect(mean(distributions.normal(-5, 2).sample)).toBeCloseTo(-5, 1);
    expect(mean(distributions.randomInteger(0, 3).sample)).toBeCloseTo(1, 1);
    expect(mean((rng) => Math.log10(distributions.logUniform(0.01, 100).sample(rng)))).toBeCloseTo(0, 1);
  });

  it('print themselves', () => {
    expect(String(distributions.logUniform(0.1, 10))).toBe('distributions.logUniform(0.1, 10)');
  });

  it.each([
    [
      () => distributions.uniform(1, 1),
      'distributions.uniform: high must be a finite number greater than low, which is 1. Got 1.',
    ],
    [
      () => distributions.uniform(Number.NaN, 1),
      'distributions.uniform: low must be a finite number. Got NaN.',
    ],
    [() => distributions.uniform(0, Number.POSITIVE_INFINITY), 'Got Infinity.'],
    [() => distributions.logUniform(0, 1), 'distributions.logUniform: low must be greater than 0. Got 0.'],
    [
      () => distributions.randomInteger(0, 2.5),
      'distributions.randomInteger: high must be an integer. Got 2.5.',
    ],
    [
      () => distributions.randomInteger(0.5, 2),
      'distributions.randomInteger: low must be an integer. Got 0.5.',
    ],
    [
      () => distributions.normal(0, 0),
      'distributions.normal: sd must be a finite number greater than 0. Got 0.',
    ],
    [
      () => distributions.normal(Number.NaN, 1),
      'distributions.normal: mean must be a finite number. Got NaN.',
    ],
  ])('refuse what cannot be drawn from (%#)', (make, message) => {
    expect(make).toThrow(InvalidParameterError);
    expect(make).toThrow(message);
  });
});
