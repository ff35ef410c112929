import type { Tensor2D } from '@tensorflow/tfjs-core';
import { RandomState } from 'pipefit';
import { beforeAll, expect, it } from 'vitest';
import { loadBackend, type NeuralBackend } from '../../../src/neural/backend/index.js';
import { DenseNetwork, type DenseShape } from '../../../src/neural/mlp/dense-network.js';
import { seededMasks } from '../../../src/neural/mlp/dropout.js';
import { initialParameters } from '../../../src/neural/mlp/parameters.js';
import type { Batch } from '../../../src/neural/training/index.js';
import { describeOnBackends } from '../backends.js';
import { type PlainBatch, plainLoss } from './plain-network.js';

const ROWS = 12;
const base: DenseShape = {
  sizes: [3, 5, 4, 1],
  activation: 'tanh',
  output: 'identity',
  batchNormalization: false,
  alpha: 0,
};

/** What is checked: a shape, and whether rows are weighted and outputs left out. */
const cases: readonly (Partial<DenseShape> & { readonly weighted?: boolean; readonly dropout?: boolean })[] =
  [
    ...(['identity', 'logistic', 'tanh', 'relu'] as const).map((activation) => ({ activation })),
    { output: 'logistic' },
    { output: 'exp' },
    { output: 'softmax', sizes: [3, 5, 4, 3] },
    { output: 'softmax', sizes: [3, 4] },
    { sizes: [3, 6, 1], alpha: 0.7 },
    { alpha: 0.7, weighted: true },
    { output: 'softmax', sizes: [3, 5, 3], weighted: true, alpha: 0.1 },
    { output: 'logistic', weighted: true },
    { output: 'exp', weighted: true },
    { batchNormalization: true },
    { batchNormalization: true, activation: 'relu', weighted: true, alpha: 0.3 },
    { dropout: true, activation: 'relu' },
    { dropout: true, batchNormalization: true, weighted: true, output: 'softmax', sizes: [3, 5, 4, 3] },
  ];

describeOnBackends('DenseNetwork', () => {
  let backend: NeuralBackend;
  beforeAll(async () => {
    backend = await loadBackend();
  });

  for (const { weighted = false, dropout = false, ...changes } of cases) {
    const shape: DenseShape = { ...base, ...changes };
    it(`has the loss and the gradient of finite differences: ${JSON.stringify({ ...changes, weighted, dropout })}`, () => {
      const { tf } = backend;
      const before = tf.memory().numTensors;
      const random = new RandomState(3);
      const plain = plainBatch(random, shape, weighted);
      const parameters = initialParameters(shape.sizes, shape.activation, shape.batchNormalization, random);
      const masks = dropout
        ? shape.sizes
            .slice(1, -1)
            .map((units) =>
              Array.from({ length: ROWS }, () =>
                Array.from({ length: units }, () => (random.random() < 0.3 ? 0 : 1 / 0.7)),
              ),
            )
        : null;
      let layer = 0;
      const network = new DenseNetwork(
        backend,
        shape,
        parameters,
        masks && (() => tf.tensor2d(masks[layer++]!)),
      );
      const batch = batchOf(backend, plain);
      const result = network.gradient(batch);
      const numbers = [...parameters];
      expect(result.loss.dataSync()[0]).toBeCloseTo(plainLoss(shape, numbers, plain, masks), 5);
      const gradient = result.gradient.dataSync();
      for (let j = 0; j < numbers.length; j++) {
        const expected = slope(
          (value) =>
            plainLoss(
              shape,
              numbers.map((each, i) => (i === j ? value : each)),
              plain,
              masks,
            ),
          numbers[j]!,
        );
        expect(Math.abs(gradient[j]! - expected), `parameter ${j}: ${gradient[j]} ${expected}`).toBeLessThan(
          2e-5 * (1 + Math.abs(expected)),
        );
      }
      for (const each of [result.loss, result.gradient, batch.x, batch.y, batch.weights, network])
        each?.dispose();
      expect(tf.memory().numTensors).toBe(before);
    });
  }

  it('takes steps, gives outputs and losses, and puts weights back', () => {
    const { tf } = backend;
    const before = tf.memory().numTensors;
    const shape: DenseShape = { ...base, output: 'softmax', sizes: [3, 5, 3], batchNormalization: true };
    const random = new RandomState(5);
    const plain = plainBatch(random, shape, false);
    const network = new DenseNetwork(backend, shape, initialParameters(shape.sizes, 'tanh', true, random));
    const batch = batchOf(backend, plain);
    const loss = () => {
      const scalar = network.loss(batch);
      const [value] = scalar.dataSync();
      scalar.dispose();
      return value!;
    };
    const kept = network.read();
    const first = loss();
    for (let step = 0; step < 60; step++) {
      const { loss: scalar, gradient } = network.gradient(batch);
      network.subtract(gradient);
      scalar.dispose();
      gradient.dispose();
    }
    expect(loss()).toBeLessThan(first - 0.1);
    const outputs = network.outputs(batch.x) as Tensor2D;
    for (const row of outputs.arraySync()) expect(row.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 5);
    network.write(kept);
    expect(loss()).toBe(first);
    expect(network.read()).toEqual(kept);
    for (const each of [outputs, batch.x, batch.y, network]) each.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('leaves out the share it is told, and the same for the same seed', () => {
    const { tf } = backend;
    const [one, same, other] = [7, 7, 8].map((seed) =>
      tf.tidy(() => [...seededMasks(backend, 0.3, seed)(100, 50).dataSync()]),
    );
    expect(same).toEqual(one);
    expect(other).not.toEqual(one);
    expect(new Set(one)).toEqual(new Set([0, Math.fround(1 / 0.7)]));
    expect(one!.filter((factor) => factor === 0).length / 5000).toBeCloseTo(0.3, 1);
  });
});

function plainBatch(random: RandomState, { sizes, output }: DenseShape, weighted: boolean): PlainBatch {
  const outputs = sizes.at(-1)!;
  const target = (): number[] => {
    const place = random.integer(0, outputs);
    switch (output) {
      case 'identity':
        return Array.from({ length: outputs }, () => random.normal());
      case 'exp':
        return Array.from({ length: outputs }, () => random.integer(0, 4));
      case 'logistic':
        return Array.from({ length: outputs }, () => random.integer(0, 2));
      case 'softmax':
        return Array.from({ length: outputs }, (_, j) => Number(j === place));
    }
  };
  // Numbers that a float holds exactly are the same on both sides.
  return {
    x: Array.from({ length: ROWS }, () =>
      Array.from({ length: sizes[0]! }, () => Math.fround(random.normal())),
    ),
    y: Array.from({ length: ROWS }, () => target().map(Math.fround)),
    weights: weighted ? Array.from({ length: ROWS }, () => random.integer(0, 8) / 4) : null,
  };
}

function batchOf({ tf }: NeuralBackend, { x, y, weights }: PlainBatch): Batch {
  return {
    x: tf.tensor2d(x as number[][]),
    y: tf.tensor2d(y as number[][]),
    weights: weights === null ? null : tf.tensor1d(weights as number[]),
    rows: x.length,
    totalWeight: weights?.reduce((sum, each) => sum + each, 0) ?? x.length,
  };
}

function slope(f: (value: number) => number, at: number): number {
  const h = 1e-6;
  return (f(at + h) - f(at - h)) / (2 * h);
}
