import fc from 'fast-check';
import { InvalidParameterError, RepeatedKFold } from 'pipefit';
import { describe, expect, it } from 'vitest';
import { expectPartition, itGivesRecordedSplits } from './recorded-splits.js';

describe('RepeatedKFold gives the splits of scikit-learn', () => {
  itGivesRecordedSplits('RepeatedKFold', (params) => new RepeatedKFold(params));
});

describe('RepeatedKFold', () => {
  it('partitions the rows anew at each repeat', () => {
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 40 }), fc.integer({ min: 1, max: 4 }), (rows, nRepeats) => {
        const splits = [...new RepeatedKFold({ nSplits: 4, nRepeats }).split(rows)];
        expect(splits.length).toBe(4 * nRepeats);
        for (let r = 0; r < nRepeats; r++) expectPartition(splits.slice(4 * r, 4 * r + 4), rows);
      }),
    );
  });

  it('repeats five folds ten times unless told otherwise', () => {
    expect(new RepeatedKFold().getNSplits()).toBe(50);
  });

  it('refuses what cannot be repeated', () => {
    expect(() => new RepeatedKFold({ nRepeats: 0 })).toThrow(InvalidParameterError);
    expect(() => new RepeatedKFold({ nSplits: 1 })).toThrow(InvalidParameterError);
    expect(() => new RepeatedKFold({ shuffle: true } as object)).toThrow("no parameter 'shuffle'");
    expect(() => new RepeatedKFold().split(3)).toThrow(
      'RepeatedKFold: nSplits=5 is more than there are rows (3).',
    );
  });
});
