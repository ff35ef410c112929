import fc from 'fast-check';
import {
  DataWarning,
  InvalidDataError,
  InvalidParameterError,
  LinearRegression,
  type LinearRegressionParams,
  Matrix,
  NotFittedError,
  type PipefitWarning,
  SparseMatrix,
} from 'pipefit';
import { describe, expect, it } from 'vitest';
import { expectClose, fixture } from '../support/fixture.js';

interface Recorded {
  coef: number[];
  intercept: number;
  predicted: number[];
  rank: number | null;
}

interface Case {
  X: number[][];
  y: number[];
  weights: number[] | null;
  plain: Recorded;
  withoutIntercept: Recorded;
  weighted: Recorded | null;
}

type CaseName = 'full' | 'positive' | 'dependent' | 'indicators' | 'wide' | 'sparse';

const known = fixture<
  Record<CaseName, Case> & {
    negativeTarget: Recorded;
    large: { cells: [number, number, number][]; y: number[]; plain: Recorded };
    diabetes: Recorded;
  }
>('linear/linear-regression');

const diabetes = fixture<{ X: number[][]; y: number[] }>('data/diabetes');
const toSparse = (X: number[][]) => SparseMatrix.fromDense(Matrix.fromArrays(X));

async function expectRecorded(
  X: number[][] | SparseMatrix,
  y: number[],
  expected: Recorded,
  params: Partial<LinearRegressionParams> = {},
  weights: number[] | null = null,
  tolerance = 1e-9,
): Promise<void> {
  const options = weights === null ? {} : { sampleWeight: weights };
  const model = await new LinearRegression(params).fit(X, y, { ...options, onWarning: () => {} });
  expectClose(model.coef, expected.coef, tolerance);
  expectClose(model.intercept, expected.intercept, tolerance);
  const dense = X instanceof SparseMatrix ? X.toArray() : X;
  expectClose(model.predict(dense.slice(0, 5)), expected.predicted, tolerance);
  expect(model.rank).toBe(expected.rank);
}

describe('LinearRegression agrees with scikit-learn', () => {
  it.each<CaseName>(['full', 'dependent', 'indicators', 'wide', 'sparse'])('on %s data', async (name) => {
    const { X, y, weights, plain, withoutIntercept, weighted } = known[name];
    await expectRecorded(X, y, plain);
    await expectRecorded(X, y, withoutIntercept, { fitIntercept: false });
    if (weighted !== null) await expectRecorded(X, y, weighted, {}, weights);
  });

  it('with positive coefficients', async () => {
    const { X, y, weights, plain, withoutIntercept, weighted } = known.positive;
    await expectRecorded(X, y, plain, { positive: true });
    await expectRecorded(X, y, withoutIntercept, { positive: true, fitIntercept: false });
    await expectRecorded(X, y, weighted!, { positive: true }, weights);
    await expectRecorded(
      X,
      y.map((value) => -value),
      known.negativeTarget,
      { positive: true },
    );
  });

  it.each<CaseName>(['sparse', 'dependent', 'wide'])('on sparse data: %s', async (name) => {
    const { X, y, weights, plain, withoutIntercept, weighted } = known[name];
    await expectRecorded(toSparse(X), y, plain);
    await expectRecorded(toSparse(X), y, withoutIntercept, { fitIntercept: false });
    if (weighted !== null) await expectRecorded(toSparse(X), y, weighted, {}, weights);
  });

  it('on sparse data with more columns than QR is worth, and knows no rank there', async () => {
    const dense = Matrix.zeros(40, 1100);
    for (const [i, j, value] of known.large.cells) dense.data[i * 1100 + j] = value;
    const X = SparseMatrix.fromDense(dense);
    await expectRecorded(X, known.large.y, { ...known.large.plain, rank: null }, {}, null, 1e-8);
  });

  it('on the diabetes data', async () => {
    await expectRecorded(diabetes.X, diabetes.y, known.diabetes);
  });
});

const cell = fc.double({ min: -100, max: 100, noNaN: true });
/** Well determined data: noise beside a multiple of an identity, and more rows than columns. */
const problem = fc
  .array(fc.record({ row: fc.tuple(cell, cell), y: cell, copies: fc.integer({ min: 1, max: 3 }) }), {
    minLength: 4,
    maxLength: 12,
  })
  .map((rows) => ({
    X: rows.map(({ row }, i) => row.map((value, j) => value + (i % 3 === j ? 300 : 0))),
    y: rows.map(({ y }) => y),
    copies: rows.map(({ copies }) => copies),
  }));

const fitted = (X: number[][], y: number[], sampleWeight?: number[]) =>
  new LinearRegression().fit(X, y, { ...(sampleWeight && { sampleWeight }), onWarning: () => {} });

describe('LinearRegression keeps the laws of least squares', () => {
  it('a weight of k is k copies of the row', async () => {
    await fc.assert(
      fc.asyncProperty(problem, async ({ X, y, copies }) => {
        const repeat = <T>(values: T[]) => values.flatMap((value, i) => Array<T>(copies[i]!).fill(value));
        const weighted = await fitted(X, y, copies);
        const repeated = await fitted(repeat(X), repeat(y));
        expectClose(weighted.coef, repeated.coef, 1e-9);
        expectClose(weighted.intercept, repeated.intercept, 1e-9);
      }),
    );
  });

  it('the order of rows does not matter, and a*y + b scales and shifts', async () => {
    await fc.assert(
      fc.asyncProperty(problem, cell, cell, async ({ X, y }, a, b) => {
        const model = await fitted(X, y);
        const reversed = await fitted([...X].reverse(), [...y].reverse());
        expectClose(reversed.coef, model.coef, 1e-9);
        const moved = await fitted(
          X,
          y.map((value) => a * value + b),
        );
        expectClose(
          moved.coef,
          model.coef.map((value) => a * value),
          1e-8,
        );
        expectClose(moved.intercept, a * model.intercept + b, 1e-8);
      }),
    );
  });

  it('a constant column changes nothing but the rank warning', async () => {
    await fc.assert(
      fc.asyncProperty(problem, cell, async ({ X, y }, constant) => {
        const model = await fitted(X, y);
        const more = await fitted(
          X.map(([a, b]) => [a!, constant, b!]),
          y,
        );
        expectClose(more.coef, [model.coef[0]!, 0, model.coef[1]!], 1e-9);
        expectClose(more.intercept, model.intercept, 1e-8);
        expect(more.rank).toBe(2);
      }),
    );
  });

  it('units do not matter: columns scaled by 1e-150 and 1e150 give the same predictions', async () => {
    const { X, y } = known.full;
    const scaled = X.map((row) => row.map((value, j) => value * [1e-150, 1, 1e150, 1, 1e-20][j]!));
    const model = await fitted(scaled, y);
    expect(model.rank).toBe(5);
    expectClose(model.predict(scaled.slice(0, 5)), known.full.plain.predicted, 1e-9);
  });

  it('many blocks of rows are one table: 8,000 rows agree with the 40 that they repeat', async () => {
    const { X, y, plain, weights, weighted } = known.full;
    const repeat = <T>(values: T[]) => Array.from({ length: 200 }, () => values).flat();
    for (const table of [repeat(X), toSparse(repeat(X))]) {
      const model = await new LinearRegression().fit(table, repeat(y));
      expectClose(model.coef, plain.coef, 1e-9);
      const withWeights = await new LinearRegression().fit(table, repeat(y), {
        sampleWeight: repeat(weights!),
      });
      expectClose(withWeights.coef, weighted!.coef, 1e-9);
    }
  });

  it('positive coefficients meet the conditions of an optimum', async () => {
    await fc.assert(
      fc.asyncProperty(problem, async ({ X, y }) => {
        const { coef, intercept } = await new LinearRegression({ positive: true }).fit(X, y);
        const residual = X.map((row, i) => y[i]! - intercept - row[0]! * coef[0]! - row[1]! * coef[1]!);
        for (const j of [0, 1]) {
          const slope = X.reduce((sum, row, i) => sum + row[j]! * residual[i]!, 0) / (400 * 100 * X.length);
          expect(coef[j]).toBeGreaterThanOrEqual(0);
          expect(slope).toBeLessThanOrEqual(1e-10);
          if (coef[j]! > 0) expect(Math.abs(slope)).toBeLessThanOrEqual(1e-10);
        }
      }),
    );
  });
});

describe('LinearRegression', () => {
  it('warns of dependent columns and of too few rows, and says the rank', async () => {
    const warnings: PipefitWarning[] = [];
    const onWarning = (warning: PipefitWarning) => warnings.push(warning);
    const { dependent, wide, full } = known;
    expect((await new LinearRegression().fit(dependent.X, dependent.y, { onWarning })).rank).toBe(3);
    expect((await new LinearRegression().fit(wide.X, wide.y, { onWarning })).rank).toBe(7);
    await new LinearRegression().fit(full.X, full.y, { onWarning });
    expect(warnings).toHaveLength(2);
    expect(warnings.every((warning) => warning instanceof DataWarning)).toBe(true);
    expect(warnings[0]!.message).toMatch(/of 5 columns only 3 are independent/);
    expect(warnings[1]!.message).toMatch(/8 rows do not determine 20 coefficients/);
  });

  it('takes columns for dependent as `tol` says', async () => {
    const X = known.full.X.map(([a], i) => [a!, a! + 1e-5 * (i % 7)]);
    const { y } = known.full;
    expect((await fitted(X, y)).rank).toBe(2);
    const coarse = await new LinearRegression({ tol: 1e-3 }).fit(X, y, { onWarning: () => {} });
    expect(coarse.rank).toBe(1);
    expectClose(coarse.coef[0]!, coarse.coef[1]!, 1e-4);
  });

  it('gives a constant column no positive coefficient, however large it is', async () => {
    const { X, y, plain } = known.positive;
    const more = X.map((row) => [1e8 / 3, ...row]);
    const { coef } = await new LinearRegression({ positive: true }).fit(more, y);
    expectClose(coef, [0, ...plain.coef], 1e-9);
  });

  it('takes a single row, whose mean is all there is', async () => {
    const model = await fitted([[1, 2]], [5]);
    expectClose(model.coef, [0, 0]);
    expect(model.intercept).toBe(5);
    expect(model.rank).toBe(0);
  });

  it('leaves a wrong fit with nothing, and the data as they were', async () => {
    const { X, y } = known.full;
    const table = Matrix.fromArrays(X);
    const before = table.data.slice();
    await new LinearRegression().fit(table, y);
    expect(table.data).toEqual(before);
    expect(() => new LinearRegression().coef).toThrow(NotFittedError);
    await expect(new LinearRegression().fit([[1], [Number.NaN]], [1, 2])).rejects.toThrow(InvalidDataError);
    await expect(new LinearRegression().fit([[1], [2]], [1, Number.NaN])).rejects.toThrow(/Row 1 is missing/);
    await expect(new LinearRegression({ tol: -1 }).fit([[1]], [1])).rejects.toThrow(InvalidParameterError);
  });

  it('stops when it is cancelled', async () => {
    const controller = new AbortController();
    const X = Matrix.zeros(60_000, 60);
    for (let p = 0; p < X.data.length; p++) X.data[p] = Math.sin(p);
    const running = new LinearRegression().fit(X, new Float64Array(60_000), { signal: controller.signal });
    setTimeout(() => controller.abort(), 30);
    await expect(running).rejects.toThrow(/abort/i);
  });
});
