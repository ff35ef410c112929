import fc from 'fast-check';
import {
  DecisionTreeClassifier,
  type DecisionTreeClassifierParams,
  DecisionTreeRegressor,
  type DecisionTreeRegressorParams,
  Frame,
  InvalidParameterError,
  RandomForestClassifier,
  RandomForestRegressor,
  RandomState,
  UnsupportedError,
} from 'pipefit';
import { describe, expect, it } from 'vitest';
import { fixture } from '../support/fixture.js';
import { expectTree, type RecordedTree } from './recorded-tree.js';

const known = fixture<{
  X: number[][];
  XNew: number[][];
  two: number[];
  score: number[];
  counts: number[];
  weights: number[];
  classes: Record<string, RecordedTree>;
  numbers: Record<string, RecordedTree>;
}>('tree/monotonic-cst');

const upDown = [1, -1, 0] as const;
const downUp = [-1, 1, 0] as const;

const classCases: Record<string, Partial<DecisionTreeClassifierParams> & { weights?: boolean }> = {
  gini: {},
  giniAgainst: { monotonicCst: downUp },
  giniWeighted: { weights: true },
  entropy: { criterion: 'entropy' },
  leafNodes: { maxLeafNodes: 8 },
  balanced: { classWeight: 'balanced' },
};

const numberCases: Record<
  string,
  Partial<DecisionTreeRegressorParams> & { weights?: boolean; y?: 'counts' }
> = {
  squared: {},
  squaredAgainst: { monotonicCst: downUp },
  squaredWeighted: { weights: true },
  absolute: { criterion: 'absoluteError', minSamplesLeaf: 9 },
  absoluteWeighted: { criterion: 'absoluteError', minSamplesLeaf: 5, weights: true },
  poisson: { criterion: 'poisson', y: 'counts' },
  leafNodes: { maxLeafNodes: 9 },
  pruned: { ccpAlpha: 0.05 },
};

describe('monotonicCst grows the trees of scikit-learn', () => {
  for (const [name, { weights, ...params }] of Object.entries(classCases)) {
    it(`classes, ${name}`, async () => {
      const tree = new DecisionTreeClassifier({ minSamplesLeaf: 4, monotonicCst: upDown, ...params });
      await tree.fit(known.X, known.two, weights ? { sampleWeight: known.weights } : {});
      expectTree(tree, known.classes[name]!, known.XNew);
    });
  }

  for (const [name, { weights, y = 'score', ...params }] of Object.entries(numberCases)) {
    it(`numbers, ${name}`, async () => {
      const tree = new DecisionTreeRegressor({ minSamplesLeaf: 4, monotonicCst: upDown, ...params });
      await tree.fit(known.X, known[y], weights ? { sampleWeight: known.weights } : {});
      expectTree(tree, known.numbers[name]!, known.XNew);
    });
  }

  it('and the free trees are others', async () => {
    const free = await new DecisionTreeRegressor({ minSamplesLeaf: 4 }).fit(known.X, known.score);
    expect(Array.from(free.tree.feature)).not.toEqual(known.numbers['squared']!.feature);
  });
});

/** Whether numbers never fall (1) or never rise (-1). */
function keepsTo(sign: 1 | -1, values: ArrayLike<number>): boolean {
  return Array.from(values).every((value, i) => i === 0 || sign * (value - values[i - 1]!) >= 0);
}

describe('predictions are monotone along the column, wherever the others stand', () => {
  const steps = Array.from({ length: 41 }, (_, i) => -3 + i * 0.15);
  const settings = fc.record({
    seed: fc.nat(1e6),
    sign: fc.constantFrom<1 | -1>(1, -1),
    missing: fc.boolean(),
    splitter: fc.constantFrom<'best' | 'random'>('best', 'random'),
    maxLeafNodes: fc.constantFrom(null, 12),
    criterion: fc.constantFrom<'squaredError' | 'absoluteError' | 'poisson'>(
      'squaredError',
      'absoluteError',
      'poisson',
    ),
  });

  const data = (seed: number, missing: boolean) => {
    const random = new RandomState(seed);
    const X = Array.from({ length: 80 }, () => [random.normal(), random.normal(), random.normal()]);
    const y = X.map(([a, b, c]) => Math.abs(Math.sin(2 * a!) + a! * b! + c! + 0.5 * random.normal()));
    if (missing)
      for (const row of X) if (random.random() < 0.2) row[Math.floor(random.random() * 3)] = Number.NaN;
    return { X, y };
  };

  it('in trees', async () => {
    const law = fc.asyncProperty(settings, async ({ seed, sign, missing, criterion, ...growth }) => {
      const { X, y } = data(seed, missing);
      const params = { ...growth, monotonicCst: [sign, 0, 0], randomState: seed } as const;
      const numbers = await new DecisionTreeRegressor({ ...params, criterion }).fit(X, y);
      const labels = y.map((value) => value > 1);
      const classes = await new DecisionTreeClassifier({
        ...params,
        criterion: seed % 2 === 0 ? 'gini' : 'entropy',
      }).fit(X, labels);
      for (const others of X.slice(0, 10)) {
        const line = steps.map((step) => [step, others[1]!, others[2]!]);
        expect(keepsTo(sign, numbers.predict(line))).toBe(true);
        expect(keepsTo(sign, classes.predictProba(line).column(1))).toBe(true);
      }
      // Shares of two classes stay shares.
      const { value } = classes.tree;
      for (let node = 0; node < value.length / 2; node++) {
        expect(value[2 * node]! + value[2 * node + 1]!).toBeCloseTo(1, 12);
      }
    });
    await fc.assert(law, { numRuns: 60 });
  });

  it('in forests', async () => {
    const { X, y } = data(5, true);
    const params = { nEstimators: 15, monotonicCst: { x1: -1 } as const, randomState: 0 };
    const frame = Frame.fromRows(X.map(([x0, x1, x2]) => ({ x0, x1, x2 })));
    const numbers = await new RandomForestRegressor(params).fit(frame, y);
    const classes = await new RandomForestClassifier(params).fit(
      frame,
      y.map(String).map((s) => s > '1'),
    );
    for (const others of X.slice(0, 10)) {
      const line = steps.map((step) => [others[0]!, step, others[2]!]);
      // The sum over the trees is rounded, so the mean may waver in its last digit.
      const falls = (values: Float64Array) =>
        keepsTo(
          -1,
          values.map((value) => Math.round(value * 1e12)),
        );
      expect(falls(numbers.predict(line))).toBe(true);
      expect(falls(classes.predictProba(line).column(1))).toBe(true);
    }
  });
});

describe('monotonicCst', () => {
  const X = [
    [1, 5],
    [2, 4],
    [3, 9],
    [4, 8],
  ];

  it('is told by name in a Map or an object', async () => {
    const frame = Frame.fromRows(X.map(([a, b]) => ({ a, b })));
    const y = [4, 1, 3, 2];
    const listed = await new DecisionTreeRegressor({ monotonicCst: [0, 1] }).fit(X, y);
    for (const monotonicCst of [{ b: 1 }, new Map([['b', 1]])] as const) {
      const tree = await new DecisionTreeRegressor({ monotonicCst: monotonicCst as { b: 1 } }).fit(frame, y);
      expect(tree.tree).toEqual(listed.tree);
    }
    const none = await new DecisionTreeRegressor({ monotonicCst: [0, 0] }).fit(X, y);
    expect(none.tree).toEqual((await new DecisionTreeRegressor().fit(X, y)).tree);
  });

  it('is refused where it does not fit', async () => {
    const y = [1, 2, 3, 4];
    const fitted = (monotonicCst: DecisionTreeRegressorParams['monotonicCst']) =>
      new DecisionTreeRegressor({ monotonicCst }).fit(X, y);
    await expect(fitted([1])).rejects.toThrow(/each of the 2 columns of X\. Got 1/);
    await expect(fitted({ a: 1 })).rejects.toThrow(InvalidParameterError);
    await expect(fitted([2 as 1, 0])).rejects.toThrow(/must be a list with -1, 0 or 1 for each column/);
    const three = new DecisionTreeClassifier({ monotonicCst: [1, 0] }).fit(X, ['a', 'b', 'c', 'a']);
    await expect(three).rejects.toThrow(UnsupportedError);
    const frame = Frame.fromRows(X.map(([a]) => ({ a, wall: a! > 2 ? 'brick' : 'wood' })));
    await expect(new DecisionTreeRegressor({ monotonicCst: { wall: 1 } }).fit(frame, y)).rejects.toThrow(
      /'wall', whose categories have no order/,
    );
    await expect(new DecisionTreeRegressor({ monotonicCst: [1, 0], engine: 'ml' }).fit(X, y)).rejects.toThrow(
      /engine 'ml' does not know the parameter 'monotonicCst'/,
    );
  });
});
