import { HistGradientBoostingClassifier, HistGradientBoostingRegressor, Matrix, RandomState } from 'pipefit';
import { describe, expect, it } from 'vitest';
import { stateOf } from '../../src/core/index.js';

// As many cells as it takes for other threads to be asked.
const [rows, cols] = [16_000, 9];
const random = new RandomState(5);
const X = new Matrix(
  Float64Array.from({ length: rows * cols }, (_, p) => {
    if (p % cols === 8) return random.integer(0, 12);
    return p % 41 === 0 ? Number.NaN : Math.round(50 * random.normal()) / 10;
  }),
  rows,
  cols,
);
const numbers = Float64Array.from(
  { length: rows },
  (_, i) => (X.at(i, 0) || 0) * (X.at(i, 1) || 0) + ((X.at(i, 8) * 7) % 5) + random.random(),
);
const two = Array.from(numbers, (value) => (value < 2 ? 'low' : 'high'));
const three = Array.from(numbers, (value) => (value < 0 ? 'low' : value < 4 ? 'middle' : 'high'));
const weights = Float64Array.from({ length: rows }, (_, i) => 1 + (i % 3));

type ClassifierParams = ConstructorParameters<typeof HistGradientBoostingClassifier>[0];
type RegressorParams = ConstructorParameters<typeof HistGradientBoostingRegressor>[0];

const classifiers: Record<string, [ClassifierParams, string[]]> = {
  'two classes': [{ maxIter: 30 }, two],
  'three classes': [{ maxIter: 12, earlyStopping: false }, three],
  'categories, and a share of the columns': [
    { maxIter: 12, categoricalFeatures: [8], maxFeatures: 0.5, earlyStopping: false },
    two,
  ],
  'depth without a limit of leaves': [
    { maxIter: 8, maxLeafNodes: null, maxDepth: 9, earlyStopping: false },
    two,
  ],
};
const regressors: Record<string, RegressorParams> = {
  'squared error': { maxIter: 30 },
  'absolute error': { maxIter: 12, loss: 'absoluteError', earlyStopping: false },
  constraints: {
    maxIter: 12,
    monotonicCst: [1, 0, 0, -1, 0, 0, 0, 0, 0],
    interactionCst: [[0, 1, 8]],
    earlyStopping: false,
  },
};

describe('boosting is the same bit by bit for 1, 2 and 4 threads', () => {
  it.each(Object.entries(classifiers))('with %s', async (_, [params, y]) => {
    const states = [];
    for (const nJobs of [1, 2, 4]) {
      const model = new HistGradientBoostingClassifier({ randomState: 3, ...params, nJobs });
      states.push(stateOf(await model.fit(X, y, { sampleWeight: weights }))!.state);
    }
    for (const other of states.slice(1)) expect(other).toStrictEqual(states[0]);
  });

  it.each(Object.entries(regressors))('with %s', async (_, params) => {
    const states = [];
    for (const nJobs of [null, 2, -1]) {
      const model = new HistGradientBoostingRegressor({ randomState: 3, ...params, nJobs });
      states.push(stateOf(await model.fit(X, numbers))!.state);
    }
    for (const other of states.slice(1)) expect(other).toStrictEqual(states[0]);
  });

  it('several fits at a time', async () => {
    const fits = [1, 2, 2, 2].map(async (nJobs) => {
      const model = new HistGradientBoostingRegressor({ maxIter: 20, randomState: 1, nJobs });
      return stateOf(await model.fit(X, numbers))!.state;
    });
    const [one, ...others] = await Promise.all(fits);
    for (const other of others) expect(other).toStrictEqual(one);
  });
});

describe('boosting on threads', () => {
  it('stops within a second when it is cancelled', async () => {
    const controller = new AbortController();
    const model = new HistGradientBoostingRegressor({ maxIter: 100_000, earlyStopping: false, nJobs: 2 });
    const fit = model.fit(X, numbers, { signal: controller.signal });
    await new Promise((resolve) => setTimeout(resolve, 300));
    const begun = performance.now();
    controller.abort();
    await expect(fit).rejects.toThrow();
    expect(performance.now() - begun).toBeLessThan(1000);
  });
});
