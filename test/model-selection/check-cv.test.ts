import {
  type CvLike,
  checkCv,
  Frame,
  InvalidDataError,
  InvalidParameterError,
  KFold,
  type Split,
  type Splitter,
} from 'pipefit';
import { describe, expect, it } from 'vitest';

describe('checkCv', () => {
  const words = ['a', 'b', 'a', 'b', 'a', 'b', 'a', 'b', 'a', 'b'];

  it.each([
    ['strings', words, 'StratifiedKFold'],
    ['booleans', [true, false], 'StratifiedKFold'],
    ['integers', Int32Array.of(0, 1, 2), 'StratifiedKFold'],
    ['a column of categories', Frame.fromColumns({ y: words }).column('y'), 'StratifiedKFold'],
    ['a column of integers', Frame.fromColumns({ y: [1, 2] }).column('y'), 'StratifiedKFold'],
    ['a column of reals', Frame.fromColumns({ y: [1, 2.5] }).column('y'), 'KFold'],
    ['a column of dates', Frame.fromColumns({ y: [new Date(0)] }).column('y'), 'KFold'],
    ['reals', [0.5, 1], 'KFold'],
    ['nothing', undefined, 'KFold'],
  ])('stratifies for a classifier with %s only if they are classes', (_, y, name) => {
    expect(checkCv(3, y, true).name).toBe(name);
    expect(checkCv(3, y, false).name).toBe('KFold');
  });

  it('makes five folds of null, in order', () => {
    expect(checkCv(null).getNSplits()).toBe(5);
    const [first] = checkCv(null, words, true).split(10, words);
    expect([...first!.test]).toEqual([0, 1]);
  });

  it('hands splitters on, whoever wrote them', () => {
    const own: Splitter = { name: 'Own', getNSplits: () => 0, split: () => [] };
    expect(checkCv(own)).toBe(own);
    const folds = new KFold();
    expect(checkCv(folds, words, true)).toBe(folds);
  });

  it('takes splits, from a generator too, and gives them as often as asked', () => {
    function* make(): Generator<Split> {
      yield { train: Int32Array.of(0, 1), test: Int32Array.of(2) };
      yield { train: Int32Array.of(2, 1), test: Int32Array.of(0, 1) };
    }
    const splitter = checkCv(make());
    expect(splitter.getNSplits()).toBe(2);
    expect([...splitter.split(3)]).toEqual([...make()]);
    expect([...splitter.split(3)]).toEqual([...make()]);
    expect([...checkCv([{ train: [0], test: [1] }]).split(2)]).toEqual([
      { train: Int32Array.of(0), test: Int32Array.of(1) },
    ]);
  });

  it.each([
    [[], 'cv holds no splits'],
    [[{ train: [0], test: [] }], 'cv: the test rows of split 0 are empty.'],
    [[{ train: [0, -1], test: [1] }], 'cv: the train rows of split 0 must be integers from 0 on. Got -1.'],
    [[{ train: [0], test: [0.5] }], 'cv: the test rows of split 0 must be integers from 0 on. Got 0.5.'],
    [
      [{ train: [0], test: [undefined] }],
      'cv: the test rows of split 0 must be integers from 0 on. Got undefined.',
    ],
    [[{ train: [0] }], 'cv: the test rows of split 0 must be an array of row numbers'],
    [[null], 'cv: the train rows of split 0 must be an array of row numbers'],
    [[[[0], [1]]], 'cv: the train rows of split 0 must be an array of row numbers'],
  ])('refuses the splits %j', (splits, message) => {
    const check = () => checkCv(splits as CvLike);
    expect(check).toThrow(InvalidDataError);
    expect(check).toThrow(message);
  });

  it('refuses rows that the data do not have', () => {
    const splitter = checkCv([{ train: [0, 1], test: [2] }]);
    expect(() => splitter.split(2)).toThrow(
      'cv: the test rows of split 0 hold 2, but X has 2 rows (0 to 1).',
    );
  });

  it.each([1, 0, -3, 2.5, Number.NaN, 'five', {}, true, undefined])('refuses %s', (cv) => {
    const check = () => checkCv(cv as CvLike);
    expect(check).toThrow(InvalidParameterError);
    expect(check).toThrow(
      /cv must be an integer of at least 2, null, a splitter such as KFold, or an iterable/,
    );
  });
});
