import { GridSearchCV, Matrix, meanAbsoluteError, StandardScaler, TransformedTargetRegressor } from 'pipefit';
import { KerasRegressor, releaseNetworks } from 'pipefit/neural';
import { afterEach, describe, expect, it } from 'vitest';
import { loadBackend } from '../../../src/neural/backend/index.js';
import type { LayerDescription, LearningRate } from '../../../src/neural/keras/index.js';
import { describeOnBackends } from '../backends.js';

const X = Array.from({ length: 80 }, (_, i) => [i / 40 - 1]);
const sine = X.map(([x]) => Math.sin(3 * x!));
const quick = {
  model: [{ layer: 'dense', units: 16, activation: 'tanh' }],
  learningRate: 0.03,
  epochs: 10,
  randomState: 0,
} as const;

describeOnBackends('KerasRegressor', () => {
  afterEach(releaseNetworks);

  it('learns a sine for 10 of 10 seeds', async () => {
    for (let randomState = 0; randomState < 10; randomState++) {
      const model = await new KerasRegressor({
        ...quick,
        learningRate: 0.1,
        epochs: 150,
        randomState,
      }).fit(X, sine);
      expect(meanAbsoluteError(sine, model.predict(X)), `seed ${randomState}`).toBeLessThan(0.08);
    }
    releaseNetworks();
  });

  it('learns several targets in one network', async () => {
    const { tf } = await loadBackend();
    const before = tf.memory().numTensors;
    const y = X.map(([x]) => [x! ** 2, -x!]);
    const model = await new KerasRegressor({ ...quick, epochs: 150 }).fit(X, y);
    const predicted = model.predict(X);
    expect(predicted).toBeInstanceOf(Matrix);
    expect(model.score(X, y)).toBeGreaterThan(0.95);
    releaseNetworks();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('has losses that a constant minimises where it should', async () => {
    const y = [1, 1, 1, 1, 1, 1, 2, 2, 2, 6];
    const rows = y.map(() => [0]);
    const constant = async (
      loss: KerasRegressor['params']['loss'],
      model: readonly LayerDescription[] = [],
    ) => {
      const params = {
        model,
        optimizer: 'adam',
        learningRate: { schedule: 'cosine', initial: 0.1 },
        epochs: 300,
        randomState: 0,
      } as const;
      return (await new KerasRegressor({ ...params, loss }).fit(rows, y)).predict([[0]])[0]!;
    };
    expect(await constant('meanSquaredError')).toBeCloseTo(1.8, 2);
    expect(await constant('meanAbsoluteError')).toBeCloseTo(1, 1);
    expect(await constant('poisson', [{ layer: 'output', activation: 'softplus' }])).toBeCloseTo(1.8, 1);
    expect(await constant('meanSquaredLogarithmicError')).toBeCloseTo(
      Math.expm1(y.reduce((sum, each) => sum + Math.log1p(each), 0) / y.length),
      1,
    );
    // The loss of a quantile, written by hand: nine of ten values lie below it.
    const above = await constant((truth, guess, tf) => {
      const error = tf.sub(truth, guess);
      return tf.maximum(tf.mul(0.85, error), tf.mul(-0.15, error));
    });
    expect(above).toBeGreaterThan(1.9);
    expect(above).toBeLessThan(2.1);
  });
});

describe('KerasRegressor', () => {
  it.each<readonly [string, LearningRate, readonly number[]]>([
    ['a number', 0.1, [0.1, 0.1, 0.1, 0.1]],
    ['a function', (epoch: number) => 0.1 / epoch, [0.1, 0.05, 0.1 / 3, 0.025]],
    [
      'an exponential',
      { schedule: 'exponential', initial: 0.1, decay: 0.5, steps: 1 },
      [0.1, 0.05, 0.025, 0.0125],
    ],
    [
      'stairs',
      { schedule: 'exponential', initial: 0.1, decay: 0.5, steps: 2, stairs: true },
      [0.1, 0.1, 0.05, 0.05],
    ],
    ['a cosine', { schedule: 'cosine', initial: 0.1, lowest: 0.1 }, [0.1, 0.0775, 0.0325, 0.01]],
    ['steps', { schedule: 'step', initial: 0.1, every: 3 }, [0.1, 0.1, 0.1, 0.01]],
    [
      'a plateau',
      { schedule: 'reduceOnPlateau', initial: 0.1, factor: 0.5, patience: 1, minDelta: 100, lowest: 0.03 },
      [0.1, 0.1, 0.05, 0.03],
    ],
  ])('has a learning rate that is %s', async (_, learningRate, expected) => {
    const model = await new KerasRegressor({ ...quick, learningRate, epochs: 4 }).fit(X, sine);
    expect(model.history.learningRate).toEqual(expected.map((rate) => expect.closeTo(rate, 9)));
  });

  it('is part of a search, of a pipeline for the target, and takes down metrics', async () => {
    const model = new KerasRegressor({
      ...quick,
      epochs: 80,
      metrics: ['r2', 'meanAbsoluteError'],
      validationFraction: 0.2,
    });
    const search = await new GridSearchCV(
      model,
      { learningRate: [1e-5, 0.03], optimizer: ['adam', { kind: 'sgd', momentum: 0.9 }] as const },
      { cv: 3 },
    ).fit(X, sine);
    expect(search.bestParams.learningRate).toBe(0.03);
    const prices = sine.map((value) => 1000 + 500 * value);
    const scaled = new TransformedTargetRegressor({ regressor: model, transformer: new StandardScaler() });
    expect((await scaled.fit(X, prices)).score(X, prices)).toBeGreaterThan(0.7);
    const fitted = await model.clone().fit(X, sine);
    expect(fitted.history.metrics.map(({ name }) => name)).toEqual(['r2', 'meanAbsoluteError']);
    expect(fitted.history.validationMetrics[0]!.values).toHaveLength(80);
  });

  it('limits gradients, and lets the event loop turn', async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 5);
    const wild = sine.map((value) => 1e5 * value);
    const model = await new KerasRegressor({
      ...quick,
      optimizer: 'sgd',
      clipNorm: 1,
      learningRate: 1,
      epochs: 60,
    }).fit(X, wild);
    clearInterval(timer);
    expect(model.history.loss.every(Number.isFinite)).toBe(true);
    expect(turns).toBeGreaterThan(0);
  });
});
