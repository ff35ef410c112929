import fc from 'fast-check';
import {
  DecisionTreeRegressor,
  type DecisionTreeRegressorParams,
  ExtraTreeRegressor,
  exportText,
  Frame,
  InvalidDataError,
  Matrix,
  type MultiOutput,
  PipefitError,
} from 'pipefit';
import { describe, expect, it } from 'vitest';
import { expectClose, fixture } from '../support/fixture.js';
import { expectTree, type RecordedTree } from './recorded-tree.js';

const known = fixture<{
  X: number[][];
  XNew: number[][];
  Y: number[][];
  counts: number[][];
  weights: number[];
  holes: number[][];
  holesNew: number[][];
  cases: Record<string, RecordedTree>;
  score: number;
  path: { ccpAlphas: number[]; impurities: number[] };
  text: string;
}>('tree/several-targets');

type Case = Partial<DecisionTreeRegressorParams> & { weights?: boolean; missing?: boolean };

const absolute = { criterion: 'absoluteError' } as const;
const poisson = { criterion: 'poisson' } as const;
const cases: Record<string, Case> = {
  squared: { minSamplesLeaf: 4 },
  weighted: { weights: true, minSamplesLeaf: 4 },
  absolute: { minSamplesLeaf: 4, ...absolute },
  absoluteWeighted: { weights: true, minSamplesLeaf: 4, ...absolute },
  poisson: { minSamplesLeaf: 4, ...poisson },
  poissonWeighted: { weights: true, minSamplesLeaf: 4, ...poisson },
  weightLeaf: { weights: true, minWeightFractionLeaf: 0.08 },
  leafNodes: { maxLeafNodes: 9 },
  decrease: { minImpurityDecrease: 0.1 },
  pruned: { minSamplesLeaf: 4, ccpAlpha: 0.1 },
  missing: { missing: true, minSamplesLeaf: 4 },
  missingAbsolute: { missing: true, minSamplesLeaf: 4, ...absolute },
  missingPoisson: { missing: true, minSamplesLeaf: 4, ...poisson },
};

describe('DecisionTreeRegressor grows the tree of scikit-learn for several targets', () => {
  for (const [name, { weights, missing, ...params }] of Object.entries(cases)) {
    it(name, async () => {
      const options = weights ? { sampleWeight: known.weights } : {};
      const Y = params.criterion === 'poisson' ? known.counts : known.Y;
      const tree = await new DecisionTreeRegressor(params).fit(missing ? known.holes : known.X, Y, options);
      expectTree(tree, known.cases[name]!, missing ? known.holesNew : known.XNew);
    });
  }

  it('scores, prunes and prints it alike', async () => {
    const tree = await new DecisionTreeRegressor({ minSamplesLeaf: 4 }).fit(known.X, known.Y);
    expectClose(tree.score(known.X, known.Y), known.score);
    const path = await tree.costComplexityPruningPath(known.X, known.Y);
    expectClose(path.ccpAlphas, known.path.ccpAlphas);
    expectClose(path.impurities, known.path.impurities);
    expect(exportText(await new DecisionTreeRegressor({ maxDepth: 2 }).fit(known.X, known.Y))).toBe(
      known.text,
    );
  });
});

describe('trees of several targets', () => {
  const { X, Y } = known;

  it('predict a Matrix, with the names the targets came with', async () => {
    const tree: MultiOutput<DecisionTreeRegressor> = await new DecisionTreeRegressor({ maxDepth: 3 }).fit(
      X,
      Y,
    );
    const predicted: Matrix = tree.predict(X);
    expect([predicted.rows, predicted.cols, predicted.columnNames]).toEqual([120, 3, null]);
    expect(tree.nOutputs).toBe(3);
    expect(tree.predictOne(X[5]!)).toEqual(predicted.row(5));
    const named = Frame.fromRows(Y.map(([rent, price]) => ({ rent: rent!, price: price! })));
    const both = await new DecisionTreeRegressor({ maxDepth: 3 }).fit(X, named);
    expect(both.predict(X).columnNames).toEqual(['rent', 'price']);
  });

  it('take a table in any form, and a single column as a vector', async () => {
    const flat = Float64Array.from(Y.flat());
    const forms = [
      Matrix.fromArrays(Y),
      { data: flat, shape: [120, 3] } as const,
      Y.map((row) => Float64Array.from(row)),
      Y.map(([a, b, c]) => ({ a: a!, b: b!, c: c! })),
    ];
    const wanted = (await new DecisionTreeRegressor({ maxDepth: 3 }).fit(X, Y)).predict(X).data;
    for (const form of forms) {
      const tree = await new DecisionTreeRegressor({ maxDepth: 3 }).fit(X, form);
      expect(tree.predict(X).data).toEqual(wanted);
    }
    const vector = Y.map(([first]) => first!);
    const single = await new DecisionTreeRegressor({ maxDepth: 3 }).fit(X, vector);
    const column = await new DecisionTreeRegressor({ maxDepth: 3 }).fit(
      X,
      vector.map((value) => [value]),
    );
    expect(column.nOutputs).toBe(1);
    expect(column.predict(X)).toEqual(single.predict(X));
    expect(column.score(X, vector)).toBe(single.score(X, vector));
  });

  it('are the tree of one target where all targets are the same', async () => {
    for (const criterion of ['squaredError', 'absoluteError'] as const) {
      const y = Y.map(([first]) => first!);
      const one = await new DecisionTreeRegressor({ criterion }).fit(X, y);
      const twice = await new DecisionTreeRegressor({ criterion }).fit(
        X,
        y.map((value) => [value, value]),
      );
      expect(twice.tree.feature).toEqual(one.tree.feature);
      expect(twice.tree.threshold).toEqual(one.tree.threshold);
      expectClose(twice.predict(known.XNew).column(1), one.predict(known.XNew), 1e-12);
      expectClose(twice.featureImportances, one.featureImportances, 1e-12);
    }
  });

  it('take a weight of k for k copies of a row, and the same seed gives the same tree', async () => {
    const row = fc.record({
      x: fc.tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: 0, max: 5 })),
      y: fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 9 })),
      weight: fc.integer({ min: 0, max: 3 }),
    });
    const params = fc.constantFrom<Partial<DecisionTreeRegressorParams>>(
      {},
      { criterion: 'absoluteError' },
      { criterion: 'poisson' },
      { maxLeafNodes: 4 },
      { splitter: 'random', randomState: 7 },
    );
    const law = fc.asyncProperty(
      fc.array(row, { minLength: 1, maxLength: 40 }),
      params,
      async (rows, given) => {
        fc.pre(rows.some(({ y, weight }) => weight > 0 && y[0] + y[1] > 0));
        const grow = (part: typeof rows, options: object) =>
          new DecisionTreeRegressor(given).fit(
            part.map(({ x }) => x),
            part.map(({ y }) => y),
            options,
          );
        const copies = rows.flatMap((one) => Array.from({ length: one.weight }, () => one));
        const sampleWeight = rows.map(({ weight }) => weight);
        const weighted = await grow(rows, { sampleWeight });
        const repeated = await grow(copies, {});
        const seen = copies.map(({ x }) => x);
        expectClose(weighted.predict(seen).data, repeated.predict(seen).data);
        expect((await grow(rows, { sampleWeight })).tree).toEqual(weighted.tree);
      },
    );
    await fc.assert(law, { numRuns: 80 });
  });

  it('work in subtrees on sets of their own, and with drawn thresholds', async () => {
    const many = Array.from({ length: 3000 }, (_, i) => [((i * 7919) % 3001) / 7, ((i * 104729) % 2999) / 3]);
    const targets = many.map(([a, b]) => [Math.sin(a!), Math.cos(b! / 50)]);
    for (const criterion of ['squaredError', 'absoluteError'] as const) {
      const tree = await new DecisionTreeRegressor({ criterion }).fit(many, targets);
      expect(tree.score(many, targets)).toBeCloseTo(1, 12);
    }
    const drawn = await new ExtraTreeRegressor({ randomState: 1 }).fit(many, targets);
    expect(drawn.score(many, targets)).toBeCloseTo(1, 12);
    expect(drawn.predict(many).cols).toBe(2);
  });

  it('are not hindered by a count that is 0 throughout, at which scikit-learn stops', async () => {
    const counts = [1, 1, 1, 5, 6, 7];
    const rows = counts.map((_, i) => [i]);
    const one = await new DecisionTreeRegressor(poisson).fit(rows, counts);
    const both = await new DecisionTreeRegressor(poisson).fit(
      rows,
      counts.map((count) => [count, 0]),
    );
    expect(both.tree.threshold).toEqual(one.tree.threshold);
    expect(both.predict(rows).column(1)).toEqual(new Float64Array(6));
  });

  it('forget several targets at the next fit to one', async () => {
    const model = new DecisionTreeRegressor({ maxDepth: 2 });
    const several = await model.fit(X, Y);
    await several.fit(
      X,
      Y.map(([first]) => first!),
    );
    expect(model.nOutputs).toBe(1);
    expect(model.predict(X)).toBeInstanceOf(Float64Array);
  });

  it('give a model or say what is wrong on odd numbers', async () => {
    const cell = fc.oneof(
      fc.double({ noDefaultInfinity: true, noNaN: true }),
      fc.constantFrom(0, -0, 1e308, -1e308, 5e-324),
    );
    const params = fc.constantFrom<Partial<DecisionTreeRegressorParams>>(
      {},
      { criterion: 'absoluteError' },
      { criterion: 'poisson' },
      { splitter: 'random', randomState: 0 },
    );
    const odd = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 30 });
    const law = fc.asyncProperty(odd, params, async (rows, given) => {
      const fitting = new DecisionTreeRegressor(given).fit(
        rows.map(([x]) => [x]),
        rows.map(([, a, b]) => [a, b]),
      );
      const outcome = await fitting.then(
        (tree) => tree.predict(rows.map(([x]) => [x])).data,
        (error: unknown) => error,
      );
      if (outcome instanceof Float64Array) expect(outcome.every(Number.isFinite)).toBe(true);
      else expect(outcome).toBeInstanceOf(PipefitError);
    });
    await fc.assert(law, { numRuns: 200 });
  });

  it('refuse what is no table of numbers', async () => {
    const tree = () => new DecisionTreeRegressor();
    const two = [[1], [2]];
    await expect(
      tree().fit(two, [
        [1, 2],
        [Number.NaN, 3],
      ]),
    ).rejects.toThrow(/DecisionTreeRegressor: y must hold finite numbers. Row 1, column 'x0' is missing/);
    await expect(tree().fit(two, [[1, 2], [3]])).rejects.toThrow(/row 1 of y has 1 values/);
    await expect(tree().fit(two, [[1, 2]])).rejects.toThrow(/X has 2 rows but y has 1/);
    await expect(
      tree().fit(two, [
        ['a', 'b'],
        ['c', 'd'],
      ]),
    ).rejects.toThrow(InvalidDataError);
    await expect(tree().fit(two, [[], []])).rejects.toThrow(/y has 0 columns/);
    await expect(
      new DecisionTreeRegressor(poisson).fit(two, [
        [1, 2],
        [3, -1],
      ]),
    ).rejects.toThrow(/Row 1, column 1 of y is -1/);
    await expect(
      new DecisionTreeRegressor({ engine: 'ml' }).fit(two, [
        [1, 2],
        [3, 4],
      ]),
    ).rejects.toThrow(/engine 'ml' learns one target/);
  });
});
