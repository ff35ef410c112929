import { describe, expect, it } from 'vitest';
import { loadBackend, type NeuralBackend } from '../../../src/neural/backend/index.js';
import { buildModel } from '../../../src/neural/keras/build-model.js';
import type { LayerDescription } from '../../../src/neural/keras/layer-description.js';
import { LayersNetwork } from '../../../src/neural/keras/layers-network.js';
import {
  classifierLoss,
  classifierLosses,
  type RowLoss,
  regressorLoss,
  regressorLosses,
} from '../../../src/neural/keras/losses.js';
import { RandomState } from '../../../src/random/index.js';
import { describeOnBackends } from '../backends.js';

interface Subject {
  readonly layers: readonly LayerDescription[];
  readonly inputShape: readonly number[];
  /** Codes below which whole numbers are drawn as rows; numbers are drawn where there are none. */
  readonly codes?: number;
}

const flatten = { layer: 'flatten' } as const;
const sequence = [5, 3];
const image = [6, 6, 2];

/** Each kind of layer that has weights, or that the gradient goes through in a way of its own. */
const subjects: Readonly<Record<string, Subject>> = {
  dense: { layers: [{ layer: 'dense', units: 5, activation: 'tanh' }], inputShape: [4] },
  activation: {
    layers: [
      { layer: 'dense', units: 5 },
      { layer: 'activation', activation: 'swish' },
    ],
    inputShape: [4],
  },
  leakyRelu: {
    layers: [
      { layer: 'dense', units: 5 },
      { layer: 'leakyRelu', alpha: 0.1 },
    ],
    inputShape: [4],
  },
  penalties: {
    layers: [{ layer: 'dense', units: 5, activation: 'tanh', kernelRegularizer: { l1: 0.01, l2: 0.1 } }],
    inputShape: [4],
  },
  dropout: {
    layers: [
      { layer: 'dense', units: 20, activation: 'tanh' },
      { layer: 'dropout', rate: 0.3 },
    ],
    inputShape: [4],
  },
  batchNormalization: {
    layers: [{ layer: 'dense', units: 4, activation: 'tanh' }, { layer: 'batchNormalization' }],
    inputShape: [4],
  },
  layerNormalization: {
    layers: [{ layer: 'dense', units: 4, activation: 'tanh' }, { layer: 'layerNormalization' }],
    inputShape: [4],
  },
  embedding: {
    layers: [{ layer: 'embedding', inputDim: 7, outputDim: 3 }, { layer: 'globalAveragePooling1d' }],
    inputShape: [5],
    codes: 7,
  },
  lstm: { layers: [{ layer: 'lstm', units: 3 }], inputShape: sequence },
  gru: { layers: [{ layer: 'gru', units: 3, recurrentActivation: 'sigmoid' }], inputShape: sequence },
  simpleRnn: { layers: [{ layer: 'simpleRnn', units: 3 }], inputShape: sequence },
  bidirectional: {
    layers: [{ layer: 'bidirectional', of: { layer: 'simpleRnn', units: 3 } }],
    inputShape: sequence,
  },
  timeDistributed: {
    layers: [
      { layer: 'timeDistributed', of: { layer: 'dense', units: 2, activation: 'tanh' } },
      { layer: 'globalMaxPooling1d' },
    ],
    inputShape: sequence,
  },
  conv1d: {
    layers: [
      { layer: 'conv1d', filters: 3, kernelSize: 2, activation: 'tanh' },
      { layer: 'maxPooling1d', poolSize: 2 },
      flatten,
    ],
    inputShape: sequence,
  },
  conv2d: {
    layers: [
      { layer: 'conv2d', filters: 3, kernelSize: 3, padding: 'same', activation: 'tanh' },
      { layer: 'maxPooling2d', poolSize: 2 },
      flatten,
    ],
    inputShape: image,
  },
  'conv2d with strides': {
    layers: [{ layer: 'conv2d', filters: 3, kernelSize: [3, 2], strides: 2, activation: 'tanh' }, flatten],
    inputShape: image,
  },
  'conv2d after conv2d': {
    layers: [
      { layer: 'conv2d', filters: 2, kernelSize: 3, activation: 'tanh' },
      { layer: 'conv2d', filters: 2, kernelSize: 2, activation: 'tanh' },
      { layer: 'globalAveragePooling2d' },
    ],
    inputShape: image,
  },
  separableConv2d: {
    layers: [
      { layer: 'separableConv2d', filters: 3, kernelSize: 3, activation: 'tanh' },
      { layer: 'globalAveragePooling2d' },
    ],
    inputShape: image,
  },
  depthwiseConv2d: {
    layers: [
      { layer: 'depthwiseConv2d', kernelSize: 3, activation: 'tanh' },
      { layer: 'averagePooling2d', poolSize: 2 },
      flatten,
    ],
    inputShape: image,
  },
  'upSampling2d and zeroPadding2d': {
    layers: [
      { layer: 'conv2d', filters: 2, kernelSize: 3, activation: 'tanh' },
      { layer: 'upSampling2d', size: 2 },
      { layer: 'zeroPadding2d', padding: [1, 2] },
      { layer: 'averagePooling2d', poolSize: 3 },
      flatten,
    ],
    inputShape: image,
  },
};

const rows = 6;

/** The slope of the loss along a direction: by differences, and by the gradient. */
async function slopes(
  { layers, inputShape, codes }: Subject,
  lossOf: (tf: NeuralBackend['tf']) => RowLoss,
  y: 'numbers' | 'classes',
  outputs: number,
): Promise<[byDifferences: number, byGradient: number]> {
  const backend = await loadBackend();
  const { tf } = backend;
  const random = new RandomState(3);
  const size = rows * inputShape.reduce((product, each) => product * each, 1);
  const x = tf.tensor(
    Float32Array.from({ length: size }, () =>
      codes === undefined ? random.normal() : random.integer(0, codes),
    ),
    [rows, ...inputShape],
  );
  const target =
    y === 'numbers'
      ? tf.tensor2d(
          Float32Array.from({ length: rows * outputs }, () => random.uniform(0.5, 2)),
          [rows, outputs],
        )
      : tf.tensor1d(
          Int32Array.from({ length: rows }, (_, i) => i % Math.max(2, outputs)),
          'int32',
        );
  const weights = tf.tensor1d(Float32Array.from({ length: rows }, () => random.uniform(0.5, 1.5)));
  const totalWeight = weights.dataSync<'float32'>().reduce((sum, each) => sum + each, 0);
  const batch = { x, y: target, weights, rows, totalWeight };
  const task = { owner: 'test', inputShape, outputs: [outputs], outputActivation: 'linear' as const };
  // A network for each loss, so that all of them drop the same units.
  const network = async () => {
    const model = await buildModel(backend, layers, {}, task, new RandomState(1));
    return new LayersNetwork(backend, model, lossOf(tf), new RandomState(2));
  };
  const lossAt = async (step: Float32Array) => {
    const moved = await network();
    const vector = tf.tensor1d(step);
    moved.subtract(vector);
    const { loss, gradient } = moved.gradient(batch);
    const value = loss.dataSync()[0]!;
    tf.dispose([vector, loss, gradient]);
    moved.dispose();
    return value;
  };
  const own = await network();
  const { loss, gradient } = own.gradient(batch);
  const values = gradient.dataSync<'float32'>().slice();
  own.dispose();
  // Along the gradient with some noise the slope is steep, so that rounding matters little.
  const noise = Float32Array.from(values, () => random.normal());
  const length = (vector: Float32Array) => Math.sqrt(vector.reduce((sum, each) => sum + each * each, 0));
  const direction = values.map((each, i) => each / length(values) + (0.5 * noise[i]!) / length(noise));
  const h = 0.01;
  const byDifferences =
    ((await lossAt(direction.map((each) => -h * each))) - (await lossAt(direction.map((each) => h * each)))) /
    (2 * h);
  const byGradient = values.reduce((sum, each, i) => sum + each * direction[i]!, 0);
  tf.dispose([x, target, weights, loss, gradient]);
  return [byDifferences, byGradient];
}

describeOnBackends('the gradient of a network', () => {
  for (const [name, subject] of Object.entries(subjects)) {
    it(`agrees with finite differences through ${name}`, async () => {
      const { tf } = await loadBackend();
      const before = tf.memory().numTensors;
      const [expected, slope] = await slopes(
        subject,
        (tf) => regressorLoss(tf, 'meanSquaredError'),
        'numbers',
        2,
      );
      expect(Math.abs(slope)).toBeGreaterThan(1e-3);
      expect(slope / expected).toBeCloseTo(1, 2);
      expect(tf.memory().numTensors).toBe(before);
    });
  }

  const dense = subjects['dense']!;

  describe('of each loss', () => {
    for (const loss of regressorLosses) {
      it(`agrees with finite differences for ${loss}`, async () => {
        // Rates, which the Poisson loss takes, are above 0.
        const layers = [...dense.layers, { layer: 'output', activation: 'softplus' } as const];
        const subject = loss === 'poisson' ? { ...dense, layers } : dense;
        const [expected, slope] = await slopes(subject, (tf) => regressorLoss(tf, loss), 'numbers', 2);
        expect(slope / expected).toBeCloseTo(1, 2);
      });
    }

    for (const loss of classifierLosses) {
      for (const [head, outputs] of [
        ['softmax', 3],
        ['sigmoid', 1],
        ['softmax', 2],
      ] as const) {
        it(`agrees with finite differences for ${loss} of ${outputs} outputs with ${head}`, async () => {
          const [expected, slope] = await slopes(
            dense,
            (tf) => classifierLoss(tf, loss, head),
            'classes',
            outputs,
          );
          expect(slope / expected).toBeCloseTo(1, 2);
        });
      }
    }
  });
});
