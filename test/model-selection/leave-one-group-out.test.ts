import { InvalidDataError, LeaveOneGroupOut } from 'pipefit';
import { describe, expect, it } from 'vitest';
import { expectPartition, itGivesRecordedSplits } from './recorded-splits.js';

describe('LeaveOneGroupOut gives the splits of scikit-learn', () => {
  itGivesRecordedSplits('LeaveOneGroupOut', () => new LeaveOneGroupOut());
});

describe('LeaveOneGroupOut', () => {
  it('tests on one group after the other, whatever it is called', () => {
    const groups = ['b', '__proto__', 'b', 'a'];
    const splits = [...new LeaveOneGroupOut().split(4, undefined, groups)];
    expectPartition(splits, 4);
    expect(splits.map(({ test }) => [...test])).toEqual([[1], [3], [0, 2]]);
    expect(new LeaveOneGroupOut().getNSplits(undefined, undefined, groups)).toBe(3);
  });

  it('needs at least two groups', () => {
    expect(() => new LeaveOneGroupOut().split(2)).toThrow(InvalidDataError);
    expect(() => new LeaveOneGroupOut().getNSplits(2)).toThrow(InvalidDataError);
    expect(() => new LeaveOneGroupOut().split(2, undefined, ['a', 'a'])).toThrow(
      'LeaveOneGroupOut needs at least 2 groups, so that something is left to train on. Got 1.',
    );
  });
});
