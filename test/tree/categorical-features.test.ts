import fc from 'fast-check';
import {
  DecisionTreeClassifier,
  type DecisionTreeClassifierParams,
  DecisionTreeRegressor,
  type DecisionTreeRegressorParams,
  exportText,
  Frame,
  InvalidDataError,
  InvalidParameterError,
  RandomForestClassifier,
  RandomForestRegressor,
  RandomState,
} from 'pipefit';
import { describe, expect, it } from 'vitest';
import { expectClose } from '../support/fixture.js';

const walls = ['brick', 'stone', 'wood', 'clay', 'glass', 'steel'] as const;

/** Houses whose price hangs on the wall in no order, on the area, and on both together. */
function houses(count: number, seed = 0, lacking = 0.02) {
  const random = new RandomState(seed);
  const base = [50, 10, 40, 12, 60, 30];
  const rows = Array.from({ length: count }, () => {
    const code = Math.floor(random.random() * walls.length);
    const area = 40 + 100 * random.random();
    const wall = random.random() < lacking ? null : walls[code]!;
    const price = base[code]! + (code === 2 ? 0.5 : 0.1) * area + random.normal();
    return { wall, area, price };
  });
  const columns = (names: readonly (string | null)[]) =>
    Frame.fromColumns([
      ['wall', names],
      ['area', rows.map(({ area }) => area)],
    ]);
  const X = columns(rows.map(({ wall }) => wall));
  return { X, y: rows.map(({ price }) => price) };
}

/** The impurity times weight that is left by the best way to part categories in two, missing ones on either side. */
function bestLoss(
  codes: readonly number[],
  y: readonly number[],
  weights: readonly number[],
  loss: (y: number[], weights: number[]) => number,
): number {
  const categories = [...new Set(codes)];
  let best = Number.POSITIVE_INFINITY;
  for (let subset = 1; subset < 2 ** categories.length - 1; subset++) {
    const isLeft = codes.map((code) => ((subset >> categories.indexOf(code)) & 1) === 1);
    const side = (left: boolean) =>
      loss(
        y.filter((_, i) => isLeft[i] === left),
        weights.filter((_, i) => isLeft[i] === left),
      );
    best = Math.min(best, side(true) + side(false));
  }
  return best;
}

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
const meanOf = (y: number[], w: number[]) => sum(y.map((value, i) => value * w[i]!)) / sum(w);
const squares = (y: number[], w: number[]) => sum(y.map((value, i) => w[i]! * (value - meanOf(y, w)) ** 2));
const gini = (y: number[], w: number[]) => 2 * sum(w) * meanOf(y, w) * (1 - meanOf(y, w));
const bits = (p: number) => (p > 0 ? -p * Math.log2(p) : 0);
const entropy = (y: number[], w: number[]) => sum(w) * (bits(meanOf(y, w)) + bits(1 - meanOf(y, w)));
const poisson = (y: number[], w: number[]) => {
  const mean = meanOf(y, w);
  return sum(y.map((value, i) => w[i]! * value * Math.log(value / mean)));
};

describe('a split of categories is the best of all', () => {
  const rows = fc.array(
    fc.record({
      // The number 5 stands for a missing value.
      code: fc.integer({ min: 0, max: 5 }),
      y: fc.integer({ min: 0, max: 4 }),
      weight: fc.integer({ min: 1, max: 3 }),
    }),
    { minLength: 2, maxLength: 40 },
  );
  const lossLeft = ({ childrenLeft, impurity, weightedNNodeSamples }: DecisionTreeRegressor['tree']) =>
    childrenLeft.reduce(
      (total, child, node) => (child < 0 ? total + impurity[node]! * weightedNNodeSamples[node]! : total),
      0,
    );

  for (const [criterion, loss] of Object.entries({ squaredError: squares, poisson, gini, entropy })) {
    it(criterion, async () => {
      const law = fc.asyncProperty(rows, async (given) => {
        const codes = given.map(({ code }) => code);
        const weights = given.map(({ weight }) => weight);
        const isClass = criterion === 'gini' || criterion === 'entropy';
        // Counts above 0, for Poisson trees refuse sides that are all 0 and may then miss the best.
        const y = given.map((row) => (isClass ? row.y % 2 : row.y + 1));
        fc.pre(new Set(codes).size > 1 && new Set(y).size > 1);
        const X = codes.map((code) => [code === 5 ? Number.NaN : code]);
        const params = { maxDepth: 1, categoricalFeatures: [0] };
        const options = { sampleWeight: weights };
        const { tree } = isClass
          ? await new DecisionTreeClassifier({
              ...params,
              criterion: criterion as DecisionTreeClassifierParams['criterion'],
            }).fit(X, y, options)
          : await new DecisionTreeRegressor({
              ...params,
              criterion: criterion as DecisionTreeRegressorParams['criterion'],
            }).fit(X, y, options);
        const best = bestLoss(codes, y, weights, loss);
        const whole = loss(y, weights);
        expectClose(lossLeft(tree), Math.min(best, whole));
      });
      await fc.assert(law, { numRuns: 150 });
    });
  }

  it('or a good one: of three classes, where one category stands for one class', async () => {
    const codes = Array.from({ length: 60 }, (_, i) => i % 5);
    const y = codes.map((code) => ['a', 'b', 'c', 'a', 'b'][code]!);
    const tree = await new DecisionTreeClassifier({ categoricalFeatures: [0] }).fit(
      codes.map((code) => [code]),
      y,
    );
    expect(tree.nLeaves).toBe(3);
    expect(tree.predict(codes.map((code) => [code]))).toEqual(y);
  });

  it('or a good one: absolute error, by medians', async () => {
    const codes = Array.from({ length: 60 }, (_, i) => i % 6);
    const y = codes.map((code, i) => ([5, 90, 6, 91, 4, 92] as const)[code]! + (i > 53 ? 1000 : 0));
    const tree = await new DecisionTreeRegressor({
      criterion: 'absoluteError',
      maxDepth: 1,
      categoricalFeatures: [0],
    }).fit(
      codes.map((code) => [code]),
      y,
    );
    expect(tree.predict([[0], [2], [4], [1], [3], [5]])).toEqual(Float64Array.of(5, 5, 5, 91, 91, 91));
  });
});

describe('trees on Frames with category columns', () => {
  const { X, y } = houses(400);
  const labels = y.map((price) => (price < 40 ? 'low' : price < 60 ? 'middle' : 'high'));

  it('learn what no order of the categories shows', async () => {
    const test = houses(200, 1);
    const params = { maxDepth: 3, minSamplesLeaf: 5 };
    const tree = await new DecisionTreeRegressor(params).fit(X, y);
    const ordered = await new DecisionTreeRegressor(params).fit(X.toRows().map(coded), y);
    const score = tree.score(test.X, test.y);
    expect(score).toBeGreaterThan(0.85);
    expect(score).toBeGreaterThan(ordered.score(test.X.toRows().map(coded), test.y));
  });

  it('say their rules with the names of the categories', async () => {
    const tree = await new DecisionTreeRegressor({ maxDepth: 1 }).fit(X, y);
    const text = exportText(tree);
    expect(text).toMatch(/^\|--- wall in \{[a-z, ]+\}\n\| {3}\|--- value: \[[\d.]+\]\n\|--- wall not in \{/);
    expect(text).toContain('stone');
    expect(tree.categoriesIn[0]).toContain('stone');
    expect(tree.categoriesIn[1]).toBe(null);
    expect(tree.tree.threshold[0]).toBe(Number.NaN);
  });

  it('follow the same ways in predict, apply and decisionPath', async () => {
    const tree = await new DecisionTreeClassifier({ minSamplesLeaf: 4 }).fit(X, labels);
    const leaves = tree.apply(X);
    const paths = tree.decisionPath(X);
    const shares = tree.predictProba(X);
    for (let i = 0; i < X.rows; i++) {
      expect(paths.indices[paths.indptr[i + 1]! - 1]).toBe(leaves[i]);
      expectClose(shares.row(i), tree.tree.value.subarray(3 * leaves[i]!, 3 * leaves[i]! + 3));
    }
    const counts = new Int32Array(tree.tree.feature.length);
    for (const node of paths.indices) counts[node]!++;
    expect(counts).toEqual(tree.tree.nNodeSamples);
    expectClose(sum([...tree.featureImportances]), 1);
    expect(tree.featureImportances[0]).toBeGreaterThan(0.2);
  });

  it('send unknown categories and missing ones the same way', async () => {
    const tree = await new DecisionTreeClassifier({ minSamplesLeaf: 4 }).fit(X, labels);
    const areas = Array.from({ length: 30 }, (_, i) => 45 + 3 * i);
    const ask = (wall: string | null) =>
      tree.apply(
        Frame.fromColumns(
          [
            ['wall', areas.map(() => wall)],
            ['area', areas],
          ],
          { types: { wall: 'category' } },
        ),
      );
    expect(ask('straw')).toEqual(ask(null));
    expect(ask('stone')).not.toEqual(ask(null));
    const complete = await new DecisionTreeClassifier({ maxDepth: 1 }).fit(
      Frame.fromColumns([['wall', ['brick', 'wood', 'wood', 'wood']]]),
      ['a', 'b', 'b', 'b'],
    );
    expect(complete.predictOne({ wall: 'straw' })).toBe('b');
  });

  it('are the same for categories told by name, by position, by a mask and as numbers', async () => {
    const codes = X.toRows().map(coded);
    const trees = [
      await new DecisionTreeRegressor({ categoricalFeatures: ['wall'] }).fit(X, y),
      await new DecisionTreeRegressor({ categoricalFeatures: [-2] }).fit(X, y),
      await new DecisionTreeRegressor({ categoricalFeatures: [true, false] }).fit(X, y),
      await new DecisionTreeRegressor({ categoricalFeatures: [0] }).fit(codes, y),
    ];
    const plain = await new DecisionTreeRegressor().fit(X, y);
    for (const tree of trees) {
      // Categories in the order of the Frame's column, so the codes of both are not the same.
      expect(tree.tree.childrenLeft).toEqual(plain.tree.childrenLeft);
      expect(tree.tree.impurity).toEqual(plain.tree.impurity);
    }
  });

  it('are the same whether the best or the deepest leaf is split next, and where subtrees have sets of their own', async () => {
    const many = houses(3000, 4);
    const classes = many.y.map((price) => Math.floor(price / 25));
    for (const criterion of ['gini', 'entropy'] as const) {
      const deep = await new DecisionTreeClassifier({ criterion, minSamplesLeaf: 4 }).fit(many.X, classes);
      const best = await new DecisionTreeClassifier({ criterion, minSamplesLeaf: 4, maxLeafNodes: 1e5 }).fit(
        many.X,
        classes,
      );
      expect(best.nLeaves).toBe(deep.nLeaves);
      expectClose(best.predictProba(many.X), deep.predictProba(many.X));
    }
    for (const criterion of ['squaredError', 'absoluteError', 'poisson'] as const) {
      const params = { criterion, minSamplesLeaf: 6 };
      const deep = await new DecisionTreeRegressor(params).fit(many.X, many.y);
      const best = await new DecisionTreeRegressor({ ...params, maxLeafNodes: 1e5 }).fit(many.X, many.y);
      expect(best.nLeaves).toBe(deep.nLeaves);
      expectClose(best.predict(many.X), deep.predict(many.X), 1e-9);
    }
  });

  it('keep their sets when pruned', async () => {
    const whole = await new DecisionTreeRegressor({ minSamplesLeaf: 3 }).fit(X, y);
    const pruned = await new DecisionTreeRegressor({ minSamplesLeaf: 3, ccpAlpha: 2 }).fit(X, y);
    expect(pruned.nLeaves).toBeLessThan(whole.nLeaves);
    expect(pruned.score(X, y)).toBeGreaterThan(0.7);
    const counts = new Int32Array(pruned.tree.feature.length);
    for (const leaf of pruned.apply(X)) counts[leaf]!++;
    pruned.tree.childrenLeft.forEach((child, node) => {
      if (child < 0) expect(counts[node]).toBe(pruned.tree.nNodeSamples[node]);
    });
  });

  it('with random splits draw subsets, each side with some category', async () => {
    const tree = await new DecisionTreeRegressor({
      splitter: 'random',
      randomState: 0,
      minSamplesLeaf: 2,
    }).fit(X, y);
    const counts = new Int32Array(tree.tree.feature.length);
    for (const leaf of tree.apply(X)) counts[leaf]!++;
    tree.tree.childrenLeft.forEach((child, node) => {
      if (child < 0) expect(counts[node]).toBe(tree.tree.nNodeSamples[node]);
    });
    expect(tree.tree.categorySets).toBeDefined();
    expect(tree.score(X, y)).toBeGreaterThan(0.9);
  });

  it('leave trees without such splits as they were', async () => {
    const numbers = await new DecisionTreeRegressor().fit([[1], [2], [3]], [1, 5, 2]);
    expect(numbers.tree).not.toHaveProperty('categorySets');
  });
});

describe('forests on Frames with category columns', () => {
  const { X, y } = houses(300);
  const test = houses(150, 7);

  it('predict, hand out their trees and score out of bag', async () => {
    const forest = await new RandomForestRegressor({ nEstimators: 20, randomState: 0, oobScore: true }).fit(
      X,
      y,
    );
    expect(forest.score(test.X, test.y)).toBeGreaterThan(0.85);
    expect(forest.oobScore).toBeGreaterThan(0.8);
    const mean = new Float64Array(test.y.length);
    for (const tree of forest.estimators) {
      tree.predict(test.X).forEach((value, i) => {
        mean[i]! += value / 20;
      });
    }
    expectClose(forest.predict(test.X), mean);
    expect(exportText(forest.estimators[0]!)).toContain('wall in {');
    expect(forest.apply(test.X).column(3)).toEqual(Float64Array.from(forest.estimators[3]!.apply(test.X)));
  });

  it('of classes too, and warmStart refuses other categories', async () => {
    const labels = y.map((price) => price > 45);
    const forest = new RandomForestClassifier({ nEstimators: 10, randomState: 0, warmStart: true });
    await forest.fit(X, labels);
    expect(forest.score(X, labels)).toBeGreaterThan(0.95);
    const others = Frame.fromColumns([
      ['wall', y.map((_, i) => (i % 2 === 0 ? 'straw' : 'ice'))],
      ['area', y.map((_, i) => i)],
    ]);
    await expect(forest.setParams({ nEstimators: 12 }).fit(others, labels)).rejects.toThrow(
      /warmStart keeps trees that saw other categories in the column 'wall'/,
    );
  });
});

describe('categoricalFeatures', () => {
  const X = Frame.fromRows([
    { wall: 'brick', rooms: 1 },
    { wall: 'wood', rooms: 2.5 },
    { wall: 'wood', rooms: 3 },
  ]);
  const y = [1, 2, 3];
  const fitted = (
    categoricalFeatures: DecisionTreeRegressorParams['categoricalFeatures'],
    data: Frame | number[][] = X,
  ) => new DecisionTreeRegressor({ categoricalFeatures }).fit(data, y);

  it('is refused where it does not fit, by the name of the column', async () => {
    await expect(fitted(null)).rejects.toThrow(
      /column 'wall' holds categories, but categoricalFeatures leaves/,
    );
    await expect(fitted(['wall', 'rooms'])).rejects.toThrow(
      /'rooms', whose categories must be whole numbers/,
    );
    await expect(fitted(['wal'])).rejects.toThrow(/Did you mean 'wall'/);
    await expect(fitted([true])).rejects.toThrow(InvalidParameterError);
    await expect(fitted([0], [[-1], [0], [2]])).rejects.toThrow(InvalidDataError);
    await expect(fitted([0], [[5000], [0], [2]])).rejects.toThrow(/has 5001 categories.*Group rare ones/);
    const text = Frame.fromColumns([['note', ['a', 'b', 'c']]], { types: { note: 'text' } });
    await expect(fitted('fromDtype', text)).rejects.toThrow(/column 'note' is text/);
    await expect(
      new DecisionTreeRegressor({ engine: 'ml', categoricalFeatures: ['wall'] }).fit([[1], [2], [3]], y),
    ).rejects.toThrow(/engine 'ml' does not know the parameter 'categoricalFeatures'/);
    await expect(new DecisionTreeRegressor({ engine: 'ml' }).fit(X, y)).rejects.toThrow(InvalidDataError);
  });

  it('takes columns of one category and columns that are all missing', async () => {
    const one = await fitted(
      [0, 1],
      [
        [3, Number.NaN],
        [3, Number.NaN],
        [3, Number.NaN],
      ],
    );
    expect(one.nLeaves).toBe(1);
    expect(one.predictOne([99, 1])).toBe(2);
  });

  it('takes as many as 4096 categories', async () => {
    const random = new RandomState(0);
    const codes = Array.from(random.permutation(4096));
    const targets = codes.map((code) => (code * 2654435761) % 7);
    const table = codes.map((code) => [code]);
    const tree = await new DecisionTreeRegressor({ categoricalFeatures: [0] }).fit(table, targets);
    expect(tree.nLeaves).toBe(7);
    expectClose(tree.predict(table), targets);
  });
});

/** A row of numbers: the wall by its place in the alphabet. */
function coded(row: Readonly<Record<string, unknown>>): number[] {
  const wall = row['wall'] as (typeof walls)[number] | null;
  return [wall === null ? Number.NaN : [...walls].sort().indexOf(wall), row['area'] as number];
}
