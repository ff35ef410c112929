import { InvalidParameterError, Matrix, RandomForestClassifier, RandomForestRegressor } from 'pipefit';
import { describe, expect, it } from 'vitest';
import { diabetes, iris } from '../support/data-sets.js';
import { expectClose } from '../support/fixture.js';
import { tiedData } from '../support/tied-data.js';

interface Model {
  train(X: number[][], y: number[]): void;
  predict(X: number[][]): number[];
}
type Constructor = new (options: object) => Model;

const { RandomForestClassifier: MlClassifier, RandomForestRegression: MlRegression } = (await import(
  'ml-random-forest'
)) as unknown as { RandomForestClassifier: Constructor; RandomForestRegression: Constructor };

const ml = { engine: 'ml', randomState: 5, nEstimators: 7 } as const;
const theirs = {
  seed: 5,
  nEstimators: 7,
  replacement: false,
  noOOB: true,
  treeOptions: { minNumSamples: 1, maxDepth: Number.POSITIVE_INFINITY, gainThreshold: -1 },
};
const two = { X: iris.X.slice(50), y: iris.y.slice(50).map((label) => label - 1) };
const small = { X: diabetes.X.slice(0, 80), y: diabetes.y.slice(0, 80) };

describe("engine 'ml' predicts as ml-random-forest itself", () => {
  it('classes, by votes', async () => {
    const forest = new MlClassifier({ ...theirs, maxFeatures: 2 });
    forest.train(two.X, two.y);
    const ours = await new RandomForestClassifier({ ...ml, maxFeatures: 2 }).fit(two.X, two.y);
    expect(ours.predict(two.X)).toEqual(forest.predict(two.X));
    const votes = ours.predictProba(two.X).data.map((share) => share * 7);
    expectClose(votes, votes.map(Math.round), 1e-12);
  });

  it('classes, where votes are a tie', async () => {
    const { X, y } = tiedData(120, 4, 3, 8);
    const forest = new MlClassifier({ ...theirs, maxFeatures: 2, nEstimators: 4 });
    forest.train(X, y);
    const ours = await new RandomForestClassifier({ ...ml, maxFeatures: 2, nEstimators: 4 }).fit(X, y);
    expect(ours.predict(X)).toEqual(forest.predict(X));
    const isTie = X.map((row) => {
      const [first, second] = Array.from(ours.predictProba([row]).data).sort((a, b) => b - a);
      return first! - second! < 1e-9;
    });
    expect(isTie.filter(Boolean).length).toBeGreaterThan(10);
  });

  it('numbers, by the mean', async () => {
    const forest = new MlRegression({ ...theirs, maxFeatures: 1 });
    forest.train(small.X, small.y);
    const ours = await new RandomForestRegressor(ml).fit(small.X, small.y);
    expectClose(ours.predict(diabetes.X), forest.predict(diabetes.X));
  });
});

describe("engine 'ml' of a forest", () => {
  it('has importances, leaves and trees of its own', async () => {
    const forest = await new RandomForestClassifier({ ...ml, maxFeatures: null }).fit(iris.X, iris.y);
    expect(forest.featureImportances.reduce((sum, share) => sum + share)).toBeCloseTo(1, 12);
    expect(forest.estimators).toHaveLength(7);
    expect(forest.apply(iris.X)).toBeInstanceOf(Matrix);
    expect(forest.score(iris.X, iris.y)).toBeGreaterThan(0.95);
  });

  it('draws a single column where that is asked for', async () => {
    const forest = await new RandomForestClassifier({ ...ml, maxFeatures: 1 }).fit(iris.X, iris.y);
    for (const { tree } of forest.estimators) {
      expect(new Set(tree.feature.filter((column) => column >= 0)).size).toBeLessThanOrEqual(1);
    }
  });

  it('trains on few rows, where the package throws for its out-of-bag results', async () => {
    const forest = await new RandomForestRegressor({ ...ml, nEstimators: 2 }).fit([[1], [2], [3]], [1, 2, 3]);
    expect(forest.predict([[1], [3]])).toHaveLength(2);
  });

  it('refuses what ml-random-forest does not know, by name', async () => {
    const refused = async (name: string, value: unknown) => {
      const fit = new RandomForestClassifier({ ...ml, [name]: value }).fit(iris.X, iris.y);
      await expect(fit).rejects.toThrow(InvalidParameterError);
      await expect(fit).rejects.toThrow(`'${name}'`);
    };
    await refused('maxSamples', 10);
    await refused('oobScore', true);
    await refused('warmStart', true);
    await refused('ccpAlpha', 0.1);
    await refused('classWeight', 'balancedSubsample');
  });
});
