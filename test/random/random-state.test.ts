import fc from 'fast-check';
import { InvalidParameterError, RandomState } from 'pipefit';
import { describe, expect, it } from 'vitest';
import { expectClose, fixture } from '../support/fixture.js';

interface Recorded {
  seed: number;
  permutations: Record<string, number[]>;
  shuffled: number[];
  integers: { low: number; high: number; drawn: number[] }[];
  random: number[];
  uniform: number[];
  normal: number[];
  choice: number[];
  distinct: number[];
  childSeeds: number[];
  mixed: [number, number, number, number, number[], number, number];
}

const known = fixture<{ weights: number[]; draws: Recorded[] }>('random/random-state');

describe.each(known.draws)("RandomState($seed) gives NumPy's legacy stream", (recorded) => {
  const fresh = () => new RandomState(recorded.seed);

  it('of permutations', () => {
    for (const [size, permutation] of Object.entries(recorded.permutations)) {
      expect([...fresh().permutation(Number(size))]).toEqual(permutation);
    }
  });

  it('of shuffles', () => {
    const values = Array.from({ length: 20 }, (_, i) => i * 3);
    fresh().shuffle(values);
    expect(values).toEqual(recorded.shuffled);
  });

  it('of integers, narrow and wide', () => {
    for (const { low, high, drawn } of recorded.integers) {
      const rng = fresh();
      expect(drawn.map(() => rng.integer(low, high))).toEqual(drawn);
      if (high <= 2 ** 31) expect([...fresh().integers(low, high, drawn.length)]).toEqual(drawn);
    }
  });

  it('of uniform and normal numbers', () => {
    expect([...fresh().randomSample(9)]).toEqual(recorded.random);
    const [rng, normals] = [fresh(), fresh()];
    expect(recorded.uniform.map(() => rng.uniform(-2.5, 7.25))).toEqual(recorded.uniform);
    expectClose(
      recorded.normal.map(() => normals.normal()),
      recorded.normal,
      1e-15,
    );
  });

  it('of choices, weighted and without replacement', () => {
    expect([...fresh().choice(known.weights, recorded.choice.length)]).toEqual(recorded.choice);
    expect([...fresh().choiceWithoutReplacement(12, 5)]).toEqual(recorded.distinct);
  });

  it('of seeds for children', () => {
    const rng = fresh();
    expect(recorded.childSeeds.map(() => rng.childSeed())).toEqual(recorded.childSeeds);
  });

  it('when draws of all kinds follow each other', () => {
    const rng = fresh();
    const [normal, integer, spare, uniform, permutation, next, choice] = recorded.mixed;
    expectClose(rng.normal(), normal, 1e-15);
    expect(rng.integer(0, 100)).toBe(integer);
    expectClose(rng.normal(), spare, 1e-15);
    expect(rng.uniform(0, 1)).toBe(uniform);
    expect([...rng.permutation(4)]).toEqual(permutation);
    expectClose(rng.normal(), next, 1e-15);
    expect(rng.choice([0.2, 0.3, 0.5], 1)[0]).toBe(choice);
  });
});

describe('RandomState', () => {
  it('starts anywhere without a seed', () => {
    expect(new RandomState().uint32()).not.toBe(new RandomState().uint32());
  });

  it('never chooses what has no weight', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffffff }), (seed) => {
        const chosen = new RandomState(seed).choice([0, 1, 0, 2, 0], 20);
        return chosen.every((index) => index === 1 || index === 3);
      }),
    );
  });

  it.each([-1, 1.5, 2 ** 32, Number.NaN])('refuses the seed %s', (seed) => {
    expect(() => new RandomState(seed)).toThrow(InvalidParameterError);
  });

  it('refuses draws that have no answer, and says why', () => {
    const rng = new RandomState(0);
    expect(() => rng.integer(3, 3)).toThrow('RandomState: high must be greater than low, which is 3. Got 3.');
    expect(() => rng.integer(0, Number.NaN)).toThrow(InvalidParameterError);
    expect(() => rng.interval(-1)).toThrow(InvalidParameterError);
    expect(() => rng.interval(2 ** 60)).toThrow(InvalidParameterError);
    expect(() => rng.integers(0, 2 ** 40, 3)).toThrow(/within 32 bits/);
    expect(() => rng.permutation(-1)).toThrow(InvalidParameterError);
    expect(() => rng.choice([1, -1], 1)).toThrow(/weights\[1\]/);
    expect(() => rng.choice([0, 0], 1)).toThrow(/finite sum above 0/);
    expect(() => rng.choice([1, Number.NaN], 1)).toThrow(InvalidParameterError);
    expect(() => rng.choiceWithoutReplacement(3, 4)).toThrow('size must be from 0 to 3. Got 4.');
  });
});
