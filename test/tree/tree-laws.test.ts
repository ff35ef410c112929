import fc from 'fast-check';
import {
  DecisionTreeClassifier,
  type DecisionTreeClassifierParams,
  DecisionTreeRegressor,
  type DecisionTreeRegressorParams,
  Matrix,
  PipefitError,
  SparseMatrix,
} from 'pipefit';
import { describe, expect, it } from 'vitest';
import { expectClose } from '../support/fixture.js';

/** Rows with many ties and some missing values, whole targets and small weights, so that sums are exact. */
const rows = fc.array(
  fc.record({
    x: fc.tuple(
      fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constant(Number.NaN)),
      fc.integer({ min: 0, max: 2 }),
      fc.integer({ min: -40, max: 40 }).map((eighths) => eighths / 8),
    ),
    y: fc.integer({ min: 0, max: 3 }),
    weight: fc.integer({ min: 0, max: 3 }),
  }),
  { minLength: 1, maxLength: 60 },
);

const classParams = fc.constantFrom<Partial<DecisionTreeClassifierParams>>(
  {},
  { criterion: 'entropy' },
  { minImpurityDecrease: 0.05 },
  { maxLeafNodes: 5 },
  { ccpAlpha: 0.02 },
);

const targetParams = fc.constantFrom<Partial<DecisionTreeRegressorParams>>(
  {},
  { criterion: 'absoluteError' },
  { criterion: 'poisson' },
  { maxDepth: 2 },
  { maxLeafNodes: 4 },
);

type Rows = { x: number[]; y: number; weight: number }[];

const take = (given: Rows) => ({
  X: given.map(({ x }) => x),
  y: given.map(({ y }) => y),
  sampleWeight: given.map(({ weight }) => weight),
});

const positive = ({ y, sampleWeight }: ReturnType<typeof take>) =>
  y.some((value, i) => value > 0 && sampleWeight[i]! > 0);

async function bothTrees(
  { X, y, sampleWeight }: ReturnType<typeof take>,
  a: Partial<DecisionTreeClassifierParams>,
  b: Partial<DecisionTreeRegressorParams>,
  weighted: boolean,
) {
  const options = weighted ? { sampleWeight } : {};
  return {
    classes: await new DecisionTreeClassifier(a).fit(X, y, options),
    numbers: await new DecisionTreeRegressor(b).fit(X, y, options),
  };
}

describe('trees', () => {
  it('take a weight of k for k copies of a row', async () => {
    const law = fc.asyncProperty(rows, classParams, targetParams, async (given, a, b) => {
      const weighted = take(given);
      fc.pre(positive(weighted));
      const copies = take(given.flatMap((row) => Array.from({ length: row.weight }, () => row)));
      const one = await bothTrees(weighted, a, b, true);
      const other = await bothTrees(copies, a, b, false);
      const seen = take(given.filter(({ weight }) => weight > 0));
      // Rows of weight 0 may lack values that no row of the tree lacks; those follow the larger number of rows.
      expect(one.classes.predict(seen.X)).toEqual(other.classes.predict(seen.X));
      expectClose(one.numbers.predict(seen.X), other.numbers.predict(seen.X));
      expectClose(one.numbers.featureImportances, other.numbers.featureImportances);
    });
    await fc.assert(law, { numRuns: 60 });
  });

  it('do not depend on the order of the rows', async () => {
    const law = fc.asyncProperty(rows, classParams, targetParams, async (given, a, b) => {
      fc.pre(given.some(({ y }) => y > 0));
      const there = await bothTrees(take(given), a, b, false);
      const back = await bothTrees(take([...given].reverse()), a, b, false);
      expect(there.classes.tree).toEqual(back.classes.tree);
      expect(there.numbers.tree.threshold).toEqual(back.numbers.tree.threshold);
      expectClose(there.numbers.tree.value, back.numbers.tree.value, 1e-12);
    });
    await fc.assert(law, { numRuns: 60 });
  });

  it('predict alike when a column is stretched in its order', async () => {
    const stretch = (X: number[][]) => X.map((row) => row.map((value) => value ** 3 + value));
    const law = fc.asyncProperty(rows, classParams, targetParams, async (given, a, b) => {
      fc.pre(given.some(({ y }) => y > 0));
      const data = take(given);
      const as = await bothTrees(data, a, b, false);
      const stretched = await bothTrees({ ...data, X: stretch(data.X) }, a, b, false);
      expect(stretched.classes.predict(stretch(data.X))).toEqual(as.classes.predict(data.X));
      expect(stretched.numbers.predict(stretch(data.X))).toEqual(as.numbers.predict(data.X));
    });
    await fc.assert(law, { numRuns: 60 });
  });

  it('predict the training rows without error where no two rows with equal values differ', async () => {
    const distinct = fc.uniqueArray(fc.double({ noNaN: true, noDefaultInfinity: true }), {
      minLength: 1,
      maxLength: 80,
      comparator: (a, b) => a + 0 === b + 0,
    });
    const law = fc.asyncProperty(distinct, fc.boolean(), async (values, absolute) => {
      const X = values.map((value) => [value]);
      const y = values.map((_, i) => (i * 7) % 5);
      expect((await new DecisionTreeClassifier().fit(X, y)).predict(X)).toEqual(y);
      const criterion = absolute ? 'absoluteError' : 'squaredError';
      expect(Array.from((await new DecisionTreeRegressor({ criterion }).fit(X, y)).predict(X))).toEqual(y);
    });
    await fc.assert(law, { numRuns: 60 });
  });

  it('give probabilities that sum to 1, and the same model for the same seed', async () => {
    const law = fc.asyncProperty(rows, fc.nat(1000), async (given, randomState) => {
      const { X, y } = take(given);
      const tree = () =>
        new DecisionTreeClassifier({ splitter: 'random', maxFeatures: 2, randomState, minSamplesLeaf: 2 });
      const one = await tree().fit(X, y);
      const sums = Array.from({ length: X.length }, (_, i) =>
        one
          .predictProba(X)
          .row(i)
          .reduce((sum, share) => sum + share),
      );
      expectClose(
        sums,
        sums.map(() => 1),
        1e-12,
      );
      expect((await tree().fit(X, y)).tree).toEqual(one.tree);
      await one.fit([[1, 2, 3]], ['other']);
      expect((await one.fit(X, y)).tree).toEqual((await tree().fit(X, y)).tree);
    });
    await fc.assert(law, { numRuns: 40 });
  });

  it('keep their bounds', async () => {
    const law = fc.asyncProperty(
      rows,
      fc.integer({ min: 1, max: 10 }),
      fc.integer({ min: 2, max: 9 }),
      async (given, minSamplesLeaf, maxLeafNodes) => {
        const { X, y } = take(given);
        const { tree } = await new DecisionTreeClassifier({ minSamplesLeaf, maxDepth: 3 }).fit(X, y);
        tree.childrenLeft.forEach((child, node) => {
          if (child < 0 && node > 0) expect(tree.nNodeSamples[node]).toBeGreaterThanOrEqual(minSamplesLeaf);
        });
        const bounded = await new DecisionTreeClassifier({ maxLeafNodes }).fit(X, y);
        expect(bounded.nLeaves).toBeLessThanOrEqual(maxLeafNodes);
        const random = await new DecisionTreeRegressor({ splitter: 'random', minSamplesLeaf }).fit(X, y);
        random.tree.childrenLeft.forEach((child, node) => {
          if (child < 0 && node > 0) {
            expect(random.tree.nNodeSamples[node]).toBeGreaterThanOrEqual(minSamplesLeaf);
          }
        });
      },
    );
    await fc.assert(law, { numRuns: 40 });
  });
});

describe('trees on odd data', () => {
  const cell = fc.oneof(
    { weight: 6, arbitrary: fc.double({ noDefaultInfinity: true }) },
    { weight: 3, arbitrary: fc.constantFrom(0, -0, 1e308, -1e308, 5e-324, Number.MAX_VALUE) },
    { weight: 1, arbitrary: fc.constant(Number.NaN) },
  );
  const tables = fc
    .integer({ min: 1, max: 4 })
    .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1 }));

  it('give a model or say what is wrong', async () => {
    const law = fc.asyncProperty(tables, fc.infiniteStream(cell), async (X, stream) => {
      const y = X.map(() => stream.next().value as number);
      for (const fit of [
        new DecisionTreeRegressor({ splitter: 'random', randomState: 0 }).fit(X, y),
        new DecisionTreeRegressor({ criterion: 'absoluteError' }).fit(X, y),
        new DecisionTreeClassifier({ maxFeatures: 1, randomState: 0 }).fit(
          X,
          y.map((v) => (v > 0 ? 'a' : 'b')),
        ),
      ]) {
        const outcome = await fit.then(
          ({ tree }) => tree.value,
          (error: unknown) => error,
        );
        if (outcome instanceof Float64Array) expect(outcome.every(Number.isFinite)).toBe(true);
        else expect(outcome).toBeInstanceOf(PipefitError);
      }
    });
    await fc.assert(law, { numRuns: 100 });
  });

  it('are a leaf where there is nothing to ask', async () => {
    const missing = [[Number.NaN], [Number.NaN]];
    for (const X of [missing, [[1], [1]], [[-0], [0]]]) {
      const tree = await new DecisionTreeClassifier().fit(X, ['a', 'b']);
      expect([tree.nLeaves, tree.depth]).toEqual([1, 0]);
      expect(Array.from(tree.featureImportances)).toEqual([0]);
      expect(tree.predictOne([3])).toBe('a');
    }
    const one = await new DecisionTreeRegressor().fit([[1, 2]], [7]);
    expect(one.predictOne([0, 0])).toBe(7);
    expect((await new DecisionTreeClassifier().fit([[1], [2]], ['a', 'a'])).nLeaves).toBe(1);
  });

  it('part missing from present values, and follow the larger part where fit saw none missing', async () => {
    const X = [[1], [2], [Number.NaN], [Number.NaN], [3]];
    const tree = await new DecisionTreeClassifier().fit(X, ['in', 'in', 'out', 'out', 'in']);
    expect(tree.tree.threshold[0]).toBe(Number.POSITIVE_INFINITY);
    expect(tree.predict([[100], [Number.NaN]])).toEqual(['in', 'out']);
    const full = await new DecisionTreeClassifier().fit([[1], [2], [3]], ['a', 'b', 'b']);
    expect(full.predictOne([Number.NaN])).toBe('b');
  });

  it('put the threshold below the upper of two numbers that touch', async () => {
    const upper = 1 + Number.EPSILON;
    const tree = await new DecisionTreeRegressor().fit([[1], [upper]], [0, 1]);
    expect(Array.from(tree.predict([[1], [upper]]))).toEqual([0, 1]);
    const wide = await new DecisionTreeRegressor().fit([[-1e308], [1e308]], [0, 1]);
    expect(wide.tree.threshold[0]).toBe(0);
  });

  it('read sparse data as dense data', async () => {
    const X = [
      [0, 3],
      [2, 0],
      [0, 0],
      [1, 1],
      [0, 5],
    ];
    const sparse = SparseMatrix.fromDense(Matrix.fromArrays(X));
    const dense = await new DecisionTreeClassifier().fit(X, [0, 1, 0, 1, 0]);
    const tree = await new DecisionTreeClassifier().fit(sparse, [0, 1, 0, 1, 0]);
    expect(tree.tree).toEqual(dense.tree);
    expect(tree.apply(sparse)).toEqual(dense.apply(X));
  });

  it('are the same where subtrees work on sets of their own', async () => {
    // Best first there are no such sets, and with enough leaves the same splits are made in another order.
    const X = Array.from({ length: 3000 }, (_, i) => [
      i % 11 === 0 ? Number.NaN : (i * 7919) % 3001,
      (i * 104729) % 97,
      (i * 31) % 7,
    ]);
    const y = X.map(([a, b]) => (a! > 1500 ? b! % 3 : ((b! * 13) % 5) % 3));
    const sampleWeight = X.map((_, i) => (i % 5) / 2);
    const deep = { minSamplesLeaf: 3, maxLeafNodes: 100_000 };
    for (const options of [{}, { sampleWeight }]) {
      for (const criterion of ['gini', 'entropy'] as const) {
        for (const labels of [y, y.map((label) => label % 2)]) {
          const own = await new DecisionTreeClassifier({ criterion, minSamplesLeaf: 3 }).fit(
            X,
            labels,
            options,
          );
          const whole = await new DecisionTreeClassifier({ criterion, ...deep }).fit(X, labels, options);
          expect(whole.nLeaves).toBe(own.nLeaves);
          expectClose(whole.predictProba(X), own.predictProba(X), 1e-12);
        }
      }
      for (const criterion of ['squaredError', 'absoluteError', 'poisson'] as const) {
        const own = await new DecisionTreeRegressor({ criterion, minSamplesLeaf: 3 }).fit(X, y, options);
        const whole = await new DecisionTreeRegressor({ criterion, ...deep }).fit(X, y, options);
        expect(whole.nLeaves).toBe(own.nLeaves);
        expectClose(whole.predict(X), own.predict(X), 1e-12);
      }
    }
  });
});
