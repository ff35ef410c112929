import fc from 'fast-check';
import { InvalidParameterError, ParameterGrid } from 'pipefit';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { fixture } from '../support/fixture.js';

type Values = Record<string, unknown[]>;
type Recorded = { grid: Values | Values[]; candidates: Record<string, unknown>[] };
const { grids } = fixture<{ grids: Record<string, Recorded> }>('model-selection/parameters');

/** Candidates have no prototype; for comparison they get one. */
const plain = (candidates: Iterable<object>) => Array.from(candidates, (candidate) => ({ ...candidate }));

describe('ParameterGrid', () => {
  it.each(Object.entries(grids))("lists scikit-learn's candidates (%s)", (_, { grid, candidates }) => {
    const listed = new ParameterGrid(grid);
    expect(plain(listed)).toEqual(candidates);
    expect(Object.keys(listed.at(0))).toEqual(Object.keys(candidates[0]!).sort());
    expect(listed.length).toBe(candidates.length);
  });

  it('knows the type of each candidate', () => {
    const grid = new ParameterGrid({ C: [1, 10], kernel: ['linear', 'rbf'] });
    expectTypeOf(grid.at(0)).toEqualTypeOf<{ readonly C: 1 | 10; readonly kernel: 'linear' | 'rbf' }>();
    const list = new ParameterGrid([{ C: [1] }, { alpha: ['low'] }]);
    expectTypeOf(list.at(0)).toEqualTypeOf<{ readonly C: 1 } | { readonly alpha: 'low' }>();
    const map = new ParameterGrid(new Map([['C', [1, 10]]]));
    expectTypeOf(map.at(0)).toEqualTypeOf<Readonly<Record<string, number>>>();
  });

  it('takes a Map and typed arrays', () => {
    const grid = new ParameterGrid(new Map([['alpha', Float64Array.of(0.1, 1)]]));
    expect(plain(grid)).toEqual([{ alpha: 0.1 }, { alpha: 1 }]);
  });

  it('has every combination once, at the place where iteration finds it', () => {
    const value = fc.array(fc.integer(), { minLength: 1, maxLength: 3 });
    const one = fc.dictionary(fc.constantFrom('a', 'b', 'c', '__proto__'), value, { noNullPrototype: false });
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 3 }), (list) => {
        const grid = new ParameterGrid(list);
        const all = [...grid];
        expect(all.length).toBe(grid.length);
        all.forEach((candidate, i) => {
          expect(candidate).toEqual(grid.at(i));
        });
        const sizes = list.map((each) => Object.values(each).reduce((n, values) => n * values.length, 1));
        expect(grid.length).toBe(sizes.reduce((sum, size) => sum + size, 0));
      }),
    );
  });

  it('does not list what need not be listed', () => {
    const thousand = Array.from({ length: 1000 }, (_, i) => i);
    const grid = new ParameterGrid({ a: thousand, b: thousand, c: thousand, d: thousand });
    expect(grid.length).toBe(1e12);
    expect({ ...grid.at(123456789012) }).toEqual({ a: 123, b: 456, c: 789, d: 12 });
    const [first] = grid;
    expect({ ...first }).toEqual({ a: 0, b: 0, c: 0, d: 0 });
  });

  it('keeps names that JavaScript gives a meaning of its own', () => {
    const grid = new ParameterGrid(JSON.parse('{"__proto__": [1], "constructor": [2]}'));
    const candidate = grid.at(0);
    expect(Object.getPrototypeOf(candidate)).toBeNull();
    expect(Object.entries(candidate)).toEqual([
      ['__proto__', 1],
      ['constructor', 2],
    ]);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it.each([
    [
      { C: [] },
      "ParameterGrid: the array of values of 'C' is empty. Give at least one value, or leave 'C' out.",
    ],
    [
      { C: 1 },
      "the values of 'C' must be an array of values. Got 1. A single value goes into an array of its own.",
    ],
    [{ kernel: 'rbf' }, `the values of 'kernel' must be an array of values. Got "rbf".`],
    [{ C: null }, "the values of 'C' must be an array of values. Got null."],
    [{ C: new Set([1]) }, "the values of 'C' must be an array of values. Got a Set."],
    [[], 'ParameterGrid: the list of grids is empty. Give at least one grid.'],
    [
      [[1, 2]],
      'takes an object or a Map from parameter names to arrays of values, or a list of them. Got [1, 2].',
    ],
    [null, 'takes an object or a Map from parameter names to arrays of values'],
    ['C', 'takes an object or a Map from parameter names to arrays of values'],
    [new Map([[1, [2]]]), 'takes an object or a Map from parameter names to arrays of values'],
  ])('refuses %j', (grid, message) => {
    const construct = () => new ParameterGrid(grid as never);
    expect(construct).toThrow(InvalidParameterError);
    expect(construct).toThrow(message);
  });

  it.each([-1, 2, 0.5, Number.NaN])('has no combination %s of two', (index) => {
    expect(() => new ParameterGrid({ C: [1, 2] }).at(index)).toThrow(
      `ParameterGrid: there is no combination ${index} among 2 (from 0).`,
    );
  });
});
