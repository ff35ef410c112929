import fc from 'fast-check';
import { InvalidDataError, InvalidParameterError, LeavePOut } from 'pipefit';
import { describe, expect, it } from 'vitest';
import { countCombinations } from '../../src/model-selection/combinations.js';
import { expectDisjoint, itGivesRecordedSplits } from './recorded-splits.js';

describe('LeavePOut gives the splits of scikit-learn', () => {
  itGivesRecordedSplits('LeavePOut', (params) => new LeavePOut(params));
});

describe('LeavePOut', () => {
  it('leaves out every set of p rows once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 5, max: 9 }), (p, rows) => {
        const splits = [...new LeavePOut({ p }).split(rows)];
        expect(splits.length).toBe(new LeavePOut({ p }).getNSplits(rows));
        expect(new Set(splits.map(({ test }) => test.join())).size).toBe(splits.length);
        for (const split of splits) {
          expectDisjoint(split);
          expect([split.test.length, split.train.length]).toEqual([p, rows - p]);
        }
      }),
    );
  });

  it('counts splits without making them', () => {
    expect(new LeavePOut({ p: 4 }).getNSplits(1000)).toBe(41417124750);
    expect(countCombinations(52, 26)).toBe(495918532948104);
    const [first] = new LeavePOut({ p: 10 }).split(100);
    expect([...first!.test]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('needs p, and more rows than p', () => {
    expect(() => new LeavePOut({} as { p: number })).toThrow(
      "The parameter 'p' of LeavePOut must be an integer of at least 1. Got undefined.",
    );
    expect(() => new LeavePOut({ p: 0 })).toThrow(InvalidParameterError);
    expect(() => new LeavePOut({ p: 3 }).split(3)).toThrow('LeavePOut needs at least 4 rows');
    expect(() => new LeavePOut({ p: 3 }).getNSplits(2)).toThrow(InvalidDataError);
  });
});
