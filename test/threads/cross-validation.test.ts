import {
  BaseRegressor,
  ColumnTransformer,
  type CvResults,
  columnSelector,
  crossValidate,
  crossValPredict,
  crossValScore,
  DecisionTreeClassifier,
  distributions,
  Frame,
  FunctionTransformer,
  GridSearchCV,
  getScorer,
  KFold,
  LogisticRegression,
  Matrix,
  makePipeline,
  OneHotEncoder,
  type PipefitWarning,
  Pipeline,
  RandomForestClassifier,
  RandomizedSearchCV,
  RandomState,
  Ridge,
  SimpleImputer,
  SparseMatrix,
  StandardScaler,
} from 'pipefit';
import { describe, expect, it } from 'vitest';
import { stateOf } from '../../src/core/index.js';
import { FitFailedError, InvalidParameterError, ThreadsWarning } from '../../src/errors/index.js';

const rows = 90;
const random = new RandomState(5);
const X = new Matrix(
  Float64Array.from({ length: rows * 4 }, () => random.normal()),
  rows,
  4,
  ['a', 'b', 'c', 'd'],
);
const y = Float64Array.from({ length: rows }, (_, i) => 2 * X.at(i, 0) - X.at(i, 1) + 0.3 * random.normal());
const labels = Array.from(y, (value) => (value > 0 ? 'up' : 'down'));
const weights = Float64Array.from({ length: rows }, (_, i) => 1 + (i % 4));
const mixed = Frame.fromColumns({
  size: Array.from({ length: rows }, (_, i) => (i % 11 === 0 ? null : X.at(i, 0))),
  kind: labels.map((label, i) => (i % 7 === 0 ? null : `${label}${i % 3}`)),
  old: Array.from({ length: rows }, (_, i) => i % 2 === 0),
});
const table = new Pipeline([
  [
    'columns',
    new ColumnTransformer([
      [
        'numbers',
        makePipeline(new SimpleImputer(), new StandardScaler()),
        columnSelector({ type: ['number', 'boolean'] }),
      ],
      ['kinds', new OneHotEncoder({ handleUnknown: 'ignore' }), ['kind']],
    ]),
  ],
  ['model', new LogisticRegression()],
]);

/** Results without the times, which are never the same. */
function untimed<T extends { fitTime: unknown; scoreTime: unknown }>({ fitTime, scoreTime, ...rest }: T) {
  expect([fitTime, scoreTime]).not.toContain(undefined);
  return rest;
}

/** What work on one and on two threads gives, with the warnings of each. */
async function both<T>(work: (nJobs: number, onWarning: (warning: PipefitWarning) => void) => Promise<T>) {
  const outcomes = [];
  for (const nJobs of [1, 2]) {
    const warnings: PipefitWarning[] = [];
    outcomes.push({ result: await work(nJobs, (warning) => warnings.push(warning)), warnings });
  }
  const [one, two] = outcomes;
  return [one!, two!] as const;
}

const told = (warnings: readonly PipefitWarning[]) =>
  warnings.map(({ name, message }) => `${name}: ${message}`);

describe('cross-validation on threads gives what it gives on one', () => {
  it('with several metrics, weights, training scores and estimators', async () => {
    const [one, two] = await both((nJobs, onWarning) =>
      crossValidate(new LogisticRegression({ maxIter: 3 }), X, labels, {
        scoring: { hits: 'accuracy', loss: getScorer('negLogLoss') },
        cv: 6,
        sampleWeight: weights,
        returnTrainScore: true,
        returnEstimator: true,
        returnIndices: true,
        nJobs,
        onWarning,
      }),
    );
    const plain = (result: typeof one.result) => ({
      ...untimed(result),
      estimators: result.estimators!.map((each) => stateOf(each!)),
    });
    expect(plain(two.result)).toEqual(plain(one.result));
    expect(two.result.estimators![0]).toBeInstanceOf(LogisticRegression);
    expect(two.result.estimators![0]!.predict(X)).toEqual(one.result.estimators![0]!.predict(X));
    expect(told(one.warnings)).toHaveLength(6);
    expect(told(two.warnings)).toEqual(told(one.warnings));
  });

  it('with a pipeline of columns, whose fitted copies are of the same classes', async () => {
    const [one, two] = await both((nJobs, onWarning) =>
      crossValidate(table, mixed, labels, { cv: 4, returnEstimator: true, nJobs, onWarning }),
    );
    expect(two.result.test).toEqual(one.result.test);
    expect(two.warnings).toEqual([]);
    const fitted = two.result.estimators![1]!;
    expect(fitted).toBeInstanceOf(Pipeline);
    expect(fitted.named.columns).toBeInstanceOf(ColumnTransformer);
    expect(fitted.predictProba(mixed)).toEqual(one.result.estimators![1]!.predictProba(mixed));
  });

  it.each(['predict', 'predictProba', 'decisionFunction'] as const)(
    'by crossValPredict, %s',
    async (method) => {
      const sparse = SparseMatrix.fromDense(
        new Matrix(
          X.data.map((value) => (value < 0 ? 0 : value)),
          rows,
          4,
        ),
      );
      const [one, two] = await both((nJobs) =>
        crossValPredict(new LogisticRegression(), method === 'predict' ? sparse : X, labels, {
          method,
          cv: 5,
          nJobs,
        }),
      );
      expect(two.result).toEqual(one.result);
    },
  );

  it('by crossValScore, on row objects, with a nested search', async () => {
    const search = new RandomizedSearchCV(
      new Ridge(),
      { alpha: distributions.logUniform(1e-3, 1e3) },
      {
        nIter: 4,
        randomState: 0,
        cv: new KFold({ nSplits: 3, shuffle: true, randomState: 1 }),
        showProgress: false,
      },
    );
    const objects = X.toArray().map(([a, b]) => ({ a, b }));
    const [one, two] = await both((nJobs, onWarning) =>
      crossValScore(search, objects, y, { cv: 3, nJobs, onWarning }),
    );
    expect(two.result).toEqual(one.result);
    expect(two.warnings).toEqual([]);
  });
});

describe('a search on threads', () => {
  const comparable = (results: CvResults) => [results.params, results.test, results.train];

  it('finds what it finds on one', async () => {
    const forest = new RandomForestClassifier({ nEstimators: 8, randomState: 0, nJobs: 2 });
    const grid = { maxDepth: [1, 3, null], minSamplesLeaf: [1, 5] };
    const [one, two] = await both(async (nJobs, onWarning) => {
      const search = new GridSearchCV(forest, grid, {
        scoring: ['accuracy', 'rocAuc'],
        refit: 'rocAuc',
        returnTrainScore: true,
        showProgress: false,
        nJobs,
      });
      const progress: number[] = [];
      await search.fit(X, labels, {
        sampleWeight: weights,
        onWarning,
        onProgress: ({ done }) => progress.push(done),
      });
      expect(progress).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
      return search;
    });
    expect(comparable(two.result.cvResults)).toEqual(comparable(one.result.cvResults));
    expect(two.result.bestParams).toEqual(one.result.bestParams);
    expect(two.result.predictProba(X)).toEqual(one.result.predictProba(X));
    expect(two.warnings).toEqual([]);
  });

  it('tries whole steps, and reports candidates that fail', async () => {
    const pipe = new Pipeline([
      ['scale', new StandardScaler()],
      ['model', new LogisticRegression()],
    ]);
    const grid = { model: [new LogisticRegression(), new DecisionTreeClassifier({ maxDepth: -1 })] };
    const [one, two] = await both(async (nJobs, onWarning) => {
      const search = new GridSearchCV(pipe, grid as never, { showProgress: false, nJobs });
      return search.fit(X, labels, { onWarning });
    });
    expect(comparable(two.result.cvResults)).toEqual(comparable(one.result.cvResults));
    expect(two.result.cvResults.test.score.mean[1]).toBeNaN();
    expect(told(two.warnings)).toEqual(told(one.warnings));
    expect(told(two.warnings)[0]).toMatch(/5 of 10 fits failed.*maxDepth/s);
  });

  it('whose candidates all fail has the first failure as the cause, of its class and with its fields', async () => {
    const search = new GridSearchCV(new Ridge(), { alpha: [-1, -2] }, { showProgress: false, nJobs: 2 });
    const error = (await search.fit(X, y).catch((reason: unknown) => reason)) as FitFailedError;
    expect(error).toBeInstanceOf(FitFailedError);
    expect(error.cause).toBeInstanceOf(InvalidParameterError);
    expect(error.cause).toMatchObject({ owner: 'Ridge', parameter: 'alpha', code: 'INVALID_PARAMETER' });
    const raising = new GridSearchCV(
      new Ridge(),
      { alpha: [1, -2] },
      { errorScore: 'raise', showProgress: false, nJobs: 2 },
    );
    await expect(raising.fit(X, y)).rejects.toThrow(/'alpha' of Ridge must be .* Got -2/);
    expect(raising.isFitted).toBe(false);
  });

  it('is stopped by a signal within a second', async () => {
    const forest = new RandomForestClassifier({ nEstimators: 100_000, randomState: 0 });
    const search = new GridSearchCV(forest, { maxDepth: [1, 2, 3] }, { showProgress: false, nJobs: 2 });
    const began = performance.now();
    await expect(search.fit(X, labels, { signal: AbortSignal.timeout(300) })).rejects.toMatchObject({
      name: 'TimeoutError',
    });
    expect(performance.now() - began).toBeLessThan(1300);
  });
});

describe('what cannot be sent to threads is done on one, with a warning that says why', () => {
  class Shout extends BaseRegressor<object, { readonly mean: number }> {
    override readonly name = 'Shout';
    protected override learnTarget(_: Matrix, target: Float64Array) {
      return { mean: target.reduce((sum, value) => sum + value, 0) / target.length };
    }
    protected override predictTarget({ rows: count }: Matrix): Float64Array {
      return new Float64Array(count).fill(this.fitted.mean);
    }
  }

  /** Bears the name of a class of pipefit and has its parameters, but predicts otherwise. */
  const impostor = () => {
    class Ridge2 extends Ridge {
      protected override predictTarget(input: Matrix): Float64Array {
        return super.predictTarget(input).map((value) => value + 100);
      }
      shout(): string {
        return this.name;
      }
    }
    return new Ridge2();
  };

  it.each([
    ['a class of a user', new Shout(), {}, 'Shout is a class of your own'],
    ['a class that bears the name of ours', impostor(), {}, 'Ridge is a class of your own'],
    [
      'a function in a parameter',
      makePipeline(new FunctionTransformer({ func: (input: Matrix) => input })).pipe(new Ridge()),
      {},
      "the parameter 'func' of FunctionTransformer is a function",
    ],
    ['a function as scoring', new Ridge(), { scoring: () => 0.5 }, 'scoring is a function'],
  ] as const)('%s', async (_, estimator, options, why) => {
    const [one, two] = await both((nJobs, onWarning) =>
      crossValidate(estimator as Ridge, X, y, { cv: 3, nJobs, onWarning, ...options }),
    );
    expect(two.result.test).toEqual(one.result.test);
    expect(one.warnings).toEqual([]);
    expect(two.warnings).toHaveLength(1);
    expect(two.warnings[0]).toBeInstanceOf(ThreadsWarning);
    expect(two.warnings[0]!.message).toBe(
      `crossValidate: all is done on one thread though nJobs is 2, for ${why}, and that cannot be sent to others.`,
    );
  });
});

it.each([0, 2.5, '2'])('nJobs %s is refused', async (nJobs) => {
  const options = { nJobs: nJobs as number };
  await expect(crossValidate(new Ridge(), X, y, options)).rejects.toThrow(InvalidParameterError);
  await expect(crossValPredict(new Ridge(), X, y, options)).rejects.toThrow(/'nJobs' of crossValPredict/);
  await expect(new GridSearchCV(new Ridge(), { alpha: [1] }, options).fit(X, y)).rejects.toThrow(
    /'nJobs' of GridSearchCV/,
  );
});
