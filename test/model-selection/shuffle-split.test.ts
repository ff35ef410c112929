import fc from 'fast-check';
import { InvalidParameterError, ShuffleSplit } from 'pipefit';
import { describe, expect, it } from 'vitest';
import { expectDisjoint, itGivesRecordedSplits } from './recorded-splits.js';

describe('ShuffleSplit gives the splits of scikit-learn', () => {
  itGivesRecordedSplits('ShuffleSplit', (params) => new ShuffleSplit(params));
});

const size = fc.oneof(
  fc.constant(null),
  fc.double({ min: 0.05, max: 0.45, noNaN: true }),
  fc.integer({ min: 1, max: 9 }),
);

describe('ShuffleSplit', () => {
  it('draws sets of the sizes asked for, which share no row', () => {
    fc.assert(
      fc.property(size, size, fc.integer({ min: 20, max: 60 }), (testSize, trainSize, rows) => {
        const splits = [...new ShuffleSplit({ nSplits: 2, testSize, trainSize }).split(rows)];
        expect(splits.length).toBe(2);
        for (const split of splits) {
          expectDisjoint(split);
          const inRows = (given: number, round: (value: number) => number) =>
            given < 1 ? round(given * rows) : given;
          if (testSize !== null) expect(split.test.length).toBe(inRows(testSize, Math.ceil));
          if (trainSize !== null) expect(split.train.length).toBe(inRows(trainSize, Math.floor));
          if (testSize === null || trainSize === null)
            expect(split.test.length + split.train.length).toBe(rows);
        }
      }),
    );
  });

  it('tests on a tenth, ten times, unless told otherwise', () => {
    const splitter = new ShuffleSplit();
    expect(splitter.getNSplits()).toBe(10);
    expect([...splitter.split(95)].map(({ test }) => test.length)).toEqual(new Array(10).fill(10));
  });

  it.each([
    { testSize: 0 },
    { testSize: -0.1 },
    { testSize: 1.5 },
    { testSize: Number.NaN },
    { testSize: Number.POSITIVE_INFINITY },
    { trainSize: '0.5' },
    { nSplits: 0 },
  ])('refuses %j at construction', (params) => {
    expect(() => new ShuffleSplit(params as object)).toThrow(InvalidParameterError);
  });

  it.each([
    [
      { testSize: 20 },
      'ShuffleSplit: testSize=20 leaves nothing of 20 rows. Take fewer, or a share between 0 and 1.',
    ],
    [{ trainSize: 25 }, 'ShuffleSplit: trainSize=25 leaves nothing of 20 rows.'],
    [
      { testSize: 0.6, trainSize: 0.5 },
      'ShuffleSplit: testSize=0.6 and trainSize=0.5 ask for more than all rows.',
    ],
    [
      { testSize: 15, trainSize: 0.5 },
      'ShuffleSplit: testSize=15 and trainSize=0.5 ask for 15 + 10 of 20 rows.',
    ],
    [
      { trainSize: 0.01 },
      'ShuffleSplit: no rows are left to train on with testSize=null, trainSize=0.01 and 20 rows.',
    ],
  ])('refuses %j of 20 rows', (params, message) => {
    const split = () => new ShuffleSplit(params).split(20);
    expect(split).toThrow(InvalidParameterError);
    expect(split).toThrow(message);
  });
});
