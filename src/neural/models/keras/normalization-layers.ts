import type { Tensor } from '@tensorflow/tfjs-core';
import { axisOf, type Config, flagOf, type LayerKinds, numberOf, type Tf } from './layer.js';

/** What Keras adds to a standard deviation of zero. */
const TINY = 1e-7;

/** Layers that shift and scale. */
export const normalizationLayers: LayerKinds = {
  BatchNormalization: {
    keepsMask: true,
    weights: (config) => [...scaleAndShift(config), 'moving_mean', 'moving_variance'],
    run: ({ tf, layer: { config }, x, weight }) => {
      const axis = axisOf(Array.isArray(config.axis) ? config.axis[0] : numberOf(config, 'axis', -1), x.rank);
      const along = (name: string) => alongAxis(tf, weight(name), axis, x.rank);
      const deviation = tf.sqrt(tf.add(along('moving_variance'), numberOf(config, 'epsilon', 1e-3)));
      const centred = tf.div(tf.sub(x, along('moving_mean')), deviation);
      const scaled = flagOf(config, 'scale', true) ? tf.mul(centred, along('gamma')) : centred;
      return flagOf(config, 'center', true) ? tf.add(scaled, along('beta')) : scaled;
    },
  },
  LayerNormalization: {
    keepsMask: true,
    weights: scaleAndShift,
    obstacle: (config) => (config.rms_scaling === true ? 'has rms_scaling, which is not supported' : null),
    run: ({ tf, layer: { config }, x, weight }) => {
      const given = Array.isArray(config.axis) ? (config.axis as number[]) : [numberOf(config, 'axis', -1)];
      const axes = given.map((axis) => axisOf(axis, x.rank));
      const { mean, variance } = tf.moments(x, axes, true);
      const deviation = tf.sqrt(tf.add(variance, numberOf(config, 'epsilon', 1e-3)));
      const shape = x.shape.map((size, axis) => (axes.includes(axis) ? size : 1));
      const centred = tf.div(tf.sub(x, mean), deviation);
      const scaled = flagOf(config, 'scale', true)
        ? tf.mul(centred, tf.reshape(weight('gamma'), shape))
        : centred;
      return flagOf(config, 'center', true) ? tf.add(scaled, tf.reshape(weight('beta'), shape)) : scaled;
    },
  },
  Normalization: {
    keepsMask: true,
    weights: (config) => (isGiven(config) ? [] : ['mean', 'variance', 'count']),
    obstacle: (config) => {
      const axes = Array.isArray(config.axis) ? config.axis : [config.axis ?? null];
      return axes.length === 1 && (axes[0] === -1 || axes[0] === null || isGiven(config))
        ? null
        : 'has axes other than the last, which is not supported';
    },
    run: ({ tf, layer: { config }, x, weight }) => {
      const given = (name: string) => tf.tensor(config[name] as number[], undefined, 'float32');
      const [mean, variance] = isGiven(config)
        ? [given('mean'), given('variance')]
        : [weight('mean'), weight('variance')];
      const deviation = tf.maximum(tf.sqrt(variance), TINY);
      return config.invert === true ? tf.add(mean, tf.mul(x, deviation)) : tf.div(tf.sub(x, mean), deviation);
    },
  },
};

function scaleAndShift(config: Config): string[] {
  const names = [];
  if (flagOf(config, 'scale', true)) names.push('gamma');
  if (flagOf(config, 'center', true)) names.push('beta');
  return names;
}

function isGiven(config: Config): boolean {
  return config.mean !== null && config.mean !== undefined;
}

function alongAxis(tf: Tf, values: Tensor, axis: number, rank: number): Tensor {
  if (axis === rank - 1) return values;
  const shape = new Array<number>(rank).fill(1);
  shape[axis] = values.size;
  return tf.reshape(values, shape);
}
