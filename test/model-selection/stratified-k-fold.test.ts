import fc from 'fast-check';
import { Frame, InvalidDataError, InvalidParameterError, StratifiedKFold } from 'pipefit';
import { describe, expect, it } from 'vitest';
import { fixture } from '../support/fixture.js';
import { countLabels, expectPartition, itGivesRecordedSplits, warningsOf } from './recorded-splits.js';

const iris = fixture<{ X: number[][]; y: number[] }>('data/iris');

describe('StratifiedKFold gives the splits of scikit-learn', () => {
  itGivesRecordedSplits('StratifiedKFold', (params) => new StratifiedKFold(params));

  it('in its check values', () => {
    const [inOrder] = new StratifiedKFold().split(iris.X, iris.y);
    const ten = Array.from({ length: 10 }, (_, i) => i);
    expect([...inOrder!.test]).toEqual([...ten, ...ten.map((i) => i + 50), ...ten.map((i) => i + 100)]);
    const [shuffled] = new StratifiedKFold({ shuffle: true, randomState: 0 }).split(iris.X, iris.y);
    expect([...shuffled!.test.subarray(0, 10)]).toEqual([4, 9, 15, 27, 30, 34, 38, 43, 46, 47]);
  });
});

const labels = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 15, maxLength: 80 });

describe('StratifiedKFold', () => {
  it('partitions the rows, and every fold has each class in its share', () => {
    fc.assert(
      fc.property(labels, fc.boolean(), (drawn, shuffle) => {
        const y = [...drawn, ...'aaabbbccc'];
        const splits = [...new StratifiedKFold({ nSplits: 3, shuffle }).split(y.length, y)];
        expectPartition(splits, y.length);
        const totals = countLabels(y, y.keys());
        for (const { test } of splits) {
          expect(Math.abs(test.length - y.length / 3)).toBeLessThan(1);
          for (const [label, count] of countLabels(y, test)) {
            expect(Math.abs(count - totals.get(label)! / 3)).toBeLessThan(1);
          }
        }
      }),
    );
  });

  it('does not depend on what the classes are called', () => {
    fc.assert(
      fc.property(labels, (drawn) => {
        const y = [...drawn, ...'aabbcc'];
        const renamed = y.map((label) => ({ a: 9, b: -4, c: 2 })[label]!);
        const splitter = new StratifiedKFold({ nSplits: 2, shuffle: true, randomState: 3 });
        expect([...splitter.split(y.length, y)]).toEqual([...splitter.split(y.length, renamed)]);
      }),
    );
  });

  it('takes labels from a column, and any string as a label', () => {
    const y = ['__proto__', 'constructor', '__proto__', 'constructor'];
    const column = Frame.fromColumns({ y }).column('y');
    const splitter = new StratifiedKFold({ nSplits: 2 });
    expect([...splitter.split(4, column)]).toEqual([...splitter.split(4, y)]);
    expect([...splitter.split(4, y)].map(({ test }) => [...test])).toEqual([
      [0, 1],
      [2, 3],
    ]);
  });

  it('warns when a class is smaller than the number of folds, and refuses when all are', () => {
    const y = [0, 0, 0, 0, 0, 1, 1];
    expect(warningsOf(() => void new StratifiedKFold().split(7, y))).toEqual([
      'DataWarning: StratifiedKFold: the least populated class in y has only 2 members, which is less than ' +
        'nSplits=5. Some folds will be without it.',
    ]);
    expect(warningsOf(() => void new StratifiedKFold({ nSplits: 2 }).split(7, y))).toEqual([]);
    const tooMany = () => new StratifiedKFold({ nSplits: 6 }).split(7, y);
    expect(tooMany).toThrow(InvalidParameterError);
    expect(tooMany).toThrow('nSplits=6 is more than any class of y has members (at most 5)');
  });

  it('refuses a target without classes', () => {
    const splitter = new StratifiedKFold({ nSplits: 2 });
    expect(() => splitter.split(4)).toThrow(InvalidDataError);
    expect(() => splitter.split(4)).toThrow(
      /StratifiedKFold splits by the classes of y, but y was not given/,
    );
    expect(() => splitter.split(4, [0.5, 1.5, 2.5, 3.5])).toThrow(/no classes/);
    expect(() => splitter.split(4, ['a', null, 'b', 'a'])).toThrow('y is missing at row 1');
    expect(() => splitter.split(4, ['a', 1, 'b', 'a'])).toThrow(/mixes labels/);
  });
});
