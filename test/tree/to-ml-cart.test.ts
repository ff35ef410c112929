import {
  DecisionTreeClassifier,
  DecisionTreeRegressor,
  Frame,
  fromMlCart,
  InvalidParameterError,
  NotFittedError,
  toMlCart,
  UnsupportedError,
} from 'pipefit';
import { describe, expect, it } from 'vitest';
import { numberAfter, numberBefore } from '../../src/tree/engine/next-numbers.js';
import { breastCancer, diabetes, iris, wine } from '../support/data-sets.js';
import { MlTreeClassifier, MlTreeRegression, written } from '../support/ml-packages.js';
import { tiedData } from '../support/tied-data.js';

/** Rows at the thresholds of a tree and right beside them, where `<=` and `<` could part. */
function rowsAround(tree: DecisionTreeClassifier | DecisionTreeRegressor, X: number[][]): number[][] {
  const { feature, threshold } = tree.tree;
  const rows: number[][] = [];
  feature.forEach((column, node) => {
    if (column < 0) return;
    const at = threshold[node]!;
    for (const value of [numberBefore(at), at, numberAfter(at)]) {
      rows.push(X[(7 * node) % X.length]!.map((old, j) => (j === column ? value : old)));
    }
  });
  return [...X, ...rows];
}

async function expectSameClasses(X: number[][], y: number[], params: object): Promise<number> {
  const tree = await new DecisionTreeClassifier(params).fit(X, y);
  const rows = rowsAround(tree, X);
  const theirs = MlTreeClassifier.load(written(toMlCart(tree)));
  expect(theirs.predict(rows).map((code) => tree.classes[code])).toEqual(tree.predict(rows));
  return tree.depth;
}

async function expectSameNumbers(X: number[][], y: number[], params: object): Promise<number> {
  const tree = await new DecisionTreeRegressor(params).fit(X, y);
  const rows = rowsAround(tree, X);
  const theirs = MlTreeRegression.load(written(toMlCart(tree)));
  expect(theirs.predict(rows)).toEqual(Array.from(tree.predict(rows)));
  return tree.depth;
}

describe('ml-cart loads an exported tree and predicts the same', () => {
  it.each(['iris', 'wine', 'breastCancer'] as const)('classes of %s', async (name) => {
    const { X, y } = { iris, wine, breastCancer }[name];
    await expectSameClasses(X, y, {});
    await expectSameClasses(X, y, { maxDepth: 2 });
    await expectSameClasses(X, y, { criterion: 'entropy', minSamplesLeaf: 5, maxLeafNodes: 6 });
  });

  it('numbers of diabetes', async () => {
    expect(await expectSameNumbers(diabetes.X, diabetes.y, {})).toBeGreaterThan(10);
    await expectSameNumbers(diabetes.X, diabetes.y, { maxDepth: 3, criterion: 'absoluteError' });
  });

  it('classes and numbers of tied columns, to a depth of 20', async () => {
    const { X, y, target } = tiedData(900, 5, 4, 1);
    await expectSameClasses(X, y, { splitter: 'random', maxFeatures: 1, randomState: 3, maxDepth: 20 });
    await expectSameClasses(X, y, { maxDepth: 3 });
    await expectSameNumbers(X, target, { maxDepth: 20 });
    const stairs = Array.from({ length: 24 }, (_, i) => [2 ** i]);
    const doubling = stairs.map((_, i) => 4 ** i);
    expect(await expectSameNumbers(stairs, doubling, { maxDepth: 20 })).toBe(20);
  });

  it('of a tree that is a leaf, of one class, and of -0 and the smallest numbers', async () => {
    await expectSameClasses([[1], [2]], [7, 7], {});
    await expectSameNumbers([[1], [2]], [3, 3], {});
    await expectSameClasses([[-Number.MIN_VALUE], [0], [Number.MIN_VALUE]], [0, 1, 2], {});
    await expectSameNumbers([[-Number.MAX_VALUE], [Number.MAX_VALUE]], [-1, 1], {});
  });

  it("of engine 'ml'", async () => {
    await expectSameClasses(iris.X, iris.y, { engine: 'ml' });
  });
});

describe('an exported tree', () => {
  it('is plain JSON that carries labels and names along', async () => {
    const rows = [
      { age: 1, dose: 5 },
      { age: 2, dose: 4 },
      { age: 3, dose: 9 },
    ];
    const model = toMlCart(await new DecisionTreeClassifier().fit(rows, ['no', 'no', 'yes']));
    expect(written(model)).toEqual(model);
    expect(model).toMatchObject({ classes: ['no', 'yes'], nFeatures: 2, featureNames: ['age', 'dose'] });
    expect(model.root).toEqual({
      splitColumn: 0,
      splitValue: numberAfter(2.5),
      gain: expect.closeTo(4 / 9, 12),
      numberSamples: 3,
      left: { distribution: [[1, 0]] },
      right: { distribution: [[0, 1]] },
    });
  });

  it('can be trained again by ml-cart as it was here', async () => {
    const tree = await new DecisionTreeClassifier({ maxDepth: 2, minSamplesSplit: 5 }).fit(iris.X, iris.y);
    const { options } = toMlCart(tree);
    expect(options).toMatchObject({ kind: 'classifier', maxDepth: 2, minNumSamples: 4 });
    const again = new MlTreeClassifier(options);
    again.train(iris.X, iris.y);
    expect(again.predict(iris.X)).toEqual(tree.predict(iris.X));
  });

  it('loses nothing but what is not known when it was imported without counts', async () => {
    const tree = await new DecisionTreeClassifier().fit(iris.X, iris.y);
    const { gain, numberSamples, ...root } = toMlCart(tree).root as { gain: number; numberSamples: number };
    expect([gain, numberSamples]).toEqual([expect.closeTo(1 / 3, 12), 150]);
    const again = toMlCart(fromMlCart({ ...toMlCart(tree), root } as never) as DecisionTreeClassifier).root;
    expect(again).not.toHaveProperty('gain');
    expect(again).toMatchObject({ splitValue: (root as { splitValue?: number }).splitValue });
  });

  it('may be deeper than the stack', () => {
    let root: object = { distribution: 0 };
    for (let i = 1; i <= 200_000; i++) {
      root = { splitColumn: 0, splitValue: -i, left: { distribution: i }, right: root };
    }
    const tree = fromMlCart({ name: 'DTRegression', root });
    let node = toMlCart(tree).root;
    for (let i = 200_000; i >= 1; i--) {
      if (!('left' in node) || node.splitValue !== -i) throw new Error(`The split at -${i} is missing.`);
      node = node.right;
    }
    expect(node).toEqual({ distribution: 0 });
  });
});

describe('missing values', () => {
  const hole = Number.NaN;

  it('that a tree learnt to send left, or to ask for, are refused', async () => {
    const left = await new DecisionTreeClassifier().fit([[1], [hole], [2], [3], [4]], [0, 0, 1, 1, 1]);
    expect(() => toMlCart(left)).toThrow(UnsupportedError);
    expect(() => toMlCart(left)).toThrow(/toMlCart: node 0 sends missing values left \(column 0\)/);
    const asked = await new DecisionTreeClassifier().fit([[1], [2], [hole], [hole]], [0, 0, 1, 1]);
    expect(() => toMlCart(asked)).toThrow(/node 0 asks whether a value is missing/);
    for (const tree of [left, asked]) {
      const theirs = MlTreeClassifier.load(written(toMlCart(tree, { missing: 'right' })));
      expect(theirs.predict([[0], [1], [2], [9]])).toEqual(tree.predict([[0], [1], [2], [9]]));
    }
  });

  it('go right there, as they do here where a tree learnt that', async () => {
    const tree = await new DecisionTreeClassifier().fit([[1], [2], [3], [hole], [4]], [0, 0, 0, 1, 1]);
    const theirs = MlTreeClassifier.load(written(toMlCart(tree)));
    expect(theirs.predict([[hole], [1], [5]])).toEqual([1, 0, 1]);
    expect(tree.predict([[hole], [1], [5]])).toEqual([1, 0, 1]);
  });
});

it('toMlCart refuses what is no fitted tree', () => {
  expect(() => toMlCart(new DecisionTreeClassifier())).toThrow(NotFittedError);
  expect(() => toMlCart({} as never)).toThrow(InvalidParameterError);
  expect(() => toMlCart(null as never)).toThrow(/Got null/);
});

it('toMlCart refuses another way for missing values', async () => {
  const tree = await new DecisionTreeRegressor().fit([[1], [2]], [1, 2]);
  expect(() => toMlCart(tree, { missing: 'left' as never })).toThrow(InvalidParameterError);
});

it('toMlCart refuses a tree of several targets', async () => {
  const tree = await new DecisionTreeRegressor().fit([[1], [2]], [1, 2]);
  const schema = { columns: [{ name: 'x0', type: 'number' }], named: false } as const;
  const two = DecisionTreeRegressor.fromTree({}, schema, { ...tree.tree, value: new Float64Array(6) });
  expect(() => toMlCart(two)).toThrow(/several targets/);
});

it('toMlCart refuses sets of categories, with what to do', async () => {
  const walls = Frame.fromRows(['brick', 'wood', 'stone', 'wood'].map((wall) => ({ wall })));
  const tree = await new DecisionTreeRegressor().fit(walls, [1, 5, 1, 5]);
  expect(() => toMlCart(tree)).toThrow(/splits sets of categories, which ml-cart does not know. Encode them/);
});

it('numberAfter is the next number up', () => {
  expect(numberAfter(1)).toBe(1 + Number.EPSILON);
  expect(numberAfter(-1)).toBe(-1 + Number.EPSILON / 2);
  expect(numberAfter(0)).toBe(Number.MIN_VALUE);
  expect(numberAfter(-Number.MIN_VALUE)).toBe(-0);
  expect(numberAfter(Number.MAX_VALUE)).toBe(Number.POSITIVE_INFINITY);
});
