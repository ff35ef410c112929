import {
  crossValidate,
  crossValPredict,
  ExtraTreesRegressor,
  type ExtraTreesRegressorParams,
  GridSearchCV,
  InvalidDataError,
  LinearRegression,
  Matrix,
  makePipeline,
  meanAbsoluteError,
  RandomForestRegressor,
  type RandomForestRegressorParams,
  r2Score,
  StandardScaler,
  TransformedTargetRegressor,
  trainTestSplit,
} from 'pipefit';
import { describe, expect, it } from 'vitest';
import { expectClose, fixture } from '../support/fixture.js';
import { expectSameBand, type RecordedScores } from './score-band.js';

interface Recorded {
  predictions: number[][];
  importances: number[];
  leaves: number[][];
  oobScore?: number;
  oobPrediction?: number[][];
}

const known = fixture<{
  X: number[][];
  Y: number[][];
  weights: number[];
  XNew: number[][];
  allColumns: Record<string, Recorded>;
  waves: { X: number[][]; Y: number[][] };
  forest: RecordedScores;
  extraTrees: RecordedScores;
  extraTreesBootstrap: RecordedScores;
}>('ensemble/several-targets');

const cases: Record<string, Partial<RandomForestRegressorParams> & { weights?: boolean }> = {
  plain: { oobScore: true },
  weighted: { weights: true, oobScore: true },
  absolute: { criterion: 'absoluteError', maxDepth: 3 },
  wholeSample: { bootstrap: false },
};

describe('RandomForestRegressor is the forest of scikit-learn for several targets where all columns are tried', () => {
  for (const [name, { weights, ...params }] of Object.entries(cases)) {
    it(name, async () => {
      const wanted = known.allColumns[name]!;
      const model = new RandomForestRegressor({
        nEstimators: 20,
        minSamplesLeaf: 8,
        randomState: 7,
        ...params,
      });
      const forest = await model.fit(known.X, known.Y, weights ? { sampleWeight: known.weights } : {});
      expectClose(forest.apply(known.XNew), wanted.leaves);
      expectClose(forest.predict(known.XNew), wanted.predictions);
      expectClose(forest.featureImportances, wanted.importances);
      if (wanted.oobScore === undefined) expect(forest.oobScore).toBeNull();
      else {
        expectClose(forest.oobScore!, wanted.oobScore);
        expectClose(forest.oobPrediction!, wanted.oobPrediction!);
      }
    });
  }
});

describe('forests of several targets score like scikit-learn over ten seeds', () => {
  const drawn: Partial<ExtraTreesRegressorParams> = { bootstrap: true, minSamplesLeaf: 2, oobScore: true };
  const cases: [string, RecordedScores, (seed: number) => RandomForestRegressor | ExtraTreesRegressor][] = [
    [
      'random forest',
      known.forest,
      (randomState) =>
        new RandomForestRegressor({ nEstimators: 50, maxFeatures: 0.5, oobScore: true, randomState }),
    ],
    [
      'extra trees',
      known.extraTrees,
      (randomState) => new ExtraTreesRegressor({ nEstimators: 50, randomState }),
    ],
    [
      'extra trees on drawn rows',
      known.extraTreesBootstrap,
      (randomState) => new ExtraTreesRegressor({ nEstimators: 50, randomState, ...drawn }),
    ],
  ];
  for (const [name, recorded, make] of cases) {
    it(name, async () => {
      const X = Matrix.fromArrays(known.waves.X);
      const Y = Matrix.fromArrays(known.waves.Y);
      const scores: number[] = [];
      const oobScores: number[] = [];
      for (let seed = 0; seed < 10; seed++) {
        const forest = make(seed);
        const fitted = await forest.fit(X.selectRows(recorded.train), Y.selectRows(recorded.train));
        scores.push(fitted.score(X.selectRows(recorded.test), Y.selectRows(recorded.test)));
        if (fitted.oobScore !== null) oobScores.push(fitted.oobScore);
      }
      expectSameBand(scores, recorded.scores);
      expect(oobScores.length).toBe(recorded.oobScores.length);
      if (oobScores.length > 0) expectSameBand(oobScores, recorded.oobScores);
    });
  }
});

describe('forests of several targets', () => {
  const { X, Y } = known;
  const named = Matrix.fromArrays(Y, ['height', 'weight']);

  it('hand out their trees, whose mean they are', async () => {
    for (const Forest of [RandomForestRegressor, ExtraTreesRegressor]) {
      const forest = await new Forest({ nEstimators: 5, randomState: 1 }).fit(X, named);
      const mean = new Float64Array(X.length * 2);
      for (const tree of forest.estimators) {
        expect(tree.nOutputs).toBe(2);
        tree.predict(X).data.forEach((value, p) => {
          mean[p]! += value / 5;
        });
      }
      const predicted = forest.predict(X);
      expectClose(predicted.data, mean, 1e-12);
      expect(predicted.columnNames).toEqual(['height', 'weight']);
      expectClose(forest.predictOne(X[3]!), predicted.row(3));
      const again = await new Forest({ nEstimators: 5, randomState: 1 }).fit(X, named);
      expect(again.predict(X)).toEqual(predicted);
    }
  });

  it('score what is out of bag by a metric of one’s own, and add trees', async () => {
    const params = { randomState: 2, oobScore: meanAbsoluteError, warmStart: true } as const;
    const model = new RandomForestRegressor({ nEstimators: 20, ...params });
    await model.fit(X, Y);
    const forest = await model.setParams({ nEstimators: 40 }).fit(X, Y);
    expectClose(forest.oobScore!, meanAbsoluteError(Y, forest.oobPrediction!), 1e-12);
    const whole = await new RandomForestRegressor({ nEstimators: 40, ...params }).fit(X, Y);
    expectClose(forest.predict(X), whole.predict(X), 0);
    const single = Y.map(([first]) => first!);
    await expect(model.setParams({ nEstimators: 41 }).fit(X, single)).rejects.toThrow(
      /warmStart keeps trees that learnt 2 targets, but y has 1/,
    );
  });

  it('work in pipelines, searches and cross-validation', async () => {
    const pipe = makePipeline(
      new StandardScaler(),
      new ExtraTreesRegressor({ nEstimators: 10, randomState: 0 }),
    );
    const fitted = await pipe.fit(X, named);
    const predicted = fitted.predict(X);
    expect([predicted.rows, predicted.columnNames]).toEqual([150, ['height', 'weight']]);
    expectClose(fitted.predictOne(X[7]!), predicted.row(7));
    expect(fitted.score(X, named)).toBe(r2Score(named, predicted));
    expect(fitted.named.extraTreesRegressor.nOutputs).toBe(2);

    const search = new GridSearchCV(
      pipe,
      { extraTreesRegressor__maxDepth: [1, 8] },
      { cv: 3, scoring: ['r2', 'negMeanSquaredError'], refit: 'r2' },
    );
    const found = await search.fit(X, named);
    expect(found.bestParams.extraTreesRegressor__maxDepth).toBe(8);
    expect(found.predict(X).columnNames).toEqual(['height', 'weight']);
    expectClose(found.predictOne(X[0]!), found.predict(X).row(0));

    for (const y of [named, Y, Y.map(([a, b]) => ({ a: a!, b: b! }))]) {
      const { test } = await crossValidate(pipe, X, y, { cv: 3 });
      expect(test.score.every((score) => score > 0.5)).toBe(true);
    }
    const held: unknown = await crossValPredict(pipe, X, named, { cv: 3 });
    expect(held).toBeInstanceOf(Matrix);
    expect((held as Matrix).columnNames).toEqual(['height', 'weight']);
    expect(r2Score(named, held as Matrix)).toBeGreaterThan(0.5);

    const { XTrain, yTrain, yTest } = trainTestSplit(X, named, { testSize: 50, randomState: 0 });
    expect([yTrain.rows, yTest.rows, yTest.columnNames]).toEqual([100, 50, ['height', 'weight']]);
    const row = X.indexOf(XTrain[0]!);
    expectClose(yTrain.row(0), Y[row]!);
  });
});

describe('regressors of one target', () => {
  const { X, Y } = known;
  const table = Y as unknown as number[];

  it('refuse several, and say who learns them', async () => {
    for (const model of [
      new LinearRegression(),
      makePipeline(new StandardScaler(), new LinearRegression()),
      new TransformedTargetRegressor({ regressor: new RandomForestRegressor() }),
    ]) {
      const fitting = model.fit(X, table);
      await expect(fitting).rejects.toThrow(InvalidDataError);
      await expect(model.fit(X, table)).rejects.toThrow(
        /y has 2 columns, but (Linear|TransformedTarget)\w+ learns one target. Take one column of y, or a regressor that learns several/,
      );
      expect(model.isFitted).toBe(false);
    }
  });

  it('take a single column for a vector', async () => {
    const column = X.map(([a]) => [2 * a!]) as unknown as number[];
    const model = await new LinearRegression().fit(X, column);
    expectClose(model.coef, [2, 0, 0], 1e-9);
    expect(model.predict(X)).toBeInstanceOf(Float64Array);
    expectClose(model.score(X, column), 1);
  });
});
