import {
  fromMlRandomForest,
  InvalidParameterError,
  NotFittedError,
  RandomForestClassifier,
  RandomForestRegressor,
  toMlRandomForest,
  UnsupportedError,
} from 'pipefit';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { diabetes, iris, wine } from '../support/data-sets.js';
import { expectClose } from '../support/fixture.js';
import { MlForestClassifier, MlForestRegression, written } from '../support/ml-packages.js';
import { tiedData } from '../support/tied-data.js';

/** What most trees say; of equally many the answer that had them first. */
function vote(answers: readonly unknown[]): unknown {
  const counts = new Map<unknown, number>();
  let most = 0;
  let chosen: unknown;
  for (const answer of answers) {
    const count = (counts.get(answer) ?? 0) + 1;
    counts.set(answer, count);
    if (count > most) [most, chosen] = [count, answer];
  }
  return chosen;
}

const tied = tiedData(300, 5, 3, 4);
const sets = {
  iris: { X: iris.X, y: iris.y.map((code) => ['c', 'a', 'b'][code]!) },
  wine: { X: wine.X, y: wine.y.map(String) },
  tied: { X: tied.X, y: tied.y.map(String) },
};

describe('ml-random-forest loads an exported forest of classifiers', () => {
  it.each(['iris', 'wine', 'tied'] as const)('and predicts the vote of its trees: %s', async (name) => {
    const { X, y } = sets[name];
    for (const params of [{ nEstimators: 20 }, { nEstimators: 10, maxDepth: 2 }, { bootstrap: false }]) {
      const forest = await new RandomForestClassifier({ nEstimators: 12, randomState: 1, ...params }).fit(
        X,
        y,
      );
      const model = written(toMlRandomForest(forest));
      const theirs = MlForestClassifier.load(model);
      const byTree = forest.estimators.map((tree) => tree.predict(X));
      const values = theirs.predictionValues(X).to2DArray();
      expect(values.map((row) => row.map((code) => forest.classes[code]))).toEqual(
        X.map((_, i) => byTree.map((answers) => answers[i])),
      );
      const votes = X.map((_, i) => vote(byTree.map((answers) => answers[i])));
      const predicted = theirs.predict(X).map((code) => model.classes[code]);
      expect(predicted).toEqual(votes);
      expect(fromMlRandomForest(model).predict(X)).toEqual(votes);
    }
  });

  it('and predicts as the forest itself wherever leaves are pure and votes are no tie', async () => {
    const { X, y } = sets.iris;
    const forest = await new RandomForestClassifier({ nEstimators: 15, randomState: 2 }).fit(X, y);
    const theirs = MlForestClassifier.load(toMlRandomForest(forest)).predict(X);
    const ours = forest.predict(X);
    const shares = forest.predictProba(X);
    const isTie = X.map((_, i) => {
      const [first, second] = Array.from(shares.row(i)).sort((a, b) => b - a);
      return first! - second! < 1e-9;
    });
    expect(isTie.filter(Boolean).length).toBeLessThan(5);
    expect(theirs.filter((code, i) => !isTie[i] && forest.classes[code] !== ours[i])).toEqual([]);
  });
});

describe('ml-random-forest loads an exported forest of regressors', () => {
  it.each([
    { nEstimators: 10 },
    { nEstimators: 20, maxDepth: 20, maxFeatures: 3 },
    { nEstimators: 10, criterion: 'absoluteError', maxDepth: 3 },
  ] as const)('and predicts the same: %o', async (params) => {
    const forest = await new RandomForestRegressor({ randomState: 3, ...params }).fit(diabetes.X, diabetes.y);
    const theirs = MlForestRegression.load(written(toMlRandomForest(forest)));
    expectClose(theirs.predict(diabetes.X), forest.predict(diabetes.X), 1e-14);
    const onTies = await new RandomForestRegressor({ randomState: 3, ...params }).fit(tied.X, tied.target);
    const again = MlForestRegression.load(written(toMlRandomForest(onTies)));
    expectClose(again.predict(tied.X), onTies.predict(tied.X), 1e-14);
  });
});

describe('an exported forest', () => {
  it('is plain JSON, which says what it is', async () => {
    const rows = [
      { age: 1, dose: 2 },
      { age: 2, dose: 1 },
      { age: 3, dose: 5 },
    ];
    const forest = await new RandomForestClassifier({ nEstimators: 3, randomState: 0, bootstrap: false }).fit(
      rows,
      [true, true, false],
    );
    const model = toMlRandomForest(forest);
    expect(written(model)).toEqual(model);
    expect(model).toMatchObject({ name: 'RFClassifier', nFeatures: 2, featureNames: ['age', 'dose'] });
    expect(model.classes).toEqual([false, true]);
    const { estimators, indexes, ...base } = model.baseModel;
    expect(base).toMatchObject({
      isClassifier: true,
      nEstimators: 3,
      n: 2,
      useSampleBagging: false,
      seed: 0,
    });
    expect(indexes).toEqual([
      [0, 1],
      [0, 1],
      [0, 1],
    ]);
    expect(estimators.map(({ name }) => name)).toEqual(['DTClassifier', 'DTClassifier', 'DTClassifier']);
    const regressor = toMlRandomForest(
      await new RandomForestRegressor({ nEstimators: 2, randomState: 0 }).fit(rows, [1, 2, 3]),
    );
    expect(regressor).toMatchObject({ name: 'RFRegression', selectionMethod: 'mean' });
    expectTypeOf(fromMlRandomForest(regressor)).toEqualTypeOf<RandomForestRegressor>();
    expectTypeOf(fromMlRandomForest(model)).toEqualTypeOf<RandomForestClassifier>();
  });

  it('is refused where it must send missing values left, unless that is waived', async () => {
    const X = [[1], [Number.NaN], [2], [3], [4]];
    const forest = await new RandomForestRegressor({ nEstimators: 2, bootstrap: false }).fit(
      X,
      [0, 0, 5, 5, 5],
    );
    expect(() => toMlRandomForest(forest)).toThrow(UnsupportedError);
    expect(() => toMlRandomForest(forest)).toThrow(/^toMlRandomForest: node 0 sends missing values left/);
    const theirs = MlForestRegression.load(toMlRandomForest(forest, { missing: 'right' }));
    expect(theirs.predict([[1], [4]])).toEqual([0, 5]);
  });

  it('must be a fitted forest', () => {
    expect(() => toMlRandomForest(new RandomForestRegressor())).toThrow(NotFittedError);
    expect(() => toMlRandomForest([] as never)).toThrow(InvalidParameterError);
  });
});
