import fc from 'fast-check';
import { InvalidDataError, StratifiedGroupKFold } from 'pipefit';
import { describe, expect, it } from 'vitest';
import { expectPartition, itGivesRecordedSplits, warningsOf } from './recorded-splits.js';

describe('StratifiedGroupKFold gives the splits of scikit-learn', () => {
  itGivesRecordedSplits('StratifiedGroupKFold', (params) => new StratifiedGroupKFold(params));
});

describe('StratifiedGroupKFold', () => {
  it('partitions the rows and never parts a group', () => {
    const rows = fc.array(fc.tuple(fc.constantFrom('a', 'b'), fc.integer({ min: 0, max: 9 })), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(rows, fc.boolean(), (drawn, shuffle) => {
        const all = [...drawn, ...'aaabbb'.split('').map((label, i) => [label, 10 + i] as const)];
        const y = all.map(([label]) => label);
        const groups = all.map(([, group]) => group);
        const splits = [...new StratifiedGroupKFold({ nSplits: 3, shuffle }).split(y.length, y, groups)];
        expectPartition(splits, y.length);
        for (const { train, test } of splits) {
          const tested = new Set(Array.from(test, (row) => groups[row]));
          expect([...train].some((row) => tested.has(groups[row]!))).toBe(false);
        }
      }),
    );
  });

  it('needs y and groups that can be stratified', () => {
    const splitter = new StratifiedGroupKFold({ nSplits: 2 });
    const y = [0, 0, 0, 1];
    expect(() => splitter.split(4, undefined, [1, 2, 3, 4])).toThrow(InvalidDataError);
    expect(warningsOf(() => expect(() => splitter.split(4, y)).toThrow(InvalidDataError))).toEqual([
      expect.stringContaining('has only 1 members'),
    ]);
    expect(() => splitter.split(4, [0, 0, 1, 1], [1, 1, 1, 1])).toThrow('more than there are groups (1)');
    expect(() => splitter.split(4, [0, 1, 2, 3], [1, 2, 3, 4])).toThrow(
      /more than any class of y has members/,
    );
  });
});
