import { InvalidDataError, RepeatedStratifiedKFold } from 'pipefit';
import { describe, expect, it } from 'vitest';
import { countLabels, expectPartition, itGivesRecordedSplits, warningsOf } from './recorded-splits.js';

describe('RepeatedStratifiedKFold gives the splits of scikit-learn', () => {
  itGivesRecordedSplits('RepeatedStratifiedKFold', (params) => new RepeatedStratifiedKFold(params));
});

describe('RepeatedStratifiedKFold', () => {
  it('gives every fold its share of each class', () => {
    const y = Array.from({ length: 40 }, (_, i) => (i % 4 === 0 ? 'rare' : 'common'));
    const splits = [...new RepeatedStratifiedKFold({ nRepeats: 3 }).split(y.length, y)];
    for (let r = 0; r < 3; r++) expectPartition(splits.slice(5 * r, 5 * r + 5), y.length);
    for (const { test } of splits) {
      expect(countLabels(y, test)).toEqual(
        new Map([
          ['rare', 2],
          ['common', 6],
        ]),
      );
    }
  });

  it('needs y, and warns of a rare class once, not at each repeat', () => {
    const splitter = new RepeatedStratifiedKFold({ nSplits: 3, nRepeats: 4 });
    expect(() => splitter.split(4)).toThrow(InvalidDataError);
    expect(warningsOf(() => void [...splitter.split(5, [0, 0, 0, 1, 1])])).toHaveLength(1);
  });
});
