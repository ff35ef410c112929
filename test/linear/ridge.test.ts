import fc from 'fast-check';
import {
  ConvergenceWarning,
  InvalidDataError,
  InvalidParameterError,
  LinearRegression,
  Matrix,
  type PipefitWarning,
  Ridge,
  type RidgeParams,
  SparseMatrix,
} from 'pipefit';
import { describe, expect, it } from 'vitest';
import { expectClose, fixture } from '../support/fixture.js';

interface Recorded {
  coef: number[];
  intercept: number;
  predicted: number[];
  nIter: number | null;
  solver: string;
}

type DataName =
  | 'X'
  | 'y'
  | 'weights'
  | 'XNew'
  | 'wideX'
  | 'wideY'
  | 'wideWeights'
  | 'dependentX'
  | 'sparseX'
  | 'sparseY'
  | 'sparseWeights';

const known = fixture<Record<string, Recorded>>('linear/ridge');
const data = fixture<Record<DataName, number[]> & Record<string, number[][]>>('linear/ridge');
const table = (name: DataName) => data[name] as unknown as number[][];
const toSparse = (X: number[][]) => SparseMatrix.fromDense(Matrix.fromArrays(X));

const TIGHT = { tol: 1e-12, maxIter: 100_000 };
const { y, weights } = data;
const X = table('X');

async function expectRecorded(
  name: string,
  params: Partial<RidgeParams>,
  given: {
    readonly X?: number[][] | SparseMatrix;
    readonly y?: number[];
    readonly weights?: number[];
    readonly XNew?: number[][];
    readonly tolerance?: number;
  } = {},
): Promise<Ridge> {
  const options = given.weights === undefined ? {} : { sampleWeight: given.weights };
  const model = await new Ridge(params).fit(given.X ?? X, given.y ?? y, options);
  const expected = known[name]!;
  const tolerance = given.tolerance ?? 1e-9;
  expectClose(model.coef, expected.coef, tolerance);
  expectClose(model.intercept, expected.intercept, tolerance);
  expectClose(model.predict(given.XNew ?? table('XNew')), expected.predicted, tolerance);
  return model;
}

describe('Ridge agrees with scikit-learn', () => {
  it.each(['auto', 'cholesky', 'svd'] as const)('with solver %s, which iterates nothing', async (solver) => {
    const model = await expectRecorded('plain', { solver });
    expect(model.nIter).toBeNull();
    expect(model.solver).toBe(solver === 'svd' ? 'svd' : 'cholesky');
    await expectRecorded('strong', { solver, alpha: 100 });
    await expectRecorded('withoutIntercept', { solver, fitIntercept: false });
    await expectRecorded('weighted', { solver, alpha: 2 }, { weights });
    await expectRecorded('noPenalty', { solver, alpha: 0 });
  });

  it('with solver lsqr, to the iteration', async () => {
    const loose = await expectRecorded('lsqrLoose', { solver: 'lsqr' }, { tolerance: 1e-7 });
    expect(loose.nIter).toBe(known.lsqrLoose!.nIter);
    await expectRecorded('lsqrWeighted', { solver: 'lsqr', alpha: 2, ...TIGHT }, { weights });
    await expectRecorded('plain', { solver: 'lsqr', ...TIGHT });
  });

  it('with positive coefficients', async () => {
    const params = { positive: true, ...TIGHT };
    const model = await expectRecorded('positive', params, { tolerance: 1e-6 });
    expect(model.solver).toBe('lbfgs');
    await expectRecorded('positiveWeighted', { ...params, alpha: 3 }, { weights, tolerance: 1e-6 });
    await expectRecorded('positiveWithoutIntercept', { ...params, fitIntercept: false }, { tolerance: 1e-6 });
    const wide = { X: table('wideX'), y: data.wideY, XNew: table('wideX') };
    await expectRecorded('widePositive', params, { ...wide, tolerance: 1e-6 });
  });

  it('with more columns than rows', async () => {
    const wide = { X: table('wideX'), y: data.wideY, XNew: table('wideX') };
    for (const solver of ['cholesky', 'svd', 'lsqr'] as const) {
      await expectRecorded('wide', { solver, ...TIGHT }, wide);
      await expectRecorded('wideWithoutIntercept', { solver, fitIntercept: false, ...TIGHT }, wide);
      await expectRecorded('wideWeighted', { solver, ...TIGHT }, { ...wide, weights: data.wideWeights });
    }
  });

  it('on dependent columns without a penalty, where svd takes over', async () => {
    const model = await expectRecorded('dependentNoPenalty', { alpha: 0 }, { X: table('dependentX') });
    expect(model.solver).toBe('svd');
  });

  it('on sparse data', async () => {
    const sparse = { X: toSparse(table('sparseX')), y: data.sparseY, XNew: table('sparseX') };
    for (const solver of ['auto', 'lsqr'] as const) {
      await expectRecorded('sparse', { solver, ...TIGHT }, sparse);
      await expectRecorded('sparseWithoutIntercept', { solver, fitIntercept: false, ...TIGHT }, sparse);
      await expectRecorded(
        'sparseWeighted',
        { solver, ...TIGHT },
        { ...sparse, weights: data.sparseWeights },
      );
    }
    await expectRecorded('sparsePositive', { positive: true, ...TIGHT }, { ...sparse, tolerance: 1e-6 });
  });

  it('on sparse data with more columns than rows', async () => {
    const few = {
      X: toSparse(table('sparseX').slice(0, 5)),
      y: data.sparseY.slice(0, 5),
      XNew: table('sparseX'),
    };
    for (const solver of ['auto', 'lsqr'] as const) {
      await expectRecorded('sparseWide', { solver, ...TIGHT }, few);
      const fewWeights = data.sparseWeights.slice(0, 5).map((weight) => weight + 1);
      await expectRecorded('sparseWideWeighted', { solver, ...TIGHT }, { ...few, weights: fewWeights });
    }
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

describe('Ridge keeps the laws of the penalty', () => {
  it.each(['cholesky', 'svd', 'lsqr'] as const)(
    '%s: a weight of k is k copies, rows have no order',
    async (solver) => {
      const ridge = () => new Ridge({ solver, ...TIGHT });
      await fc.assert(
        fc.asyncProperty(problem, async ({ X, y, copies }) => {
          const repeat = <T>(values: T[]) => values.flatMap((value, i) => Array<T>(copies[i]!).fill(value));
          const weighted = await ridge().fit(X, y, { sampleWeight: copies });
          const repeated = await ridge().fit(repeat(X), repeat(y));
          const reversed = await ridge().fit([...X].reverse(), [...y].reverse(), {
            sampleWeight: [...copies].reverse(),
          });
          expectClose(weighted.predict(X), repeated.predict(X), 1e-6);
          expectClose(reversed.predict(X), weighted.predict(X), 1e-6);
        }),
        { numRuns: 50 },
      );
    },
  );

  it.each(['cholesky', 'svd', 'lsqr'] as const)(
    '%s: a column of next to nothing changes nothing',
    async (solver) => {
      const expected = await new Ridge({ solver, ...TIGHT }).fit(X, y);
      for (const tiny of [1e-100, 1e-200, 5e-324]) {
        const more = X.map((row, i) => [(i % 7) * tiny, ...row]);
        const { coef } = await new Ridge({ solver, ...TIGHT }).fit(more, y);
        expectClose(coef, [0, ...expected.coef], 1e-9);
      }
    },
  );

  it('a constant column changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(problem, cell, async ({ X, y }, constant) => {
        const model = await new Ridge().fit(X, y);
        const more = await new Ridge().fit(
          X.map(([a, b, c]) => [a!, constant, b!, c!]),
          y,
        );
        const [a, b, c] = model.coef;
        expectClose(more.coef, [a!, 0, b!, c!], 1e-7);
      }),
    );
  });

  it('a vanishing penalty leads to least squares, a huge one to the mean', async () => {
    const least = await new LinearRegression().fit(X, y);
    expectClose((await new Ridge({ alpha: 1e-9 }).fit(X, y)).coef, least.coef, 1e-7);
    const huge = await new Ridge({ alpha: 1e15 }).fit(X, y);
    expectClose(huge.intercept, y.reduce((sum, value) => sum + value, 0) / y.length, 1e-7);
  });

  it('positive coefficients are those of scaled least squares, whichever way the bound is met', async () => {
    await fc.assert(
      fc.asyncProperty(problem, async ({ X, y }) => {
        const { coef } = await new Ridge({ positive: true, fitIntercept: false, ...TIGHT }).fit(X, y);
        // Rows of sqrt(alpha) * I with target 0 are the penalty.
        const penalty = [0, 1, 2].map((j) => [0, 1, 2].map((k) => (j === k ? 1 : 0)));
        const exact = await new LinearRegression({ positive: true, fitIntercept: false }).fit(
          [...X, ...penalty],
          [...y, 0, 0, 0],
        );
        expectClose(coef, exact.coef, 1e-5);
      }),
    );
  });
});

describe('Ridge', () => {
  it('refuses solvers that do not fit, and says what to do', async () => {
    await expect(new Ridge({ solver: 'lbfgs' }).fit(X, y)).rejects.toThrow(/positive to true/);
    await expect(new Ridge({ solver: 'svd', positive: true }).fit(X, y)).rejects.toThrow(
      InvalidParameterError,
    );
    const sparse = toSparse(table('sparseX'));
    await expect(new Ridge({ solver: 'svd' }).fit(sparse, data.sparseY)).rejects.toThrow(/toDense/);
    await expect(new Ridge({ alpha: -1 }).fit(X, y)).rejects.toThrow(
      "The parameter 'alpha' of Ridge must be a number of at least 0. Got -1.",
    );
    await expect(new Ridge().fit([[1], [Number.NaN]], [1, 2])).rejects.toThrow(InvalidDataError);
  });

  it('warns when maxIter ends an iteration', async () => {
    const warnings: PipefitWarning[] = [];
    const onWarning = (warning: PipefitWarning) => warnings.push(warning);
    await new Ridge({ solver: 'lsqr', tol: 1e-12, maxIter: 2 }).fit(X, y, { onWarning });
    await new Ridge({ positive: true, tol: 1e-12, maxIter: 2 }).fit(X, y, { onWarning });
    expect(warnings).toHaveLength(2);
    for (const warning of warnings) {
      expect(warning).toBeInstanceOf(ConvergenceWarning);
      expect(warning.message).toMatch(/stopped after 2 iterations .* raise maxIter/);
    }
  });
});
