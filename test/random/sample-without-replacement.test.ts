import fc from 'fast-check';
import { InvalidParameterError, RandomState } from 'pipefit';
import { describe, expect, it } from 'vitest';
import { type SamplingMethod, sampleWithoutReplacement } from '../../src/random/index.js';
import { fixture } from '../support/fixture.js';

interface Sample {
  population: number;
  size: number;
  method: string;
  drawn: number[];
}

const { draws } = fixture<{ draws: { seed: number; samples: Sample[] }[] }>('random/random-state');

const methods: Record<string, SamplingMethod> = {
  auto: 'auto',
  tracking_selection: 'trackingSelection',
  reservoir_sampling: 'reservoirSampling',
  pool: 'pool',
};

describe('sampleWithoutReplacement', () => {
  it.each(draws)("draws scikit-learn's numbers from seed $seed", ({ seed, samples }) => {
    for (const { population, size, method, drawn } of samples) {
      const rng = new RandomState(seed);
      expect([...sampleWithoutReplacement(rng, population, size, methods[method])]).toEqual(drawn);
    }
  });

  it('draws distinct numbers within the population, whatever the method', () => {
    const request = fc
      .nat(400)
      .chain((population) => fc.tuple(fc.constant(population), fc.nat(population), fc.nat()));
    const method = fc.constantFrom(...Object.values(methods));
    fc.assert(
      fc.property(request, method, ([population, size, seed], method) => {
        const drawn = sampleWithoutReplacement(new RandomState(seed), population, size, method);
        expect(new Set(drawn).size).toBe(size);
        expect(drawn.every((value) => Number.isInteger(value) && value >= 0 && value < population)).toBe(
          true,
        );
      }),
    );
  });

  it.each([
    [3, 4],
    [-1, 0],
    [3, 1.5],
    [Number.NaN, 1],
  ])('refuses to draw from %s numbers %s', (population, size) => {
    expect(() => sampleWithoutReplacement(new RandomState(0), population, size)).toThrow(
      InvalidParameterError,
    );
  });

  it('refuses an unknown method', () => {
    const unknown = 'magic' as SamplingMethod;
    expect(() => sampleWithoutReplacement(new RandomState(0), 3, 1, unknown)).toThrow(
      `The method must be one of 'auto', 'trackingSelection', 'reservoirSampling', 'pool'. Got "magic".`,
    );
  });
});
