import fc from 'fast-check';
import { GroupKFold, InvalidDataError, InvalidParameterError } from 'pipefit';
import { describe, expect, it } from 'vitest';
import { expectPartition, itGivesRecordedSplits } from './recorded-splits.js';

describe('GroupKFold gives the splits of scikit-learn', () => {
  itGivesRecordedSplits('GroupKFold', (params) => new GroupKFold(params));
});

describe('GroupKFold', () => {
  it('partitions the rows and never parts a group', () => {
    const groups = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 3, maxLength: 60 });
    fc.assert(
      fc.property(groups, fc.boolean(), (drawn, shuffle) => {
        const all = [...drawn, 10, 11, 12];
        const splits = [...new GroupKFold({ nSplits: 3, shuffle }).split(all.length, undefined, all)];
        expectPartition(splits, all.length);
        for (const { train, test } of splits) {
          const tested = new Set(Array.from(test, (row) => all[row]));
          expect(tested.size).toBeGreaterThan(0);
          expect([...train].some((row) => tested.has(all[row]!))).toBe(false);
        }
      }),
    );
  });

  it('takes any label as a group', () => {
    const groups = ['__proto__', 'toString', '__proto__', 'a'];
    const tests = [...new GroupKFold({ nSplits: 3 }).split(4, undefined, groups)].map(({ test }) => [
      ...test,
    ]);
    expect(tests).toEqual([[0, 2], [1], [3]]);
  });

  it('needs groups, and at least as many as folds', () => {
    const splitter = new GroupKFold({ nSplits: 3 });
    expect(() => splitter.split(4)).toThrow(InvalidDataError);
    expect(() => splitter.split(4)).toThrow(
      'GroupKFold splits by groups, but they were not given. Say which group each row belongs to: split(X, y, groups).',
    );
    const tooFew = () => splitter.split(4, undefined, [1, 1, 2, 2]);
    expect(tooFew).toThrow(InvalidParameterError);
    expect(tooFew).toThrow('GroupKFold: nSplits=3 is more than there are groups (2).');
    expect(() => splitter.split(4, undefined, [1, Number.NaN, 2, 3])).toThrow('groups is missing at row 1');
    expect(() => new GroupKFold({ randomState: 1 })).toThrow(/randomState has no effect/);
  });
});
