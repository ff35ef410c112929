import { InvalidDataError, InvalidParameterError, LeaveOneGroupOut, LeavePGroupsOut } from 'pipefit';
import { describe, expect, it } from 'vitest';
import { itGivesRecordedSplits } from './recorded-splits.js';

describe('LeavePGroupsOut gives the splits of scikit-learn', () => {
  itGivesRecordedSplits('LeavePGroupsOut', (params) => new LeavePGroupsOut(params));
});

describe('LeavePGroupsOut', () => {
  it('with one group is LeaveOneGroupOut', () => {
    const groups = ['b', 'a', 'b', 'c', 'a'];
    expect([...new LeavePGroupsOut({ nGroups: 1 }).split(5, undefined, groups)]).toEqual([
      ...new LeaveOneGroupOut().split(5, undefined, groups),
    ]);
  });

  it('needs nGroups, and more groups than that', () => {
    expect(() => new LeavePGroupsOut({ nGroups: 0.5 })).toThrow(InvalidParameterError);
    const splitter = new LeavePGroupsOut({ nGroups: 2 });
    expect(() => splitter.split(3)).toThrow(InvalidDataError);
    expect(() => splitter.split(3, undefined, [1, 2, 2])).toThrow('LeavePGroupsOut needs at least 3 groups');
    expect(() => splitter.getNSplits(3, undefined, [1, 2, 2])).toThrow(InvalidDataError);
  });
});
