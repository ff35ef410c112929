import {
  crossValScore,
  DecisionTreeClassifier,
  DecisionTreeRegressor,
  DummyClassifier,
  type Estimator,
  KNeighborsClassifier,
  KNeighborsRegressor,
  LinearRegression,
  LogisticRegression,
  makePipeline,
  meanSquaredError,
  RandomForestClassifier,
  RandomForestRegressor,
  Ridge,
  r2Score,
  StandardScaler,
  trainTestSplit,
} from 'pipefit';
import { readCsv } from 'pipefit/io';
import { describe, expect, it } from 'vitest';
import { breastCancer, diabetes, iris, wine } from '../support/data-sets.js';
import { fixture } from '../support/fixture.js';

interface Baseline {
  dummy: number;
  logistic: number;
  tree: number[];
  forest: number[];
  knn: number;
}

const known = fixture<{
  gettingStarted: number;
  ols: { coef: number; mse: number; r2: number };
  digits: { knn: number; logistic: number; forest: number[] };
  diabetes: { ols: number; ridge: number; tree: number[]; forest: number[]; knn: number };
  baselines: Record<string, Baseline>;
}>('scenarios/baselines');

const tight = { tol: 1e-10, maxIter: 100_000 };
const mean = (values: ArrayLike<number>) =>
  Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
const cv = async (estimator: Estimator, { X, y }: { X: number[][]; y: number[] }) =>
  mean(await crossValScore(estimator, X, y));

/** Within the range of scikit-learn's own scores over seeds, widened by `margin` on both sides. */
function expectWithin(score: number, scores: number[], margin: number) {
  expect(score).toBeGreaterThanOrEqual(Math.min(...scores) - margin);
  expect(score).toBeLessThanOrEqual(Math.max(...scores) + margin);
}

describe("scenarios of scikit-learn's documentation", () => {
  it('getting started: iris, scaled, logistic regression', async () => {
    const { XTrain, XTest, yTrain, yTest } = trainTestSplit(iris.X, iris.y, { randomState: 0 });
    const model = await makePipeline(new StandardScaler(), new LogisticRegression()).fit(XTrain, yTrain);
    expect(model.score(XTest, yTest)).toBeCloseTo(known.gettingStarted, 12);
    expect(known.gettingStarted).toBeCloseTo(0.97368, 5);
  });

  it('ordinary least squares: one column of diabetes', async () => {
    const X = diabetes.X.map((row) => [row[2]!]);
    const model = await new LinearRegression().fit(X.slice(0, -20), diabetes.y.slice(0, -20));
    const predicted = model.predict(X.slice(-20));
    expect(model.coef[0]).toBeCloseTo(938.24, 2);
    expect(model.coef[0]).toBeCloseTo(known.ols.coef, 8);
    expect(meanSquaredError(diabetes.y.slice(-20), predicted)).toBeCloseTo(2548.07, 2);
    expect(r2Score(diabetes.y.slice(-20), predicted)).toBeCloseTo(known.ols.r2, 10);
  });

  it('digits: the first half teaches, the second half tests', async () => {
    const digits = await readCsv(new URL('../fixtures/data/digits.csv.gz', import.meta.url), {
      header: false,
    });
    const X = digits.drop([-1]).toMatrix().toArray();
    const y = digits.values(-1) as number[];
    const half = Math.floor(X.length / 2);
    const score = async (model: { fit: LogisticRegression['fit'] }) =>
      (await (model as LogisticRegression).fit(X.slice(0, half), y.slice(0, half))).score(
        X.slice(half),
        y.slice(half),
      );
    expect(await score(new KNeighborsClassifier() as never)).toBeCloseTo(known.digits.knn, 12);
    expect(
      await score(makePipeline(new StandardScaler(), new LogisticRegression(tight)) as never),
    ).toBeCloseTo(known.digits.logistic, 12);
    expectWithin(
      await score(new RandomForestClassifier({ randomState: 0 }) as never),
      known.digits.forest,
      0.015,
    );
  });

  it('diabetes: R2 of five models', async () => {
    expect(await cv(new LinearRegression(), diabetes)).toBeCloseTo(known.diabetes.ols, 9);
    expect(await cv(new Ridge({ alpha: 0.1 }), diabetes)).toBeCloseTo(known.diabetes.ridge, 9);
    expect(await cv(makePipeline(new StandardScaler(), new KNeighborsRegressor()), diabetes)).toBeCloseTo(
      known.diabetes.knn,
      9,
    );
    expectWithin(await cv(new DecisionTreeRegressor({ maxDepth: 3 }), diabetes), known.diabetes.tree, 0.01);
    expectWithin(
      await cv(new RandomForestRegressor({ randomState: 0 }), diabetes),
      known.diabetes.forest,
      0.015,
    );
  });

  it.each([
    ['iris', iris],
    ['wine', wine],
    ['breast-cancer', breastCancer],
  ])('%s: accuracy of five models', async (name, data) => {
    const { dummy, logistic, tree, forest, knn } = known.baselines[name]!;
    expect(await cv(new DummyClassifier(), data)).toBeCloseTo(dummy, 12);
    const scaled = makePipeline(new StandardScaler(), new LogisticRegression(tight));
    expect(await cv(scaled, data)).toBeCloseTo(logistic, 12);
    expect(await cv(makePipeline(new StandardScaler(), new KNeighborsClassifier()), data)).toBeCloseTo(
      knn,
      12,
    );
    expectWithin(await cv(new DecisionTreeClassifier({ randomState: 0 }), data), tree, 0.03);
    expectWithin(await cv(new RandomForestClassifier({ randomState: 0 }), data), forest, 0.015);
  });
});
