import { DecisionTreeClassifier as MlClassifier, DecisionTreeRegression as MlRegression } from 'ml-cart';
import { DecisionTreeClassifier, DecisionTreeRegressor, exportText, InvalidParameterError } from 'pipefit';
import { describe, expect, it } from 'vitest';
import { numberBefore } from '../../src/tree/engine/next-numbers.js';
import { diabetes, iris } from '../support/data-sets.js';
import { expectClose } from '../support/fixture.js';

const ml = { engine: 'ml' } as const;
const options = { minNumSamples: 4, maxDepth: 5, gainThreshold: -1 };
const same = { minSamplesSplit: 5, maxDepth: 5, ...ml };
const small = { X: diabetes.X.slice(0, 120), y: diabetes.y.slice(0, 120) };

describe("engine 'ml' predicts as ml-cart itself", () => {
  it('classes', async () => {
    const theirs = new MlClassifier(options);
    theirs.train(iris.X as never, iris.y);
    const ours = await new DecisionTreeClassifier(same).fit(iris.X, iris.y);
    expect(ours.predict(iris.X)).toEqual(theirs.predict(iris.X));
  });

  it('numbers', async () => {
    const theirs = new MlRegression(options);
    theirs.train(small.X as never, small.y);
    const ours = await new DecisionTreeRegressor(same).fit(small.X, small.y);
    expectClose(ours.predict(diabetes.X), theirs.predict(diabetes.X));
  });
});

describe("engine 'ml' mends what ml-cart gets wrong", () => {
  it('takes labels of any kind', async () => {
    const tree = await new DecisionTreeClassifier(ml).fit([[1], [2], [3], [4]], ['a', 'a', 'b', 'b']);
    expect(tree.predict([[0], [9]])).toEqual(['a', 'b']);
  });

  it('makes the perfect split of a regression', async () => {
    const X = [0, 0, 0, 0, 1, 1, 1, 1].map((value) => [value]);
    const tree = await new DecisionTreeRegressor(ml).fit(X, [0, 0, 0, 0, 5, 5, 5, 5]);
    expect(Array.from(tree.predict([[0], [1]]))).toEqual([0, 5]);
  });

  it('learns XOR', async () => {
    const X = [
      [0, 0],
      [0.1, 1],
      [1, 0.1],
      [1.1, 1.1],
      [0.2, 0.2],
      [0.3, 1.2],
      [1.2, 0.3],
      [1.3, 1.3],
    ];
    const y = [0, 1, 1, 0, 0, 1, 1, 0];
    const tree = await new DecisionTreeClassifier(ml).fit(X, y);
    expect(tree.predict(X)).toEqual(y);
  });
});

describe("the tree of engine 'ml'", () => {
  it('has counts, impurities, importances and probabilities, and is pruned here', async () => {
    const tree = await new DecisionTreeClassifier(same).fit(iris.X, iris.y);
    const fast = await new DecisionTreeClassifier({ minSamplesSplit: 5, maxDepth: 5 }).fit(iris.X, iris.y);
    expect(tree.tree.nNodeSamples[0]).toBe(150);
    expect(tree.tree.impurity[0]).toBeCloseTo(2 / 3, 12);
    expectClose(tree.featureImportances, fast.featureImportances, 0.05);
    expect(tree.predictProba(iris.X).row(0)).toEqual(Float64Array.of(1, 0, 0));
    expect(exportText(tree)).toContain('class: 2');
    const pruned = await new DecisionTreeClassifier({ ...same, ccpAlpha: 0.05 }).fit(iris.X, iris.y);
    expect(pruned.nLeaves).toBe(3);
    const path = await new DecisionTreeClassifier(same).costComplexityPruningPath(iris.X, iris.y);
    expect(path.ccpAlphas.at(-1)).toBeCloseTo(1 / 3, 2);
  });

  it('refuses what ml-cart does not know, by name', async () => {
    const refused = async (params: object, fitOptions?: object) =>
      expect(
        new DecisionTreeClassifier({ ...ml, ...params }).fit(iris.X, iris.y, fitOptions),
      ).rejects.toThrow(InvalidParameterError);
    await refused({ criterion: 'entropy' });
    await refused({ maxFeatures: 'sqrt' });
    await refused({ minSamplesLeaf: 2 });
    await refused({ classWeight: 'balanced' });
    await refused({ minSamplesSplit: 0.5 });
    await refused({}, { sampleWeight: iris.y.map(() => 1) });
    const holes = [[Number.NaN], [1]];
    await expect(new DecisionTreeRegressor(ml).fit(holes, [1, 2])).rejects.toThrow(/missing/);
    await expect(new DecisionTreeRegressor({ ...ml, maxLeafNodes: 3 }).fit([[1]], [1])).rejects.toThrow(
      /'maxLeafNodes'/,
    );
  });
});

it('numberBefore is the next number down', () => {
  expect(numberBefore(1)).toBe(1 - Number.EPSILON / 2);
  expect(numberBefore(-1)).toBe(-1 - Number.EPSILON);
  expect(numberBefore(0)).toBe(-Number.MIN_VALUE);
  expect(numberBefore(Number.MIN_VALUE)).toBe(0);
});
