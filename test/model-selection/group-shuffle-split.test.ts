import fc from 'fast-check';
import { GroupShuffleSplit, InvalidDataError } from 'pipefit';
import { describe, expect, it } from 'vitest';
import { itGivesRecordedSplits } from './recorded-splits.js';

describe('GroupShuffleSplit gives the splits of scikit-learn', () => {
  itGivesRecordedSplits('GroupShuffleSplit', (params) => new GroupShuffleSplit(params));
});

describe('GroupShuffleSplit', () => {
  it('draws whole groups, in the numbers asked for', () => {
    const groups = fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 60 });
    fc.assert(
      fc.property(groups, (drawn) => {
        const all = [...drawn, 10, 11, 12, 13, 14];
        const count = new Set(all).size;
        for (const { train, test } of new GroupShuffleSplit({ testSize: 2 }).split(
          all.length,
          undefined,
          all,
        )) {
          const tested = new Set(Array.from(test, (row) => all[row]));
          const trained = new Set(Array.from(train, (row) => all[row]));
          expect([tested.size, trained.size]).toEqual([2, count - 2]);
          expect([...trained].some((group) => tested.has(group))).toBe(false);
          expect(train.length + test.length).toBe(all.length);
        }
      }),
    );
  });

  it('splits five times unless told otherwise', () => {
    expect(new GroupShuffleSplit().getNSplits()).toBe(5);
    expect(String(new GroupShuffleSplit())).toBe('GroupShuffleSplit()');
  });

  it('needs groups, and counts in groups', () => {
    expect(() => new GroupShuffleSplit().split(4)).toThrow(InvalidDataError);
    expect(() => new GroupShuffleSplit({ testSize: 2 }).split(4, undefined, ['a', 'a', 'b', 'b'])).toThrow(
      'GroupShuffleSplit: testSize=2 leaves nothing of 2 groups.',
    );
  });
});
