import fc from 'fast-check';
import {
  ConvergenceWarning,
  InvalidDataError,
  InvalidParameterError,
  type Label,
  LogisticRegression,
  type LogisticRegressionParams,
  Matrix,
  NotFittedError,
  type PipefitWarning,
  SparseMatrix,
  StandardScaler,
} from 'pipefit';
import { describe, expect, it } from 'vitest';
import { expectClose, fixture } from '../support/fixture.js';

interface Recorded {
  coef: number[][];
  intercept: number[];
  nIter: number;
  decision: number[] | number[][];
  proba: number[][];
  predicted: Label[];
}

type Both = Record<'binary' | 'multinomial', Recorded>;

type CaseName =
  | 'plain'
  | 'strongPenalty'
  | 'weakPenalty'
  | 'noPenalty'
  | 'withoutIntercept'
  | 'balanced'
  | 'weighted'
  | 'balancedWeighted'
  | 'classWeights'
  | 'sparsePlain'
  | 'wide';

const known = fixture<
  {
    X: number[][];
    y: number[];
    y3: number[];
    words: string[];
    weights: number[];
    sparse: number[][];
    XNew: number[][];
    wideX: number[][];
    strings: Recorded;
    iris: Recorded;
    loose: Both & { iris: Recorded; cancer: Recorded };
  } & Record<CaseName, Both>
>('linear/logistic-regression');

const iris = fixture<{ X: number[][]; y: number[] }>('data/iris');
const cancer = fixture<{ X: number[][]; y: number[] }>('data/breast-cancer');
const TIGHT = { tol: 1e-10, maxIter: 10_000 };
const { X, y, y3, weights, XNew } = known;
const toSparse = (rows: number[][]) => SparseMatrix.fromDense(Matrix.fromArrays(rows));

function expectModel(
  model: LogisticRegression,
  expected: Recorded,
  XNew: number[][] | SparseMatrix,
  tolerance = 1e-8,
): void {
  expectClose(model.coef, expected.coef, tolerance);
  expectClose(model.intercept, expected.intercept, tolerance);
  expectClose(model.decisionFunction(XNew), expected.decision, tolerance);
  expectClose(model.predictProba(XNew), expected.proba, tolerance);
  expect(model.predict(XNew)).toEqual(expected.predicted);
}

async function expectBoth(
  name: CaseName,
  params: Partial<LogisticRegressionParams>,
  sampleWeight?: number[],
): Promise<void> {
  const both = known[name];
  const options = sampleWeight === undefined ? {} : { sampleWeight };
  expectModel(await new LogisticRegression({ ...TIGHT, ...params }).fit(X, y, options), both.binary, XNew);
  expectModel(
    await new LogisticRegression({ ...TIGHT, ...params }).fit(X, y3, options),
    both.multinomial,
    XNew,
  );
}

describe('LogisticRegression agrees with scikit-learn', () => {
  it('with defaults', () => expectBoth('plain', {}));
  it('with a strong penalty', () => expectBoth('strongPenalty', { C: 0.01 }));
  it('with a weak penalty', () => expectBoth('weakPenalty', { C: 100 }));
  it('without a penalty', () => expectBoth('noPenalty', { C: Number.POSITIVE_INFINITY }));
  it('without an intercept', () => expectBoth('withoutIntercept', { fitIntercept: false }));
  it('with balanced classes', () => expectBoth('balanced', { classWeight: 'balanced' }));
  it('with sample weights', () => expectBoth('weighted', {}, weights));
  it('with balanced classes, counted by sample weight', () =>
    expectBoth('balancedWeighted', { classWeight: 'balanced' }, weights));

  it('with weights of classes, as an object and as a Map', async () => {
    const { binary, multinomial } = known.classWeights;
    const two = await new LogisticRegression({ ...TIGHT, classWeight: { 0: 2, 1: 0.5 } }).fit(X, y);
    expectModel(two, binary, XNew);
    const map = new Map([
      [0, 2],
      [2, 0.5],
    ]);
    expectModel(await new LogisticRegression({ ...TIGHT, classWeight: map }).fit(X, y3), multinomial, XNew);
  });

  it('with strings and booleans as labels', async () => {
    const model = await new LogisticRegression(TIGHT).fit(X, known.words);
    expectModel(model, known.strings, XNew);
    expect(model.classes).toEqual(['no', 'yes']);
    const flags = await new LogisticRegression(TIGHT).fit(X, y.map(Boolean));
    expectModel(flags, { ...known.plain.binary, predicted: known.plain.binary.predicted.map(Boolean) }, XNew);
  });

  it('on sparse data, and on more columns than rows', async () => {
    const S = toSparse(known.sparse);
    for (const [name, labels] of [
      ['binary', y],
      ['multinomial', y3],
    ] as const) {
      const expected = known.sparsePlain[name];
      expectModel(await new LogisticRegression(TIGHT).fit(S, labels), expected, S.head(8));
      expectModel(await new LogisticRegression(TIGHT).fit(known.sparse, labels), expected, S.head(8));
      const wide = await new LogisticRegression(TIGHT).fit(known.wideX, labels.slice(0, 12));
      expectModel(wide, known.wide[name], known.wideX);
    }
  });

  it('at its default tolerance too, step by step', async () => {
    const binary = await new LogisticRegression().fit(X, y);
    expectModel(binary, known.loose.binary, XNew);
    expect(binary.nIter).toBe(known.loose.binary.nIter);
    const multinomial = await new LogisticRegression().fit(X, y3);
    expectModel(multinomial, known.loose.multinomial, XNew);
    expect(multinomial.nIter).toBe(known.loose.multinomial.nIter);
    const scaled = await new StandardScaler().fitTransform(cancer.X);
    const rows = scaled.selectRows(Array.from({ length: 12 }, (_, i) => i * 50));
    const model = await new LogisticRegression().fit(scaled, cancer.y);
    expectModel(model, known.loose.cancer, rows.toArray());
    expect(model.nIter).toBe(known.loose.cancer.nIter);
    const short = await new LogisticRegression({ maxIter: 20 }).fit(iris.X, iris.y, { onWarning: () => {} });
    expectModel(
      short,
      known.loose.iris,
      iris.X.filter((_, i) => i % 15 === 0),
      1e-7,
    );
  });

  it('on scaled iris: the coefficients of the reference', async () => {
    const scaled = await new StandardScaler().fitTransform(iris.X);
    const model = await new LogisticRegression(TIGHT).fit(scaled, iris.y);
    expectModel(
      model,
      known.iris,
      scaled.toArray().filter((_, i) => i % 15 === 0),
    );
    const coef = [
      [-1.074066, 1.160115, -1.930692, -1.811556],
      [0.58781, -0.361841, -0.363431, -0.82627],
      [0.486256, -0.798274, 2.294123, 2.637826],
    ];
    expectClose(model.coef, coef, 1e-6);
    expectClose(model.intercept, [-0.205241, 2.07484, -1.869599], 1e-6);
  });
});

const cell = fc.double({ min: -3, max: 3, noNaN: true });
const problem = fc
  .array(
    fc.record({
      row: fc.tuple(cell, cell),
      label: fc.constantFrom('a', 'b', 'c'),
      copies: fc.integer({ min: 1, max: 3 }),
    }),
    { minLength: 3, maxLength: 12 },
  )
  .map((rows) => ({
    X: rows.map(({ row }) => row as number[]),
    // The first rows bring every class.
    y: rows.map(({ label }, i) => (i < 3 ? 'abc'[i]! : label)),
    copies: rows.map(({ copies }) => copies),
  }));

describe('LogisticRegression keeps the laws of its loss', () => {
  it.each([null, 'balanced'] as const)(
    'a weight of k is k copies, rows have no order (class weight %s)',
    async (classWeight) => {
      const make = () => new LogisticRegression({ ...TIGHT, classWeight });
      await fc.assert(
        fc.asyncProperty(problem, async ({ X, y, copies }) => {
          const repeat = <T>(values: T[]) => values.flatMap((value, i) => Array<T>(copies[i]!).fill(value));
          const weighted = await make().fit(X, y, { sampleWeight: copies });
          const repeated = await make().fit(repeat(X), repeat(y));
          const reversed = await make().fit([...X].reverse(), [...y].reverse(), {
            sampleWeight: [...copies].reverse(),
          });
          expectClose(weighted.predictProba(X), repeated.predictProba(X), 1e-6);
          expectClose(reversed.predictProba(X), weighted.predictProba(X), 1e-6);
        }),
        { numRuns: 50 },
      );
    },
  );

  it('probabilities are positive, add up to 1 and follow the scores; their logarithms agree', async () => {
    await fc.assert(
      fc.asyncProperty(problem, fc.boolean(), async ({ X, y }, twoClasses) => {
        const labels = twoClasses ? y.map((label) => label === 'a') : y;
        const model = await new LogisticRegression().fit(X, labels);
        const probabilities = model.predictProba(X);
        for (let i = 0; i < X.length; i++) {
          const row = [...probabilities.row(i)];
          expectClose(
            row.reduce((sum, p) => sum + p, 0),
            1,
            1e-12,
          );
          expectClose(model.predictLogProba(X).row(i), row.map(Math.log), 1e-12);
        }
        const scores = model.decisionFunction(X);
        if (scores instanceof Matrix) expect(scores.rows).toBe(X.length);
        else expect(model.predict(X)).toEqual([...scores].map((score) => score > 0));
      }),
    );
  });

  it('labels exchanged, coefficients exchanged', async () => {
    const model = await new LogisticRegression(TIGHT).fit(X, y);
    const exchanged = await new LogisticRegression(TIGHT).fit(
      X,
      y.map((label) => 1 - label),
    );
    expectClose(
      exchanged.coef,
      model.coef.toArray().map((row) => row.map((value) => -value)),
      1e-8,
    );
  });
});

describe('LogisticRegression', () => {
  it('stays finite at scores of a thousand and more, in probabilities and in their logarithms', async () => {
    const far = [[-1e4], [-2e4], [1e4], [2e4]];
    const model = await new LogisticRegression({ C: 1e6 }).fit(
      [[-1], [-2], [1], [2]],
      ['no', 'no', 'yes', 'yes'],
    );
    expect(Math.abs((model.decisionFunction(far) as Float64Array)[0]!)).toBeGreaterThan(1e3);
    expectClose(
      model.predictProba(far),
      [
        [1, 0],
        [1, 0],
        [0, 1],
        [0, 1],
      ],
      1e-12,
    );
    const logs = model.predictLogProba(far);
    expectClose(logs.at(0, 1), (model.decisionFunction(far) as Float64Array)[0]!, 1e-9);
    const three = await new LogisticRegression().fit([[-1], [0], [1], [-2], [0.1], [2]], [0, 1, 2, 0, 1, 2]);
    const extreme = three.predictLogProba([[1e5], [-1e5]]);
    expect(extreme.data.every(Number.isFinite)).toBe(true);
    expectClose(
      three.predictProba([[1e5], [-1e5]]),
      [
        [0, 0, 1],
        [1, 0, 0],
      ],
      1e-12,
    );
  });

  it('fits columns of a size of 1e3 without overflow', async () => {
    const model = await new LogisticRegression({ C: Number.POSITIVE_INFINITY }).fit(
      [
        [-1e3, 5],
        [-900, 2],
        [1e3, 1],
        [800, 4],
      ],
      [0, 0, 1, 1],
    );
    expect(model.coef.data.every(Number.isFinite)).toBe(true);
    expect(
      model.predict([
        [-500, 3],
        [500, 3],
      ]),
    ).toEqual([0, 1]);
  });

  it('goes on from the fit before with warmStart, and does not without', async () => {
    const warm = new LogisticRegression({ warmStart: true, tol: 1e-8 });
    const first = (await warm.fit(X, y)).nIter;
    const again = (await warm.fit(X, y)).nIter;
    expect(first).toBeGreaterThan(5);
    expect(again).toBe(0);
    await expect(warm.fit(X, y3)).rejects.toThrow(/warmStart goes on from a fit with 4 columns/);
    expect(warm.classes).toEqual([0, 1]);
    await warm.clone().fit(X, y3);
    const cold = new LogisticRegression({ tol: 1e-8 });
    await cold.fit(X, y3);
    expect((await cold.fit(X, y)).nIter).toBe(first);
  });

  it('warns when maxIter ends it, and says what to do', async () => {
    const warnings: PipefitWarning[] = [];
    const model = await new LogisticRegression({ maxIter: 3 }).fit(iris.X, iris.y, {
      onWarning: (warning) => warnings.push(warning),
    });
    expect(model.nIter).toBe(3);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toBeInstanceOf(ConvergenceWarning);
    expect(warnings[0]!.message).toBe(
      'LogisticRegression: stopped after 3 iterations before it met tol 0.0001. ' +
        'Scale the columns (StandardScaler) or raise maxIter.',
    );
  });

  it('refuses a single class, continuous targets, missing values and bad parameters', async () => {
    const learn = (y: Label[], params: Partial<LogisticRegressionParams> = {}, X: number[][] = [[1], [2]]) =>
      new LogisticRegression(params).fit(X, y);
    await expect(learn(['a', 'a'])).rejects.toThrow(InvalidDataError);
    await expect(learn(['a', 'a'])).rejects.toThrow('needs at least 2 classes; y holds only "a"');
    await expect(learn([0.5, 1.25])).rejects.toThrow(/Use a regressor/);
    await expect(learn([0, 1], {}, [[1], [Number.NaN]])).rejects.toThrow(InvalidDataError);
    await expect(learn([0, 1], { C: 0 })).rejects.toThrow(
      "The parameter 'C' of LogisticRegression must be a number greater than 0, or Infinity. Got 0.",
    );
    await expect(learn([0, 1], { C: Number.NaN })).rejects.toThrow(InvalidParameterError);
    const nothing = { a: 0, b: 0 };
    await expect(learn(['a', 'b'], { classWeight: nothing })).rejects.toThrow(/weight of every row is 0/);
    expect(() => new LogisticRegression().coef).toThrow(NotFittedError);
  });

  it('names the columns of coefficients and probabilities', async () => {
    const model = await new LogisticRegression().fit(
      new Matrix(Float64Array.of(1, 2, 3, 5), 2, 2, ['a', 'b']),
      ['x', 'y'],
    );
    expect(model.coef.columnNames).toEqual(['a', 'b']);
    expect(model.predictProba([[1, 2]]).columnNames).toEqual(['x', 'y']);
  });

  it('stops when it is cancelled, and keeps the fit before', async () => {
    const X = Matrix.zeros(40_000, 30);
    for (let p = 0; p < X.data.length; p++) X.data[p] = Math.sin(p * p);
    const y = Array.from({ length: X.rows }, (_, i) => (X.at(i, 0) + 0.1 * X.at(i, 1) > 0 ? 'yes' : 'no'));
    const model = await new LogisticRegression().fit(known.X, known.y);
    const controller = new AbortController();
    model.setParams({ C: 1e9, maxIter: 10_000, tol: 0 });
    const running = model.fit(X, y, { signal: controller.signal });
    setTimeout(() => controller.abort(), 30);
    await expect(running).rejects.toThrow(/abort/i);
    expect(model.classes).toEqual([0, 1]);
  });
});
