import fc from 'fast-check';
import {
  type Distribution,
  distributions,
  InvalidParameterError,
  ParameterSampler,
  RandomState,
} from 'pipefit';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { expectClose, fixture } from '../support/fixture.js';
import { warningsOf } from './recorded-splits.js';

type Candidate = Record<string, unknown>;
interface Draw {
  nIter: number;
  seed: number;
  candidates: Candidate[];
}

const known = fixture<{
  lists: Record<string, { space: Record<string, unknown[]>; draws: Draw[] }>;
  mixed: Draw[];
  spaces: Draw[];
}>('model-selection/parameters');

/** The same names and values, numbers within 1e-12. */
function expectSame(drawn: Iterable<object>, expected: readonly Candidate[]): void {
  const candidates = Array.from(drawn, (candidate) => Object.entries(candidate));
  expect(candidates.length).toBe(expected.length);
  candidates.forEach((entries, i) => {
    expect(entries.map(([name]) => name)).toEqual(Object.keys(expected[i]!).sort());
    for (const [name, value] of entries) {
      const wanted = expected[i]![name];
      if (typeof wanted === 'number') expectClose(value as number, wanted, 1e-12);
      else expect(value).toBe(wanted);
    }
  });
}

describe('ParameterSampler draws the candidates of scikit-learn', () => {
  const mixed = {
    alpha: distributions.logUniform(1e-4, 1e3),
    depth: [2, 4, 8, null],
    leaf: distributions.randomInteger(1, 100),
    rate: distributions.uniform(0.5, 2.75),
    shift: distributions.normal(-3, 0.5),
  };
  const spaces = [
    { alpha: distributions.logUniform(0.1, 10) },
    { beta: [1, 2, 3], rate: distributions.uniform(0, 1) },
    { only: [7] },
  ];
  const draws = Object.entries(known.lists).flatMap(([name, { space, draws }]) =>
    draws.map((draw) => ({ name, space, ...draw })),
  );

  it.each(draws)('from lists ($name, $nIter, seed $seed)', ({ space, nIter, seed, candidates }) => {
    const sampler = new ParameterSampler(space, nIter, seed);
    expect(sampler.length).toBe(candidates.length);
    warningsOf(() => expectSame(sampler, candidates));
  });

  it.each(known.mixed)('from distributions (seed $seed)', ({ nIter, seed, candidates }) => {
    expectSame(new ParameterSampler(mixed, nIter, seed), candidates);
    expectSame(new ParameterSampler(new Map(Object.entries(mixed)), nIter, seed), candidates);
  });

  it.each(known.spaces)('from a list of spaces (seed $seed)', ({ nIter, seed, candidates }) => {
    expectSame(new ParameterSampler(spaces, nIter, seed), candidates);
  });
});

describe('ParameterSampler', () => {
  it('never draws a combination of lists twice', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.nat(), (nIter, seed) => {
        const ten = Array.from({ length: 10 }, (_, i) => i);
        const drawn = [...new ParameterSampler({ a: ten, b: ten }, nIter, seed)];
        expect(new Set(drawn.map(({ a, b }) => `${a} ${b}`)).size).toBe(nIter);
      }),
    );
  });

  it('draws from more combinations than can be counted', () => {
    const hundred = Array.from({ length: 100 }, (_, i) => i);
    const names = [...'abcdefghijkl'];
    const space = Object.fromEntries(names.map((name) => [name, hundred]));
    const sampler = new ParameterSampler(space, 3, 0);
    expect(sampler.length).toBe(3);
    for (const candidate of sampler) expect(Object.keys(candidate)).toEqual(names);
  });

  it('draws the same again from a seed, and goes on with a generator', () => {
    const space = { rate: distributions.uniform(0, 1) };
    const seeded = new ParameterSampler(space, 2, 7);
    expect([...seeded]).toEqual([...seeded]);
    const going = new ParameterSampler(space, 2, new RandomState(7));
    expect([...going]).toEqual([...seeded]);
    expect([...going]).not.toEqual([...seeded]);
  });

  it('knows the type of each candidate, and takes distributions of your own', () => {
    const own: Distribution<'x' | 'y'> = { sample: (rng) => (rng.random() < 0.5 ? 'x' : 'y') };
    const sampler = new ParameterSampler({ own, depth: [1, 2] }, 3, 0);
    for (const candidate of sampler) {
      expectTypeOf(candidate).toEqualTypeOf<{ readonly own: 'x' | 'y'; readonly depth: 1 | 2 }>();
      expect(['x', 'y']).toContain(candidate.own);
    }
  });

  it('warns when there are fewer combinations than asked for, and gives them all', () => {
    const sampler = new ParameterSampler({ a: [1, 2], b: ['x'] }, 5, 0);
    const drawn: unknown[] = [];
    expect(warningsOf(() => drawn.push(...sampler))).toEqual([
      'DataWarning: ParameterSampler: there are only 2 combinations, which is less than nIter=5. ' +
        'All of them are given; GridSearchCV does the same in order.',
    ]);
    expect(drawn.length).toBe(2);
  });

  it('keeps names that JavaScript gives a meaning of its own', () => {
    const [candidate] = new ParameterSampler(JSON.parse('{"__proto__": [1], "toString": [2]}'), 1, 0);
    expect(Object.entries(candidate!)).toEqual([
      ['__proto__', 1],
      ['toString', 2],
    ]);
  });

  it.each([
    [{ a: [] }, 3, "ParameterSampler: the array of values of 'a' is empty."],
    [{ a: 1 }, 3, "the values of 'a' must be an array of values or a distribution. Got 1."],
    [[], 3, 'the list of grids is empty'],
    [{ a: [1] }, 0, 'ParameterSampler: nIter must be an integer of at least 1. Got 0.'],
    [{ a: [1] }, 1.5, 'nIter must be an integer of at least 1'],
    [{ a: [1] }, Number.NaN, 'nIter must be an integer of at least 1'],
  ])('refuses %j, %s times', (space, nIter, message) => {
    const construct = () => new ParameterSampler(space as never, nIter);
    expect(construct).toThrow(InvalidParameterError);
    expect(construct).toThrow(message);
  });

  it('refuses a seed that is none', () => {
    expect(() => new ParameterSampler({ a: [1] }, 1, -4)).toThrow(InvalidParameterError);
  });
});
