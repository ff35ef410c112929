import {
  crossValidate,
  crossValPredict,
  crossValScore,
  DummyClassifier,
  Frame,
  InvalidDataError,
  InvalidParameterError,
  KFold,
  KNeighborsClassifier,
  LogisticRegression,
  Matrix,
  makePipeline,
  Ridge,
  StandardScaler,
  TimeSeriesSplit,
} from 'pipefit';
import { describe, expect, it } from 'vitest';
import { diabetes, iris } from '../support/data-sets.js';
import { expectClose, fixture } from '../support/fixture.js';

const known = fixture<{ cv: Record<string, number[]>; predict: number[]; proba: number[][] }>(
  'model-selection/searches',
);
const pipe = () => makePipeline(new StandardScaler(), new KNeighborsClassifier());

describe('cross-validation agrees with scikit-learn', () => {
  it('crossValidate', async () => {
    const { test, train } = await crossValidate(pipe(), iris.X, iris.y, {
      scoring: ['accuracy', 'f1Macro'],
      returnTrainScore: true,
    });
    expectClose(test.accuracy, known.cv.test_accuracy!);
    expectClose(test.f1Macro, known.cv.test_f1_macro!);
    expectClose(train!.f1Macro, known.cv.train_f1_macro!);
  });

  it('crossValPredict', async () => {
    expect(await crossValPredict(pipe(), iris.X, iris.y)).toEqual(known.predict);
    const logistic = makePipeline(
      new StandardScaler(),
      new LogisticRegression({ tol: 1e-10, maxIter: 10_000 }),
    );
    const proba = await crossValPredict(logistic, iris.X, iris.y, { method: 'predictProba', cv: 3 });
    expectClose(proba, known.proba, 1e-6);
  });
});

describe('crossValidate', () => {
  it('keeps estimators and indices when asked', async () => {
    const result = await crossValidate(pipe(), iris.X, iris.y, {
      cv: 3,
      returnEstimator: true,
      returnIndices: true,
    });
    expect(result.estimators).toHaveLength(3);
    expect(result.estimators![0]!.named.standardScaler.isFitted).toBe(true);
    expect(result.indices![0]!.test.length).toBe(50);
    expect(result.train).toBeNull();
    expect(result.fitTime.every((seconds) => seconds >= 0 && seconds < 10)).toBe(true);
  });

  it('takes string labels, Frames and columns', async () => {
    const frame = Frame.fromCells(iris.X, { columnNames: ['a', 'b', 'c', 'd'] });
    const species = Frame.fromColumns({ species: iris.y.map((code) => iris.targetNames![code]!) }).column(
      'species',
    );
    const scores = await crossValScore(pipe(), frame, species);
    expectClose(scores, known.cv.test_accuracy!);
  });

  it('splits in order for time series, and takes splits as they are given', async () => {
    const scores = await crossValScore(new Ridge(), diabetes.X, diabetes.y, {
      cv: new TimeSeriesSplit({ nSplits: 4 }),
    });
    expect(scores).toHaveLength(4);
    const splits = [{ train: Int32Array.of(0, 1, 2, 3), test: Int32Array.of(4, 5) }];
    expect(await crossValScore(new Ridge(), diabetes.X, diabetes.y, { cv: splits })).toHaveLength(1);
  });

  it('uses weights for fitting and for scoring', async () => {
    const sampleWeight = diabetes.y.map((_, i) => (i % 3 === 0 ? 0 : 1));
    const plain = await crossValScore(new Ridge(), diabetes.X, diabetes.y, { cv: 3 });
    const weighted = await crossValScore(new Ridge(), diabetes.X, diabetes.y, { cv: 3, sampleWeight });
    expect([...plain]).not.toEqual([...weighted]);
    const [split] = [...new KFold({ nSplits: 3 }).split(diabetes.X)];
    const kept = (indices: Int32Array) => [...indices].filter((i) => sampleWeight[i] === 1);
    const by = (indices: number[]) =>
      [indices.map((i) => diabetes.X[i]!), indices.map((i) => diabetes.y[i]!)] as const;
    const model = await new Ridge().fit(...by(kept(split!.train)));
    expect(weighted[0]).toBeCloseTo(model.score(...by(kept(split!.test))), 9);
  });

  it('asks for groups where the splitter needs them and refuses unknown scorers', async () => {
    await expect(crossValScore(pipe(), iris.X, iris.y, { scoring: 'acuracy' as 'accuracy' })).rejects.toThrow(
      InvalidParameterError,
    );
    await expect(crossValidate(pipe(), iris.X, iris.y, { scoring: [] })).rejects.toThrow(/scoring is empty/);
    await expect(crossValidate(new StandardScaler(), iris.X)).rejects.toThrow(/no score of its own/);
  });

  it('is cancelled by a signal', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(crossValidate(pipe(), iris.X, iris.y, { signal })).rejects.toThrow('enough');
  });
});

describe('crossValPredict', () => {
  it('needs every row tested once', async () => {
    const cv = new TimeSeriesSplit({ nSplits: 3 });
    await expect(crossValPredict(new Ridge(), diabetes.X, diabetes.y, { cv })).rejects.toThrow(
      InvalidDataError,
    );
  });

  it('gives a class that a fold has not seen no probability, and says so', async () => {
    const warnings: string[] = [];
    const labels = ['a', 'a', 'a', 'a', 'b', 'b'];
    const cv = new KFold({ nSplits: 3 });
    const proba = await crossValPredict(
      new DummyClassifier(),
      labels.map((_, i) => [i]),
      labels,
      {
        method: 'predictProba',
        cv,
        onWarning: ({ message }) => warnings.push(message),
      },
    );
    expect(proba).toBeInstanceOf(Matrix);
    expect([...proba.row(4)]).toEqual([1, 0]);
    expect(warnings[0]).toMatch(/training rows of fold 2 hold 1 of 2 classes/);
  });
});
