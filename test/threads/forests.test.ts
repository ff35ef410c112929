import { Matrix, RandomForestClassifier, RandomForestRegressor, RandomState } from 'pipefit';
import { describe, expect, it } from 'vitest';
import { stateOf } from '../../src/core/index.js';
import { InvalidParameterError } from '../../src/errors/index.js';

const rows = 400;
const random = new RandomState(7);
const X = new Matrix(
  Float64Array.from({ length: rows * 6 }, (_, p) =>
    p % 41 === 0 ? Number.NaN : Math.round(20 * random.normal()),
  ),
  rows,
  6,
);
const numbers = Float64Array.from(
  { length: rows },
  (_, i) => (X.at(i, 0) || 0) + (X.at(i, 1) || 0) * random.random(),
);
const labels = Array.from(numbers, (value) => (value < -9 ? 'low' : value < 9 ? 'middle' : 'high'));
const weights = Float64Array.from({ length: rows }, (_, i) => 1 + (i % 3));

type ClassifierParams = ConstructorParameters<typeof RandomForestClassifier>[0];
const classifiers: Record<string, ClassifierParams> = {
  'with defaults': {},
  'with classes balanced in each tree': { classWeight: 'balancedSubsample', maxDepth: 6 },
  'on all rows, best leaf first': { bootstrap: false, maxLeafNodes: 20, criterion: 'entropy' },
  pruned: { ccpAlpha: 0.01, maxSamples: 0.5 },
  'with out-of-bag scores': { oobScore: true },
};

describe('a forest is the same bit by bit for 1, 2 and 4 threads', () => {
  it.each(Object.entries(classifiers))('of classes, %s', async (_, params) => {
    const [one, ...others] = await Promise.all(
      [1, 2, 4].map(async (nJobs) => {
        const forest = new RandomForestClassifier({ nEstimators: 24, randomState: 3, ...params, nJobs });
        return stateOf(await forest.fit(X, labels, { sampleWeight: weights }))!.state;
      }),
    );
    for (const other of others) expect(other).toStrictEqual(one);
  });

  it.each(['squaredError', 'absoluteError'] as const)('of numbers, by %s', async (criterion) => {
    const [one, ...others] = await Promise.all(
      [null, 2, -1].map(async (nJobs) => {
        const forest = new RandomForestRegressor({ nEstimators: 9, randomState: 3, criterion, nJobs });
        return stateOf(await forest.fit(X, numbers))!.state;
      }),
    );
    for (const other of others) expect(other).toStrictEqual(one);
  });

  it('that grows on with warmStart', async () => {
    const states = [];
    for (const nJobs of [1, 2]) {
      const forest = new RandomForestClassifier({ nEstimators: 5, randomState: 1, warmStart: true, nJobs });
      await forest.fit(X, labels);
      await forest.setParams({ nEstimators: 12 }).fit(X, labels);
      states.push(stateOf(forest)!.state);
    }
    expect(states[1]).toStrictEqual(states[0]);
  });
});

describe('a forest on threads', () => {
  it('tells its progress', async () => {
    const told: number[] = [];
    const forest = new RandomForestClassifier({ nEstimators: 10, randomState: 0, nJobs: 2 });
    await forest.fit(X, labels, { onProgress: ({ done }) => told.push(done) });
    expect(told).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it('is stopped by a signal within a second, and stays as it was', async () => {
    const forest = new RandomForestRegressor({ nEstimators: 100_000, randomState: 0, nJobs: 2 });
    const began = performance.now();
    await expect(forest.fit(X, numbers, { signal: AbortSignal.timeout(200) })).rejects.toThrow(
      expect.objectContaining({ name: 'TimeoutError' }),
    );
    expect(performance.now() - began).toBeLessThan(1200);
    expect(forest.isFitted).toBe(false);
  });

  it('leaves the event loop free', async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 5);
    await new RandomForestRegressor({ nEstimators: 200, randomState: 0, nJobs: 2 }).fit(X, numbers);
    clearInterval(timer);
    expect(turns).toBeGreaterThan(3);
  });

  it.each([0, 1.5, Number.NaN, '2', Number.POSITIVE_INFINITY])('refuses nJobs %s', async (nJobs) => {
    const forest = new RandomForestRegressor({ nJobs: nJobs as number });
    const error = await forest.fit(X, numbers).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(InvalidParameterError);
    expect((error as Error).message).toMatch(
      /'nJobs' of RandomForestRegressor must be an integer other than 0/,
    );
  });

  it('with engine ml is the one that one thread makes', async () => {
    const predictions = [];
    for (const nJobs of [1, 2]) {
      const forest = new RandomForestRegressor({
        nEstimators: 3,
        engine: 'ml',
        randomState: 0,
        nJobs,
        maxDepth: 3,
      });
      const filled = new Matrix(
        X.data.map((value) => value || 0),
        rows,
        6,
      );
      predictions.push(await forest.fit(filled, numbers).predict(filled));
    }
    expect(predictions[1]).toEqual(predictions[0]);
  });
});
