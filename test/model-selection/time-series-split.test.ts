import fc from 'fast-check';
import { InvalidParameterError, TimeSeriesSplit } from 'pipefit';
import { describe, expect, it } from 'vitest';
import { itGivesRecordedSplits } from './recorded-splits.js';

describe('TimeSeriesSplit gives the splits of scikit-learn', () => {
  itGivesRecordedSplits('TimeSeriesSplit', (params) => new TimeSeriesSplit(params));
});

describe('TimeSeriesSplit', () => {
  it('trains on the past only, and tests on the last rows one after the other', () => {
    const options = fc.record({
      nSplits: fc.integer({ min: 2, max: 6 }),
      gap: fc.nat(3),
      testSize: fc.option(fc.integer({ min: 1, max: 5 })),
      maxTrainSize: fc.option(fc.integer({ min: 1, max: 10 })),
    });
    fc.assert(
      fc.property(options, fc.integer({ min: 40, max: 60 }), (params, rows) => {
        const splits = [...new TimeSeriesSplit(params).split(rows)];
        expect(splits.length).toBe(params.nSplits);
        const size = params.testSize ?? Math.floor(rows / (params.nSplits + 1));
        const tested = splits.flatMap(({ test }) => [...test]);
        expect(tested).toEqual(
          Array.from({ length: params.nSplits * size }, (_, i) => rows - params.nSplits * size + i),
        );
        for (const { train, test } of splits) {
          expect(train.at(-1)).toBe(test[0]! - params.gap - 1);
          expect(train.length).toBe(Math.min(test[0]! - params.gap, params.maxTrainSize ?? rows));
        }
      }),
    );
  });

  it.each([{ nSplits: 1 }, { gap: -1 }, { testSize: 0 }, { testSize: 0.2 }, { maxTrainSize: 0 }])(
    'refuses %j',
    (params) => {
      expect(() => new TimeSeriesSplit(params)).toThrow(InvalidParameterError);
    },
  );

  it('refuses too few rows and says what there are', () => {
    expect(() => new TimeSeriesSplit().split(5)).toThrow(
      /nSplits=5 is more than there are rows after the first \(4\)/,
    );
    expect(() => new TimeSeriesSplit({ testSize: 3, gap: 2 }).split(17)).toThrow(
      'TimeSeriesSplit: 17 rows are too few for nSplits=5 of testSize=3 with gap=2: nothing would be left to train on.',
    );
  });
});
