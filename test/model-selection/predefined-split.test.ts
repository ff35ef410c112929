import { InvalidDataError, InvalidParameterError, PredefinedSplit } from 'pipefit';
import { describe, expect, it } from 'vitest';
import { itGivesRecordedSplits } from './recorded-splits.js';

describe('PredefinedSplit gives the splits of scikit-learn', () => {
  itGivesRecordedSplits('PredefinedSplit', (params) => new PredefinedSplit(params));
});

describe('PredefinedSplit', () => {
  it('keeps what it was given, though the array may change', () => {
    const testFold = Int8Array.of(0, -1, 1);
    const splitter = new PredefinedSplit({ testFold });
    testFold.fill(0);
    expect([...splitter.split(3)].map(({ test }) => [...test])).toEqual([[0], [2]]);
  });

  it.each([[[-1, -1]], [[]], [[0, -2]], [[0.5, 0]], [[Number.NaN]], [[undefined]], ['01'], [7], [undefined]])(
    'refuses the folds %j',
    (testFold) => {
      const construct = () => new PredefinedSplit({ testFold } as { testFold: number[] });
      expect(construct).toThrow(InvalidParameterError);
      expect(construct).toThrow(
        /must be an array with an integer of at least -1 for each row, and not only -1/,
      );
    },
  );

  it('refuses data of another length', () => {
    const splitter = new PredefinedSplit({ testFold: [0, 1] });
    expect(() => splitter.split(3)).toThrow(InvalidDataError);
    expect(() => splitter.split(3)).toThrow('X has 3 rows but testFold has 2 values');
  });
});
