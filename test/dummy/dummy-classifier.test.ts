import fc from 'fast-check';
import {
  DummyClassifier,
  type DummyClassifierParams,
  Frame,
  InvalidDataError,
  InvalidParameterError,
  type Label,
  Matrix,
  SparseMatrix,
} from 'pipefit';
import { describe, expect, it } from 'vitest';
import { expectClose, fixture } from '../support/fixture.js';

interface Recorded {
  prior: number[];
  predicted: Label[];
  probabilities: number[][];
}

const known = fixture<{ y: string[]; weights: number[]; classifier: Record<string, Recorded> }>(
  'dummy/dummy',
);

const cases: Record<string, [params: Partial<DummyClassifierParams>, y?: Label[]]> = {
  prior: [{}],
  priorWeighted: [{}],
  mostFrequent: [{ strategy: 'mostFrequent' }],
  constant: [{ strategy: 'constant', constant: 'fir' }],
  stratified: [{ strategy: 'stratified', randomState: 0 }],
  stratified7: [{ strategy: 'stratified', randomState: 7 }],
  stratifiedWeighted: [{ strategy: 'stratified', randomState: 3 }],
  uniform: [{ strategy: 'uniform', randomState: 0 }],
  uniform42: [{ strategy: 'uniform', randomState: 42 }],
  stratifiedTwo: [{ strategy: 'stratified', randomState: 1 }, [0, 1, 1, 1, 1]],
  uniformOne: [{ strategy: 'uniform', randomState: 1 }, [3, 3]],
};

const rows = (count: number) => Array.from({ length: count }, () => [0]);

describe('DummyClassifier agrees with scikit-learn', () => {
  it.each(Object.keys(known.classifier))('%s', async (name) => {
    const [params, y = known.y] = cases[name]!;
    const wanted = known.classifier[name]!;
    const options = name.endsWith('Weighted') ? { sampleWeight: known.weights } : {};
    const dummy = await new DummyClassifier(params).fit(rows(y.length), y, options);
    expectClose(dummy.classPrior, wanted.prior);
    expect(dummy.predict(rows(200))).toEqual(wanted.predicted);
    expectClose(dummy.predictProba(rows(30)), wanted.probabilities);
  });
});

describe('DummyClassifier', () => {
  it('takes whatever X holds', async () => {
    const y = ['a', 'b', 'b'];
    const tables = [
      Frame.fromRows([
        { word: 'x', size: null },
        { word: null, size: 3 },
        { word: 'z', size: 1 },
      ]),
      Matrix.fromArrays([[Number.NaN], [Number.POSITIVE_INFINITY], [1]]),
      SparseMatrix.fromDense(Matrix.fromArrays([[0], [0], [1]])),
    ];
    for (const X of tables) {
      const dummy = await new DummyClassifier().fit(X, y);
      expect(dummy.predict(X)).toEqual(['b', 'b', 'b']);
      expect(dummy.score(X, y)).toBeCloseTo(2 / 3);
    }
  });

  it('predicts the same at each call with a seed, anew without one', async () => {
    for (const strategy of ['stratified', 'uniform'] as const) {
      const y = Array.from({ length: 60 }, (_, i) => i % 3);
      const seeded = await new DummyClassifier({ strategy, randomState: 5 }).fit(rows(60), y);
      expect(seeded.predict(rows(60))).toEqual(seeded.predict(rows(60)));
      const fresh = await new DummyClassifier({ strategy }).fit(rows(60), y);
      expect(fresh.predict(rows(60))).not.toEqual(fresh.predict(rows(60)));
      expect(fresh.tags.random).toBe(true);
    }
    expect(new DummyClassifier().tags.random).toBe(false);
  });

  it('counts a weight of k as k copies of the row', async () => {
    const weighted = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 0, max: 4 })), {
      minLength: 1,
      maxLength: 20,
    });
    await fc.assert(
      fc.asyncProperty(weighted, async (pairs) => {
        // A class whose weights are all 0 would be a class here and none among the copies.
        const present = new Set(pairs.filter(([, weight]) => weight > 0).map(([label]) => label));
        const given = pairs.filter(([label]) => present.has(label));
        fc.pre(given.length > 0);
        const copies = given.flatMap(([label, weight]) => Array.from({ length: weight }, () => label));
        const params = { strategy: 'stratified', randomState: 1 } as const;
        const one = await new DummyClassifier(params).fit(
          rows(given.length),
          given.map(([label]) => label),
          { sampleWeight: given.map(([, weight]) => weight) },
        );
        const other = await new DummyClassifier(params).fit(rows(copies.length), copies);
        expectClose(one.classPrior, other.classPrior);
        expect(one.predict(rows(20))).toEqual(other.predict(rows(20)));
      }),
    );
  });

  it('keeps labels whatever they are called', async () => {
    const y = ['constructor', '__proto__', '__proto__'];
    const dummy = await new DummyClassifier({ strategy: 'constant', constant: '__proto__' }).fit(rows(3), y);
    expect(dummy.classes).toEqual(['__proto__', 'constructor']);
    expect(dummy.predictOne([1])).toBe('__proto__');
    const booleans = await new DummyClassifier({ strategy: 'constant', constant: false }).fit(rows(2), [
      true,
      false,
    ]);
    expect(booleans.predictOne([1])).toBe(false);
  });

  it('refuses a constant that is no label', async () => {
    const y = ['a', 'b', 'b'];
    await expect(new DummyClassifier({ strategy: 'constant' }).fit(rows(3), y)).rejects.toThrow(
      InvalidParameterError,
    );
    await expect(
      new DummyClassifier({ strategy: 'constant', constant: 'c' }).fit(rows(3), y),
    ).rejects.toThrowErrorMatchingInlineSnapshot(
      `[InvalidParameterError: DummyClassifier: the strategy 'constant' needs a constant that is among the labels "a", "b". Got "c".]`,
    );
    // 1 is not '1'.
    const number = new DummyClassifier({ strategy: 'constant', constant: 1 });
    await expect(number.fit(rows(2), ['1', '2'])).rejects.toThrow(/Got 1\./);
    await expect(new DummyClassifier().fit(rows(2), y)).rejects.toThrow(InvalidDataError);
  });
});
