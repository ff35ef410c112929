import { Matrix, Pipeline, StandardScaler } from 'pipefit';
import { Autoencoder, releaseNetworks } from 'pipefit/neural';
import { describe, expect, it } from 'vitest';
import { SchemaError } from '../../../src/errors/index.js';
import { loadBackend } from '../../../src/neural/backend/index.js';
import { RandomState } from '../../../src/random/index.js';
import { describeOnBackends } from '../backends.js';

const X = Array.from({ length: 100 }, (_, i) => [Math.cos(i / 20), Math.sin(i / 20), i / 50 - 1]);
const params = {
  hiddenLayerSizes: [16],
  codeSize: 1,
  activation: 'tanh',
  learningRate: 0.02,
  epochs: 200,
  randomState: 0,
} as const;

describeOnBackends('Autoencoder', () => {
  it('puts a curve into one number, and knows what is not on it', async () => {
    const { tf } = await loadBackend();
    const before = tf.memory().numTensors;
    const coder = await new Autoencoder(params).fit(X);
    expect(tf.memory().numTensors).toBe(before);
    const codes = coder.transform(X);
    expect([codes.rows, codes.cols, codes.columnNames]).toEqual([100, 1, ['code0']]);
    const usual = coder.reconstructionError(X);
    expect(usual.reduce((sum, each) => sum + each, 0) / 100).toBeLessThan(0.01);
    expect(coder.reconstructionError([[2, 2, 2]])[0]!).toBeGreaterThan(1);
    const back = coder.inverseTransform(codes);
    const errors = X.map(
      (row, i) => row.reduce((sum, value, j) => sum + (value - back.at(i, j)) ** 2, 0) / 3,
    );
    expect(errors).toEqual(Array.from(usual, (each) => expect.closeTo(each, 6)));
    releaseNetworks();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('gives the same codes for the same seed, noise or not', async () => {
    for (const noise of [0, 0.1]) {
      const make = () => new Autoencoder({ ...params, noise, epochs: 5 }).fitTransform(X);
      expect((await make()).data).toEqual((await make()).data);
    }
    releaseNetworks();
  });
});

describe('Autoencoder', () => {
  it('takes noise away', async () => {
    const random = new RandomState(0);
    const noisy = X.map((row) => row.map((value) => value + 0.3 * random.normal()));
    const coder = await new Autoencoder({ ...params, noise: 0.3 }).fit(X);
    const cleaned = coder.inverseTransform(coder.transform(noisy));
    const distance = (table: Matrix) =>
      X.reduce((sum, row, i) => sum + row.reduce((so, value, j) => so + (value - table.at(i, j)) ** 2, 0), 0);
    expect(distance(cleaned)).toBeLessThan(0.6 * distance(Matrix.fromArrays(noisy)));
  });

  it('is a step of a pipeline and stops early', async () => {
    const coder = new Autoencoder({
      ...params,
      epochs: 400,
      learningRate: 0.1,
      validationFraction: 0.2,
      earlyStopping: { patience: 3 },
    });
    const pipeline = await new Pipeline([
      ['scale', new StandardScaler()],
      ['code', coder],
    ]).fit(X);
    expect(pipeline.named.code.history.loss.length).toBeLessThan(400);
    expect(pipeline.transform(X).cols).toBe(1);
  });

  it('refuses codes of another size', async () => {
    const coder = await new Autoencoder({ ...params, epochs: 1 }).fit(X);
    expect(() => coder.inverseTransform([[1, 2]])).toThrow(SchemaError);
  });
});
