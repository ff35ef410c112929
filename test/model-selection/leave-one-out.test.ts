import { InvalidDataError, KFold, LeaveOneOut } from 'pipefit';
import { describe, expect, it } from 'vitest';
import { expectPartition, itGivesRecordedSplits } from './recorded-splits.js';

describe('LeaveOneOut gives the splits of scikit-learn', () => {
  itGivesRecordedSplits('LeaveOneOut', () => new LeaveOneOut());
});

describe('LeaveOneOut', () => {
  it('is KFold with a fold a row', () => {
    const splits = [...new LeaveOneOut().split(9)];
    expectPartition(splits, 9);
    expect(splits).toEqual([...new KFold({ nSplits: 9 }).split(9)]);
  });

  it('needs rows to count and two of them to split', () => {
    expect(() => new LeaveOneOut().getNSplits()).toThrow(InvalidDataError);
    expect(() => new LeaveOneOut().split(1)).toThrow(
      'LeaveOneOut needs at least 2 rows, so that something is left to train on. Got 1.',
    );
  });
});
