import fc from 'fast-check';
import {
  ConvergenceWarning,
  InvalidDataError,
  Lasso,
  type LassoParams,
  LinearRegression,
  Matrix,
  type PipefitWarning,
  SparseMatrix,
} from 'pipefit';
import { describe, expect, it } from 'vitest';
import { expectClose } from '../support/fixture.js';
import { expectRecorded, readCases } from './coordinate-descent-cases.js';

const { recorded, given, weightsOf } = readCases('linear/lasso');
const TIGHT = { tol: 1e-11, maxIter: 100_000 };
const quiet = { onWarning: () => {} };

const cases: readonly (readonly [
  name: string,
  from: 'dense' | 'wide' | 'sparse',
  params: Partial<LassoParams>,
  weighted: boolean,
])[] = [
  ['plain', 'dense', { alpha: 0.1 }, false],
  ['strong', 'dense', { alpha: 2 }, false],
  ['tooStrong', 'dense', { alpha: 1e4 }, false],
  ['withoutIntercept', 'dense', { alpha: 0.1, fitIntercept: false }, false],
  ['weighted', 'dense', { alpha: 0.1 }, true],
  ['positive', 'dense', { alpha: 0.1, positive: true }, false],
  ['random', 'dense', { alpha: 0.1, selection: 'random', randomState: 3 }, false],
  ['limited', 'dense', { alpha: 0.001, maxIter: 3 }, false],
  ['noPenalty', 'dense', { alpha: 0, maxIter: 20_000 }, false],
  ['wide', 'wide', { alpha: 0.05 }, false],
  ['wideWeighted', 'wide', { alpha: 0.05 }, true],
  ['wideRandom', 'wide', { alpha: 0.05, selection: 'random', randomState: 0 }, false],
  ['widePositive', 'wide', { alpha: 0.05, positive: true }, false],
  ['sparse', 'sparse', { alpha: 0.05 }, false],
  ['sparseWithoutIntercept', 'sparse', { alpha: 0.05, fitIntercept: false }, false],
  ['sparseWeighted', 'sparse', { alpha: 0.05 }, true],
  ['sparsePositive', 'sparse', { alpha: 0.05, positive: true }, false],
  ['sparseRandom', 'sparse', { alpha: 0.05, selection: 'random', randomState: 5 }, false],
];

describe('Lasso takes the steps of scikit-learn', () => {
  for (const precompute of ['auto', true, false] as const) {
    it.each(cases)(`with precompute ${precompute}: %s`, async (name, from, params, weighted) => {
      const { X, y, XNew } = given(from);
      const options = weighted ? { ...quiet, sampleWeight: weightsOf(from) } : quiet;
      const model = await new Lasso({ ...params, precompute }).fit(X, y, options);
      expectRecorded(model, recorded[name]!, XNew);
    });

    it(`with precompute ${precompute}, to the optimum`, async () => {
      for (const [name, from, alpha] of [
        ['tight', 'dense', 0.1],
        ['wideTight', 'wide', 0.05],
        ['sparseTight', 'sparse', 0.05],
      ] as const) {
        const { X, y } = given(from);
        const model = await new Lasso({ alpha, precompute, ...TIGHT }).fit(X, y, quiet);
        expectClose(model.coef, recorded[name]!.coef, 1e-6);
        expectClose(model.intercept, recorded[name]!.intercept, 1e-6);
      }
    });
  }

  it('from the coefficients of the last fit', async () => {
    const { X, y, XNew } = given('dense');
    const model = await new Lasso({ alpha: 0.5, warmStart: true }).fit(X, y);
    await model.setParams({ alpha: 0.1 }).fit(X, y);
    expectRecorded(model, recorded.warm!, XNew);
    const cold = await new Lasso({ alpha: 0.1 }).fit(X, y);
    expect(model.nIter).toBeLessThan(cold.nIter);
  });
});

const cell = fc.double({ min: -100, max: 100, noNaN: true });
const problem = fc
  .array(fc.record({ row: fc.tuple(cell, cell, cell), y: cell, copies: fc.integer({ min: 1, max: 3 }) }), {
    minLength: 2,
    maxLength: 8,
  })
  .map((rows) => ({
    X: rows.map(({ row }) => row as number[]),
    y: rows.map((row) => row.y),
    copies: rows.map(({ copies }) => copies),
  }));

describe('Lasso keeps the laws of the penalty', () => {
  it.each([true, false])('a weight of k is k copies, with precompute %s', async (precompute) => {
    await fc.assert(
      fc.asyncProperty(problem, async ({ X, y, copies }) => {
        const repeat = <T>(values: T[]) => values.flatMap((value, i) => Array<T>(copies[i]!).fill(value));
        const lasso = () => new Lasso({ precompute, tol: 1e-9, maxIter: 20_000 });
        const weighted = await lasso().fit(X, y, { ...quiet, sampleWeight: copies });
        const repeated = await lasso().fit(repeat(X), repeat(y), quiet);
        expectClose(weighted.predict(X), repeated.predict(X), 0.01);
      }),
      { numRuns: 50 },
    );
  });

  it('meets the conditions of the optimum: slopes are alpha where there is a coefficient, else no more', async () => {
    for (const from of ['dense', 'wide', 'sparse'] as const) {
      const { X, y, XNew } = given(from);
      const alpha = 0.2;
      const model = await new Lasso({ alpha, ...TIGHT }).fit(X, y);
      const rows = X instanceof SparseMatrix ? XNew : X;
      const predicted = model.predict(rows);
      model.coef.forEach((coef, j) => {
        const slope = rows.reduce((sum, row, i) => sum + row[j]! * (y[i]! - predicted[i]!), 0) / y.length;
        if (coef !== 0) expectClose(slope, alpha * Math.sign(coef), 1e-4);
        else expect(Math.abs(slope)).toBeLessThanOrEqual(alpha + 1e-4);
      });
    }
  });

  it('a vanishing penalty leads to least squares', async () => {
    const { X, y } = given('dense');
    const least = await new LinearRegression().fit(X, y);
    expectClose((await new Lasso({ alpha: 1e-9, ...TIGHT }).fit(X, y, quiet)).coef, least.coef, 1e-4);
  });

  it('sparse data far from 0 are centred as dense ones are', async () => {
    const rows = given('sparse').XNew.map((row) => row.map((value) => (value === 0 ? 0 : value + 1000)));
    const { y } = given('sparse');
    const params = { alpha: 0.5, tol: 1e-8, maxIter: 100_000 };
    const sparse = await new Lasso(params).fit(SparseMatrix.fromDense(Matrix.fromArrays(rows)), y);
    const dense = await new Lasso({ ...params, precompute: false }).fit(rows, y);
    expectClose(sparse.coef, dense.coef, 1e-6);
    expectClose(sparse.intercept, dense.intercept, 1e-6);
  });

  it('draws the same for the same seed, and others for another', async () => {
    const { X, y } = given('dense');
    const coefOf = async (randomState: number) =>
      (await new Lasso({ alpha: 0.1, selection: 'random', randomState }).fit(X, y)).coef;
    expect(await coefOf(7)).toEqual(await coefOf(7));
    expect(await coefOf(7)).not.toEqual(await coefOf(8));
  });
});

describe('Lasso says what is wrong', () => {
  const { X, y } = given('dense');

  it('warns when maxIter ends it, and of alpha 0', async () => {
    const warnings: PipefitWarning[] = [];
    const onWarning = (warning: PipefitWarning) => warnings.push(warning);
    await new Lasso({ alpha: 0.001, maxIter: 1 }).fit(X, y, { onWarning });
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toBeInstanceOf(ConvergenceWarning);
    expect(warnings[0]!.message).toMatch(/^Lasso: stopped after 1 sweeps with a duality gap of .*maxIter/);
    await new Lasso({ alpha: 0, maxIter: 20_000 }).fit(X, y, { onWarning });
    expect(warnings.at(1)!.message).toMatch(/LinearRegression/);
  });

  it('refuses to start from the coefficients of other columns, and keeps its state', async () => {
    const model = await new Lasso({ alpha: 0.1, warmStart: true }).fit(X, y);
    const { coef } = model;
    const fewer = X as number[][];
    await expect(
      model.fit(
        fewer.map((row) => row.slice(1)),
        y,
      ),
    ).rejects.toThrow(/Lasso: warmStart starts from 8 coefficients, but X has 7 columns/);
    expect(model.coef).toBe(coef);
  });

  it('refuses numbers that it cannot square', async () => {
    const huge = (X as number[][]).map((row) => row.map((value) => value * 1e200));
    for (const precompute of [true, false]) {
      await expect(new Lasso({ precompute }).fit(huge, y, quiet)).rejects.toThrow(InvalidDataError);
    }
  });

  it('stops when it is cancelled', async () => {
    const controller = new AbortController();
    const fit = new Lasso({ alpha: 1e-12, tol: 0, maxIter: 1e9 }).fit(X, y, {
      ...quiet,
      signal: controller.signal,
    });
    setTimeout(() => controller.abort(new Error('enough')), 30);
    await expect(fit).rejects.toThrow('enough');
  });
});
