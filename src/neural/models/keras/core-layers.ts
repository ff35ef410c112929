import type { Tensor } from '@tensorflow/tfjs-core';
import { activate, activationObstacle } from './activations.js';
import {
  axisOf,
  type Config,
  flagOf,
  type LayerCall,
  type LayerKind,
  type LayerKinds,
  numberOf,
} from './layer.js';

const asItIs: LayerKind = { keepsMask: true, run: ({ x }) => x };

/** Layers without neighbours in space or time. */
export const coreLayers: LayerKinds = {
  InputLayer: asItIs,
  Dropout: asItIs,
  AlphaDropout: asItIs,
  GaussianDropout: asItIs,
  GaussianNoise: asItIs,
  SpatialDropout1D: asItIs,
  SpatialDropout2D: asItIs,
  ActivityRegularization: asItIs,
  Identity: asItIs,
  Dense: {
    keepsMask: true,
    weights: kernelAndBias,
    obstacle: activationObstacle,
    run: ({ tf, layer: { config }, x, weight }) => {
      const kernel = weight('kernel');
      const [inputs, units] = kernel.shape as [number, number];
      const flat = x.rank === 2 ? x : tf.reshape(x, [-1, inputs]);
      const product = tf.matMul(flat, kernel);
      const sum = flagOf(config, 'use_bias', true) ? tf.add(product, weight('bias')) : product;
      const made = activate(tf, sum, config);
      return x.rank === 2 ? made : tf.reshape(made, [...x.shape.slice(0, -1), units]);
    },
  },
  Embedding: {
    weights: () => ['embeddings'],
    run: ({ tf, layer: { config }, x, weight }) => {
      const codes = tf.cast(x, 'int32');
      const zero = tf.scalar(0, 'int32');
      const mask = flagOf(config, 'mask_zero', false) ? tf.cast(tf.notEqual(codes, zero), 'float32') : null;
      return { tensor: tf.gather(weight('embeddings'), codes), mask };
    },
  },
  Masking: {
    run: ({ tf, layer: { config }, x }) => {
      const told = tf.notEqual(x, numberOf(config, 'mask_value', 0));
      const kept = tf.max(tf.cast(told, 'float32'), -1, true);
      return { tensor: tf.mul(x, kept), mask: tf.squeeze(kept, [-1]) };
    },
  },
  // What Keras 3 writes for a mask: where something is not equal to a number, and where that is so for any channel.
  NotEqual: {
    run: ({ tf, x, numbers }) => tf.cast(tf.notEqual(tf.cast(x, 'float32'), numbers[0]!), 'float32'),
  },
  Any: {
    run: ({ tf, layer: { config }, x }) =>
      tf.max(x, config.axis as number | number[] | undefined, flagOf(config, 'keepdims', false)),
  },
  Activation: {
    keepsMask: true,
    obstacle: activationObstacle,
    run: ({ tf, layer: { config }, x }) => activate(tf, x, config),
  },
  ReLU: {
    keepsMask: true,
    run: ({ tf, layer: { config }, x }) => {
      const slope = numberOf(config, 'negative_slope', numberOf(config, 'alpha', 0));
      const threshold = numberOf(config, 'threshold', 0);
      const below = tf.mul(tf.sub(x, threshold), slope);
      const made = tf.where(tf.greaterEqual(x, threshold), x, below);
      return typeof config.max_value === 'number' ? tf.minimum(made, config.max_value) : made;
    },
  },
  LeakyReLU: {
    keepsMask: true,
    run: ({ tf, layer: { config }, x }) =>
      tf.leakyRelu(x, numberOf(config, 'negative_slope', numberOf(config, 'alpha', 0.3))),
  },
  ELU: {
    keepsMask: true,
    run: ({ tf, layer: { config }, x }) => {
      const alpha = numberOf(config, 'alpha', 1);
      return tf.where(tf.greater(x, 0), x, tf.mul(tf.expm1(tf.minimum(x, 0)), alpha));
    },
  },
  PReLU: {
    keepsMask: true,
    weights: () => ['alpha'],
    run: ({ tf, x, weight }) => tf.prelu(x, weight('alpha')),
  },
  Softmax: {
    keepsMask: true,
    obstacle: (config) =>
      Array.isArray(config.axis) && config.axis.length > 1
        ? 'has several axes, which is not supported'
        : null,
    run: ({ tf, layer: { config }, x }) => {
      const axis = axisOf(Array.isArray(config.axis) ? config.axis[0] : numberOf(config, 'axis', -1), x.rank);
      if (axis === x.rank - 1) return tf.softmax(x);
      const shares = tf.exp(tf.sub(x, tf.max(x, axis, true)));
      return tf.div(shares, tf.sum(shares, axis, true));
    },
  },
  Flatten: { run: ({ tf, x }) => tf.reshape(x, [x.shape[0]!, x.size / x.shape[0]!]) },
  Reshape: {
    run: ({ tf, layer: { config }, x }) =>
      tf.reshape(x, [
        x.shape[0]!,
        ...(config.target_shape as readonly (number | null)[]).map((size) => size ?? -1),
      ]),
  },
  Permute: { run: ({ tf, layer: { config }, x }) => tf.transpose(x, [0, ...(config.dims as number[])]) },
  RepeatVector: {
    run: ({ tf, layer: { config }, x }) => tf.tile(tf.expandDims(x, 1), [1, numberOf(config, 'n', 1), 1]),
  },
  Rescaling: {
    keepsMask: true,
    run: ({ tf, layer: { config }, x }) =>
      tf.add(
        tf.mul(x, tf.tensor((config.scale ?? 1) as number[], undefined, 'float32')),
        tf.tensor((config.offset ?? 0) as number[], undefined, 'float32'),
      ),
  },
};

/** Layers that join several inputs. */
export const mergeLayers: LayerKinds = {
  Add: merge((tf, a, b) => tf.add(a, b)),
  Subtract: merge((tf, a, b) => tf.sub(a, b)),
  Multiply: merge((tf, a, b) => tf.mul(a, b)),
  Maximum: merge((tf, a, b) => tf.maximum(a, b)),
  Minimum: merge((tf, a, b) => tf.minimum(a, b)),
  Average: {
    run: (call) => {
      const sum = joined(call, (a, b) => call.tf.add(a, b));
      return { ...sum, tensor: call.tf.div(sum.tensor, call.inputs.length) };
    },
  },
  Concatenate: {
    run: ({ tf, layer: { config }, inputs, x }) => {
      const axis = axisOf(numberOf(config, 'axis', -1), x.rank);
      return tf.concat(
        inputs.map(({ tensor }) => tensor),
        axis,
      );
    },
  },
  Dot: {
    obstacle: (config) => {
      const axes = Array.isArray(config.axes) ? config.axes : [config.axes];
      return axes.every((axis) => axis === 1 || axis === -1) ? null : 'is supported for vectors only';
    },
    run: ({ tf, layer: { config }, inputs }) => {
      const [a, b] = inputs.map(({ tensor }) =>
        flagOf(config, 'normalize', false)
          ? tf.div(tensor, tf.sqrt(tf.maximum(tf.sum(tf.square(tensor), -1, true), 1e-12)))
          : tensor,
      );
      return tf.sum(tf.mul(a!, b!), -1, true);
    },
  },
};

/** `kernel`, and `bias` where the layer has one. */
export function kernelAndBias(config: Config): string[] {
  return flagOf(config, 'use_bias', true) ? ['kernel', 'bias'] : ['kernel'];
}

function merge(join: (tf: LayerCall['tf'], a: Tensor, b: Tensor) => Tensor): LayerKind {
  return { run: (call) => joined(call, (a, b) => join(call.tf, a, b)) };
}

/** The inputs joined two by two; steps count that count in all of them. */
function joined({ tf, inputs }: LayerCall, join: (a: Tensor, b: Tensor) => Tensor) {
  const tensor = inputs.map((each) => each.tensor).reduce(join);
  const masks = inputs.flatMap(({ mask }) => mask ?? []);
  const mask = masks.length === inputs.length ? masks.reduce((a, b) => tf.mul(a, b)) : null;
  return { tensor, mask };
}
