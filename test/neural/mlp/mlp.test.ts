import {
  ConvergenceWarning,
  DataWarning,
  DivergenceError,
  InvalidDataError,
  InvalidParameterError,
  Matrix,
  makePipeline,
  NotFittedError,
  type PipefitError,
  type PipefitWarning,
  RandomState,
  SchemaError,
  StandardScaler,
} from 'pipefit';
import { MLPClassifier, type MLPClassifierParams, MLPRegressor } from 'pipefit/neural';
import { beforeAll, describe, expect, it } from 'vitest';
import { stateOf } from '../../../src/core/index.js';
import { loadBackend, type NeuralBackend } from '../../../src/neural/backend/index.js';
import { describeOnBackends } from '../backends.js';

const silent = { onWarning: () => {} };
const random = new RandomState(4);
const X = Array.from({ length: 90 }, () => [random.normal(), random.normal(), random.normal()]);
const y = X.map(([a, b]) => (a! + b! > 0.7 ? 'high' : a! - b! > 0 ? 'mid' : 'low'));
const sums = X.map(([a, b, c]) => a! - 2 * b! + 0.5 * c!);

const small = (params: Partial<MLPClassifierParams> = {}) =>
  new MLPClassifier({
    hiddenLayerSizes: [12],
    batchSize: 32,
    maxIter: 20,
    learningRateInit: 0.02,
    randomState: 0,
    ...params,
  });

async function failure(work: PromiseLike<unknown>): Promise<PipefitError> {
  try {
    await work;
  } catch (error) {
    return error as PipefitError;
  }
  throw new Error('It did not fail.');
}

describeOnBackends('MLPClassifier and MLPRegressor', () => {
  let backend: NeuralBackend;
  beforeAll(async () => {
    backend = await loadBackend();
  });

  it('give the same weights for the same seed, and others for another', async () => {
    const params = { dropout: 0.2, batchNormalization: true };
    const [one, same, other] = await Promise.all(
      [0, 0, 1].map((randomState) => small({ ...params, randomState }).fit(X, y, silent)),
    );
    expect(stateOf(same!)!.state).toEqual(stateOf(one!)!.state);
    expect(other!.coefs[0]!.data).not.toEqual(one!.coefs[0]!.data);
  });

  it('leave no tensors behind: after fit, predict, failure and abort', async () => {
    const { tf } = backend;
    const before = tf.memory().numTensors;
    const model = small({ earlyStopping: true, alpha: 0.1, batchNormalization: true, dropout: 0.1 });
    await model.fit(X, y, { ...silent, sampleWeight: X.map((_, i) => 1 + (i % 3)) });
    model.predict(X);
    expect(tf.memory().numTensors).toBe(before);
    await failure(small({ learningRateInit: 1e30, solver: 'sgd', activation: 'identity' }).fit(X, y, silent));
    expect(tf.memory().numTensors).toBe(before);
    const controller = new AbortController();
    const onProgress = () => controller.abort(new Error('enough'));
    expect(
      (await failure(small().fit(X, y, { ...silent, signal: controller.signal, onProgress }))).message,
    ).toBe('enough');
    expect(tf.memory().numTensors).toBe(before);
  });

  it('say in which epoch they went astray, and keep what they had learnt', async () => {
    const model = small();
    await model.fit(X, y, silent);
    const kept = stateOf(model)!.state;
    model.setParams({ learningRateInit: 1e20, solver: 'sgd', activation: 'identity' });
    const error = await failure(model.fit(X, y, silent));
    expect(error).toBeInstanceOf(DivergenceError);
    expect((error as DivergenceError).epoch).toBeGreaterThanOrEqual(1);
    expect(error.message).toMatch(/^MLPClassifier: the loss became (NaN|Infinity|-Infinity) in epoch \d+/);
    expect(stateOf(model)!.state).toBe(kept);
    const huge = X.map((row) => row.map((value) => value * 1e300));
    expect(await failure(new MLPRegressor({ randomState: 0 }).fit(huge, sums, silent))).toBeInstanceOf(
      DivergenceError,
    );
  });

  it('predict what the network itself gives, within the last digits', async () => {
    const params = { dropout: 0.1, batchNormalization: true, hiddenLayerSizes: [9, 7] };
    for (const activation of ['identity', 'logistic', 'tanh', 'relu'] as const) {
      const scores: number[] = [];
      const model = small({ ...params, activation, earlyStopping: true });
      await model.fit(X, y, { ...silent, validation: [X, y] });
      scores.push(...model.validationScores!);
      // The weights put back are those of the best score, which the network on the backend has given.
      expect(model.score(X, y)).toBeCloseTo(model.bestValidationScore!, 6);
      expect(model.bestValidationScore).toBe(Math.max(...scores));
    }
  });

  it('stop at the limit of the gradient', async () => {
    const free = await small({ solver: 'sgd', momentum: 0, maxIter: 1, batchSize: 90 }).fit(X, y, silent);
    const held = await small({ solver: 'sgd', momentum: 0, maxIter: 1, batchSize: 90, clipNorm: 0.01 }).fit(
      X,
      y,
      silent,
    );
    const start = await small({
      solver: 'sgd',
      momentum: 0,
      maxIter: 1,
      batchSize: 90,
      learningRateInit: 1e-30,
    }).fit(X, y, silent);
    const moved = (model: MLPClassifier) =>
      Math.hypot(
        ...model.coefs.flatMap((coef, k) =>
          [...coef.data].map((value, p) => value - start.coefs[k]!.data[p]!),
        ),
        ...model.intercepts.flatMap((each, k) =>
          [...each].map((value, p) => value - start.intercepts[k]![p]!),
        ),
      );
    expect(moved(held)).toBeCloseTo(0.02 * 0.01, 6);
    expect(moved(free)).toBeGreaterThan(10 * moved(held));
  });
});

describe('rows given for validation', () => {
  it('are scored each epoch, and end the training where they are to', async () => {
    const [held, rest] = [X.slice(0, 30), X.slice(30)];
    const model = small({ maxIter: 8 });
    await model.fit(rest, y.slice(30), { ...silent, validation: [held, y.slice(0, 30)] });
    expect(model.validationScores).toHaveLength(8);
    expect(model.validationScores![7]).toBeCloseTo(model.score(held, y.slice(0, 30)), 12);
    expect(model.bestValidationScore).toBeNull();
    const stopped = small({ maxIter: 200, earlyStopping: true, nIterNoChange: 3 });
    await stopped.fit(rest, y.slice(30), { ...silent, validation: [held, y.slice(0, 30)] });
    expect(stopped.nIter).toBeLessThan(200);
    expect(stopped.score(held, y.slice(0, 30))).toBeCloseTo(stopped.bestValidationScore!, 12);
    // All rows given to fit are trained on.
    expect(stopped.t).toBe(60 * stopped.nIter);
  });

  it('go through the steps of a pipeline, and through regressors', async () => {
    const model = makePipeline(new StandardScaler(), new MLPRegressor({ maxIter: 5, randomState: 0 }));
    await model.fit(X, sums, { ...silent, validation: [X, sums] });
    const regressor = model.named.mLPRegressor;
    expect(regressor.validationScores!.at(-1)).toBeCloseTo(model.score(X, sums), 6);
  });

  it('must fit the others', async () => {
    const refusal = (validation: readonly [number[][], unknown[]]) =>
      failure(small().fit(X, y, { ...silent, validation: validation as never }));
    expect((await refusal([[[1, 2]], ['low']])).message).toContain('2 columns');
    expect((await refusal([[[1, 2, 3]], ['odd']])).message).toContain(
      'row 0 of the validation target is "odd"',
    );
    expect((await refusal([[[1, 2, Number.NaN]], ['low']])).message).toContain('missing');
    expect((await refusal([X, ['low']])).message).toContain('the validation target');
  });
});

describe('partialFit', () => {
  it('goes on from what was learnt, with classes that it is told of first', async () => {
    const model = small();
    const low = y.flatMap((label, i) => (label === 'low' ? [i] : []));
    const rowsOf = (places: number[]) => [places.map((i) => X[i]!), places.map((i) => y[i]!)] as const;
    await model.partialFit(...rowsOf(low), { classes: ['high', 'low', 'mid'] });
    expect(model.classes).toEqual(['high', 'low', 'mid']);
    for (let k = 0; k < 60; k++) await model.partialFit(X, y);
    expect(model.lossCurve).toHaveLength(61);
    expect(model.nIter).toBe(1);
    expect(model.score(X, y)).toBeGreaterThan(0.85);
    const error = await failure(model.partialFit(X.slice(0, 2), ['low', 'odd']));
    expect(error).toBeInstanceOf(InvalidDataError);
    expect(error.message).toContain('row 1 of y is "odd", which is none of the classes "high", "low", "mid"');
    expect(await failure(model.partialFit([[1, 2]], ['low']))).toBeInstanceOf(SchemaError);
    expect(model.lossCurve).toHaveLength(61);
  });

  it('keeps the names of columns, and several targets', async () => {
    const rows = X.map(([a, b, c]) => ({ a: a!, b: b!, c: c! }));
    const targets = Matrix.fromArrays(sums.map((sum, i) => [sum, X[i]![0]!]));
    const model = new MLPRegressor({ randomState: 0, learningRateInit: 0.01 });
    await model.partialFit(rows, targets);
    await model.partialFit(
      rows.map(({ a, b, c }) => ({ c, b, a })),
      targets,
    );
    expect(model.featureNamesIn).toEqual(['a', 'b', 'c']);
    expect(model.nOutputs).toBe(2);
    const error = await failure(model.partialFit(rows, sums));
    expect(error).toBeInstanceOf(InvalidParameterError);
  });

  it('refuses to stop early and to go by all rows at once', async () => {
    expect((await failure(small({ earlyStopping: true }).partialFit(X, y))).message).toContain(
      'earlyStopping',
    );
    expect((await failure(small({ solver: 'lbfgs' }).partialFit(X, y))).message).toContain("solver 'lbfgs'");
  });
});

describe('MLPClassifier', () => {
  it('counts classes by their weights', async () => {
    const rare = y.map((label, i) => (label === 'high' && i % 3 !== 0 ? 'low' : label));
    const plain = await small({ maxIter: 40 }).fit(X, rare, silent);
    const weighed = await small({ maxIter: 40, classWeight: { high: 20 } }).fit(X, rare, silent);
    const share = (model: MLPClassifier) => model.predict(X).filter((label) => label === 'high').length;
    expect(share(weighed)).toBeGreaterThan(share(plain) + 5);
    const error = await failure(small({ classWeight: { high: 0, low: 0, mid: 0 } }).fit(X, y, silent));
    expect(error.message).toContain('the weight of every row is 0');
  });

  it('predicts one row as among many, to the bit', async () => {
    for (const labels of [y, y.map((label) => label === 'high')]) {
      const model = await small({ hiddenLayerSizes: [13, 6], activation: 'tanh' }).fit(X, labels, silent);
      const all = model.predictProba(X);
      const predicted = model.predict(X);
      X.forEach((row, i) => {
        expect(model.predictOne(row)).toBe(predicted[i]);
        expect(model.predictProbaOne(row)).toEqual(all.row(i));
      });
    }
  });

  it('warns when it still learnt at the end, and when a batch is more than all rows', async () => {
    const warnings: PipefitWarning[] = [];
    await small({ maxIter: 2, batchSize: 1000 }).fit(X, y, {
      onWarning: (warning) => warnings.push(warning),
    });
    expect(warnings[0]).toBeInstanceOf(DataWarning);
    expect(warnings[1]).toBeInstanceOf(ConvergenceWarning);
    expect(warnings[1]!.message).toContain('maxIter 2');
    warnings.length = 0;
    await small({ maxIter: 200, tol: 1, nIterNoChange: 2 }).fit(X, y, {
      onWarning: (each) => warnings.push(each),
    });
    expect(warnings).toEqual([]);
  });

  it('goes on warm only from the same layers and classes', async () => {
    const model = small({ warmStart: true, maxIter: 3 });
    await model.fit(X, y, silent);
    await model.fit(X, y, silent);
    expect(model.lossCurve).toHaveLength(6);
    const classes = await failure(
      model.fit(
        X,
        y.map((label) => `${label}er`),
        silent,
      ),
    );
    expect(classes.message).toContain('warmStart goes on from a fit with the classes "high", "low", "mid"');
    model.setParams({ hiddenLayerSizes: [5] });
    expect((await failure(model.fit(X, y, silent))).message).toContain('layers of 3, 12, 3');
  });

  it('refuses with L-BFGS what it cannot do by all rows at once', async () => {
    const cases = [{ dropout: 0.5 }, { batchNormalization: true }, { clipNorm: 1 }];
    for (const params of cases) {
      const error = await failure(small({ solver: 'lbfgs', ...params }).fit(X, y, silent));
      expect(error).toBeInstanceOf(InvalidParameterError);
      expect(error.message).toContain(Object.keys(params)[0]);
    }
  });

  it('holds out rows only where there are enough', async () => {
    const error = await failure(small({ earlyStopping: true }).fit(X.slice(0, 9), y.slice(0, 9), silent));
    expect(error).toBeInstanceOf(InvalidParameterError);
    expect(error.message).toContain('validationFraction 0.1 of 9 rows');
  });

  it('tells of wrong data before it is trained and after', async () => {
    expect(() => small().predict(X)).toThrow(NotFittedError);
    const model = await small({ maxIter: 1 }).fit(X, y, silent);
    expect(() => model.predict([[1, 2]])).toThrow(SchemaError);
    expect(() => model.predict([[1, 2, Number.NaN]])).toThrow(InvalidDataError);
    expect(await failure(small().fit([[1, Number.NaN, 2]], ['a'], silent))).toBeInstanceOf(InvalidDataError);
    expect(await failure(small({ hiddenLayerSizes: [4, 0] }).fit(X, y, silent))).toBeInstanceOf(
      InvalidParameterError,
    );
  });

  it('refuses weights that no memory holds', async () => {
    const error = await failure(small({ hiddenLayerSizes: [100_000, 100_000] }).fit(X, y, silent));
    expect(error).toBeInstanceOf(InvalidParameterError);
    expect(error.message).toContain('GiB');
  });

  it('lets the event loop turn', async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    await small({ maxIter: 150, nIterNoChange: Number.POSITIVE_INFINITY }).fit(X, y, silent);
    clearInterval(timer);
    expect(turns).toBeGreaterThan(1);
  });
});

describe('MLPRegressor', () => {
  it('learns several targets as a table', async () => {
    const targets = sums.map((sum, i) => ({ sum, first: X[i]![0]! }));
    const model = await new MLPRegressor({
      solver: 'lbfgs',
      hiddenLayerSizes: [],
      alpha: 0,
      randomState: 0,
    }).fit(X, targets, silent);
    expect(model.predict(X.slice(0, 1)).columnNames).toEqual(['sum', 'first']);
    expect(model.predictOne(X[0]!)[0]).toBeCloseTo(sums[0]!, 3);
    expect(model.score(X, targets)).toBeGreaterThan(0.9999);
  });

  it('learns counts by their deviance, and refuses negative ones', async () => {
    const counts = X.map(([a]) => Math.round(Math.exp(1 + a!)));
    const model = new MLPRegressor({
      loss: 'poisson',
      hiddenLayerSizes: [8],
      randomState: 0,
      learningRateInit: 0.02,
    });
    await model.fit(X, counts, silent);
    expect(model.outActivation).toBe('exp');
    expect(Math.min(...model.predict(X))).toBeGreaterThan(0);
    expect(model.score(X, counts)).toBeGreaterThan(0.8);
    for (const row of X.slice(0, 20)) expect(model.predictOne(row)).toBe(model.predict([row, row])[1]);
    const error = await failure(model.fit(X, sums, silent));
    expect(error).toBeInstanceOf(InvalidDataError);
    expect(error.message).toContain("loss 'poisson' is for counts");
  });
});
