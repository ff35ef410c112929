import fc from 'fast-check';
import {
  Frame,
  InvalidDataError,
  InvalidParameterError,
  type Label,
  Matrix,
  SparseMatrix,
  type TrainTestOptions,
  trainTestIndices,
  trainTestSplit,
} from 'pipefit';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { fixture } from '../support/fixture.js';
import { countLabels } from './recorded-splits.js';

interface Recorded {
  rows: number;
  stratify: Label[] | null;
  options: TrainTestOptions;
  train: number[];
  validation?: number[];
  test: number[];
}

const known = fixture<{ two: Recorded[]; three: Recorded[] }>('model-selection/train-test-split');
const iris = fixture<{ X: number[][]; y: number[] }>('data/iris');

describe('trainTestSplit gives the rows of scikit-learn', () => {
  it.each([...known.two, ...known.three])(
    'of $rows with $options.testSize, $options.trainSize, $options.validationSize, seed $options.randomState',
    ({ rows, stratify, options, ...expected }) => {
      const split = trainTestIndices(rows, { ...options, stratify });
      const plain = Object.entries(split).map(([part, indices]) => [part, [...indices]]);
      expect(Object.fromEntries(plain)).toEqual(expected);
    },
  );

  it('in its check values', () => {
    const plain = trainTestIndices(150, { randomState: 0 });
    expect([...plain.test.subarray(0, 10)]).toEqual([114, 62, 33, 107, 7, 100, 40, 86, 76, 71]);
    expect(plain.test.length).toBe(38);
    const stratified = trainTestIndices(iris.X, { stratify: iris.y, randomState: 42 });
    expect([...stratified.test.subarray(0, 10)]).toEqual([42, 56, 99, 53, 38, 85, 134, 141, 107, 132]);
  });
});

describe('trainTestSplit', () => {
  const inOrder = { testSize: 1, shuffle: false } as const;
  const y = ['a', 'b', 'c'];

  it('keeps rows and targets together', () => {
    const { XTrain, XTest, yTrain, yTest } = trainTestSplit(iris.X, iris.y, { randomState: 3 });
    expect([XTrain.length, XTest.length]).toEqual([112, 38]);
    for (const [X, target] of [
      [XTrain, yTrain],
      [XTest, yTest],
    ] as const) {
      X.forEach((row, i) => {
        expect(iris.y[iris.X.indexOf(row)]).toBe(target[i]);
      });
    }
  });

  it('gives back frames, matrices and sparse matrices as what they are', () => {
    const frame = Frame.fromColumns({ n: [1, 2, 3], s: ['p', 'q', null] });
    const frames = trainTestSplit(frame, y, inOrder);
    expectTypeOf(frames.XTest).toEqualTypeOf<Frame>();
    expect(frames.XTest.toRows()).toEqual([{ n: 3, s: null }]);
    expect(frames.XTrain.types).toEqual(['number', 'category']);

    const matrix = Matrix.fromArrays([[1], [2], [3]], ['n']);
    const matrices = trainTestSplit(matrix, y, inOrder);
    expectTypeOf(matrices.XTest).toEqualTypeOf<Matrix>();
    expect(matrices.XTrain).toEqual(matrix.head(2));

    const sparse = trainTestSplit(SparseMatrix.fromDense(matrix), y, inOrder);
    expectTypeOf(sparse.XTest).toEqualTypeOf<SparseMatrix>();
    expect(sparse.XTest.toArray()).toEqual([[3]]);
  });

  it('gives back arrays of rows, whatever the rows are', () => {
    const objects = [{ a: 1 }, { a: 2 }, { a: 3 }];
    const split = trainTestSplit(objects, y, inOrder);
    expectTypeOf(split.XTest).toEqualTypeOf<{ a: number }[]>();
    expect(split.XTest[0]).toBe(objects[2]);
    const typed = trainTestSplit([Float32Array.of(1), Float32Array.of(2), Float32Array.of(3)], y, inOrder);
    expect(typed.XTest).toEqual([Float32Array.of(3)]);
  });

  it('turns other forms of data into tables', () => {
    const shaped = { data: Float32Array.of(1, 2, 3), shape: [3, 1] } as const;
    const split = trainTestSplit(shaped, y, inOrder);
    expectTypeOf(split.XTest).toEqualTypeOf<Matrix>();
    expect(split.XTest.toArray()).toEqual([[3]]);
  });

  it('gives back targets as what they are', () => {
    const X = [[1], [2], [3]];
    const ints = trainTestSplit(X, Int16Array.of(7, 8, 9), inOrder);
    expectTypeOf(ints.yTrain).toExtend<Int16Array>();
    expect(ints.yTrain).toEqual(Int16Array.of(7, 8));
    const column = Frame.fromColumns({ y }).column('y');
    expect(trainTestSplit(X, column, inOrder).yTest).toMatchObject({
      type: 'category',
      codes: Int32Array.of(2),
    });
    const labels = trainTestSplit(X, y, inOrder);
    expectTypeOf(labels.yTrain).toEqualTypeOf<string[]>();
    expect(labels.yTrain).toEqual(['a', 'b']);
  });

  it('does without y', () => {
    const split = trainTestSplit([[1], [2], [3], [4]], { shuffle: false });
    expectTypeOf(split).not.toHaveProperty('yTrain');
    expect(split).toEqual({ XTrain: [[1], [2], [3]], XTest: [[4]] });
    expect(trainTestSplit([[1], [2]]).XTest.length).toBe(1);
  });

  it('has a validation part exactly when it is asked for', () => {
    const X = [[1], [2], [3], [4], [5]];
    const five = [1, 2, 3, 4, 5];
    const three = trainTestSplit(X, five, { testSize: 1, validationSize: 2, shuffle: false });
    expectTypeOf(three.yValidation).toEqualTypeOf<number[]>();
    expect(three).toEqual({
      XTrain: [[1], [2]],
      XValidation: [[3], [4]],
      XTest: [[5]],
      yTrain: [1, 2],
      yValidation: [3, 4],
      yTest: [5],
    });
    const two = trainTestSplit(X, five, { testSize: 1, validationSize: null });
    expectTypeOf(two).not.toHaveProperty('yValidation');
    expect(Object.keys(two)).toEqual(['XTrain', 'XTest', 'yTrain', 'yTest']);
    const withoutY = trainTestSplit(X, { validationSize: 0.2 });
    expect(Object.keys(withoutY)).toEqual(['XTrain', 'XValidation', 'XTest']);
    expectTypeOf(withoutY.XValidation).toEqualTypeOf<number[][]>();
  });

  it('tests on the same rows with and without validation', () => {
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 60 }), fc.nat(), (rows, randomState) => {
        const two = trainTestIndices(rows, { testSize: 0.2, randomState });
        const three = trainTestIndices(rows, { testSize: 0.2, validationSize: 0.2, randomState });
        expect(three.test).toEqual(two.test);
        const all = [...three.train, ...three.validation, ...three.test];
        expect(new Set(all).size).toBe(rows);
        expect(all.length).toBe(rows);
        expect(three.validation.length).toBe(Math.ceil(0.2 * rows));
      }),
    );
  });

  it('divides all rows when three shares make one, however they round', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 200 }), (rows) => {
        const sizes = { trainSize: 0.6, validationSize: 0.2, testSize: 0.2 };
        const { train, validation, test } = trainTestIndices(rows, sizes);
        expect(train.length + validation.length + test.length).toBeLessThanOrEqual(rows);
        expect(train.length).toBeGreaterThan(0.6 * rows - 2);
      }),
    );
  });

  it('keeps the shares of classes in all three parts', () => {
    const stratify = Array.from({ length: 100 }, (_, i) => (i % 10 === 0 ? '__proto__' : 'common'));
    const parts = trainTestIndices(100, { stratify, testSize: 0.2, validationSize: 0.2 });
    for (const rows of Object.values(parts)) {
      expect(countLabels(stratify, rows).get('__proto__')).toBe(rows.length / 10);
    }
  });

  it('leaves the training size out of the validation and test sizes', () => {
    const sizes = { trainSize: 10, validationSize: 5, randomState: 1 };
    const { train, validation, test } = trainTestIndices(40, sizes);
    expect([train.length, validation.length, test.length]).toEqual([10, 5, 25]);
  });

  it.each([
    [
      { testSize: 1.5 },
      "'testSize' of trainTestSplit must be a share above 0 and below 1, an integer of at least 1",
    ],
    [{ testSize: -1 }, "'testSize' of trainTestSplit must be"],
    [{ trainSize: Number.NaN }, "'trainSize' of trainTestSplit must be"],
    [{ validationSize: 0 }, "'validationSize' of trainTestSplit must be"],
    [{ shuffle: 'no' }, "'shuffle' of trainTestSplit must be true or false"],
    [{ stratify: true }, "'stratify' of trainTestSplit must be an array of class labels or null. Got true."],
    [{ randomState: -1 }, "'randomState' of trainTestSplit must be"],
    [{ test_size: 0.2 }, "trainTestSplit has no parameter 'test_size'. Did you mean 'testSize'?"],
    [{ testSize: 10 }, 'trainTestSplit: testSize=10 leaves nothing of 10 rows.'],
    [{ testSize: 0.95 }, 'trainTestSplit: no rows are left to train on'],
    [{ testSize: 8, trainSize: 4 }, 'trainTestSplit: testSize=8 and trainSize=4 ask for 8 + 4 of 10 rows.'],
    [{ testSize: 5, validationSize: 5 }, 'validationSize=5 leave no training rows of 10'],
    [{ testSize: 20, validationSize: 5 }, 'leave no training rows of 10'],
    [{ trainSize: 5, validationSize: 5 }, 'validationSize=5 leave no test rows of 10'],
    [{ trainSize: 0.5, validationSize: 0.5, testSize: 0.5 }, 'or ask for more than there are'],
    [{ shuffle: false, stratify: new Array(10).fill('a') }, 'trainTestSplit: stratify needs shuffle: true'],
  ])('refuses %j of ten rows', (options, message) => {
    const split = () => trainTestIndices(10, options as TrainTestOptions);
    expect(split).toThrow(InvalidParameterError);
    expect(split).toThrow(message);
  });

  it('refuses companions of another length and rare classes', () => {
    expect(() => trainTestSplit([[1], [2]], [1])).toThrow('trainTestSplit: X has 2 rows but y has 1 values.');
    expect(() => trainTestSplit([[1], [2]], { stratify: ['a'] })).toThrow(/stratify has 1 values/);
    const rare = () => trainTestSplit([[1], [2], [3]], { stratify: ['a', 'a', 'b'] });
    expect(rare).toThrow(InvalidDataError);
    expect(rare).toThrow(/some classes of stratify have only 1 member/);
    expect(() => trainTestSplit([])).toThrow(InvalidParameterError);
    expect(() => trainTestSplit('rows' as never)).toThrow(InvalidDataError);
  });
});
