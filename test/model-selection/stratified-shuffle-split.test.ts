import fc from 'fast-check';
import { InvalidDataError, InvalidParameterError, RandomState, StratifiedShuffleSplit } from 'pipefit';
import { describe, expect, it } from 'vitest';
import { likelyCounts } from '../../src/model-selection/random-splits.js';
import { countLabels, expectDisjoint, itGivesRecordedSplits } from './recorded-splits.js';

describe('StratifiedShuffleSplit gives the splits of scikit-learn', () => {
  itGivesRecordedSplits('StratifiedShuffleSplit', (params) => new StratifiedShuffleSplit(params));
});

describe('StratifiedShuffleSplit', () => {
  it('gives both sets each class in its share', () => {
    const labels = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 20, maxLength: 80 });
    fc.assert(
      fc.property(labels, (drawn) => {
        const y = [...drawn, ...'aabbcc'];
        const totals = countLabels(y, y.keys());
        for (const split of new StratifiedShuffleSplit({ nSplits: 2, testSize: 0.3 }).split(y.length, y)) {
          expectDisjoint(split);
          expect(split.test.length).toBe(Math.ceil(0.3 * y.length));
          expect(split.train.length + split.test.length).toBe(y.length);
          for (const [label, total] of totals) {
            const count = countLabels(y, split.train).get(label) ?? 0;
            expect(Math.abs(count - (total * split.train.length) / y.length)).toBeLessThan(1);
          }
        }
      }),
    );
  });

  it('refuses classes of one member, naming them', () => {
    const split = () => new StratifiedShuffleSplit().split(5, ['a', 'b', 'a', 'a', 'c']);
    expect(split).toThrow(InvalidDataError);
    expect(split).toThrow(/some classes of y have only 1 member, .*: \["b", "c"\]\. Drop them/);
  });

  it('refuses sets that are too small for all classes, and a missing y', () => {
    const y = ['a', 'b', 'c', 'a', 'b', 'c', 'a', 'b', 'c', 'a'];
    expect(() => new StratifiedShuffleSplit({ testSize: 2 }).split(10, y)).toThrow(
      'StratifiedShuffleSplit: a test set of 2 rows cannot hold all 3 classes of y. Make testSize larger.',
    );
    expect(() => new StratifiedShuffleSplit({ testSize: 5, trainSize: 2 }).split(10, y)).toThrow(
      InvalidParameterError,
    );
    expect(() => new StratifiedShuffleSplit().split(10)).toThrow(InvalidDataError);
  });
});

describe('likelyCounts', () => {
  it.each([
    [[4, 2], 3, 0, [2, 1]],
    [[5, 2], 4, 0, [3, 1]],
    [[2, 2, 2, 1], 2, 0, [0, 1, 1, 0]],
    [[2, 2, 2, 1], 2, 42, [1, 1, 0, 0]],
  ])('of %j, %i draws, seed %i are those of scikit-learn', (counts, draws, seed, expected) => {
    expect([...likelyCounts(Int32Array.from(counts), draws, new RandomState(seed))]).toEqual(expected);
  });
});
