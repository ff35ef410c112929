import type { Tensor } from '@tensorflow/tfjs-core';
import type { Config, Tf } from './layer.js';

/** Keras's activations by name; `hard_sigmoid_keras2` is the one of that name before Keras 3. */
const activations: Readonly<Record<string, (tf: Tf, x: Tensor) => Tensor>> = {
  linear: (_, x) => x,
  relu: (tf, x) => tf.relu(x),
  relu6: (tf, x) => tf.relu6(x),
  leaky_relu: (tf, x) => tf.leakyRelu(x, 0.2),
  elu: (tf, x) => tf.elu(x),
  selu: (tf, x) => tf.selu(x),
  celu: (tf, x) => tf.elu(x),
  gelu: (tf, x) => tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1)),
  gelu_new: (tf, x) => {
    const inside = tf.mul(tf.add(x, tf.mul(tf.pow(x, 3), 0.044715)), Math.sqrt(2 / Math.PI));
    return tf.mul(tf.mul(x, 0.5), tf.add(tf.tanh(inside), 1));
  },
  sigmoid: (tf, x) => tf.sigmoid(x),
  hard_sigmoid: (tf, x) => tf.div(tf.relu6(tf.add(x, 3)), 6),
  hard_sigmoid_keras2: (tf, x) => tf.clipByValue(tf.add(tf.mul(x, 0.2), 0.5), 0, 1),
  tanh: (tf, x) => tf.tanh(x),
  softplus: (tf, x) => tf.softplus(x),
  softsign: (tf, x) => tf.div(x, tf.add(tf.abs(x), 1)),
  silu: (tf, x) => tf.mul(x, tf.sigmoid(x)),
  swish: (tf, x) => tf.mul(x, tf.sigmoid(x)),
  hard_silu: (tf, x) => tf.mul(x, tf.div(tf.relu6(tf.add(x, 3)), 6)),
  hard_swish: (tf, x) => tf.mul(x, tf.div(tf.relu6(tf.add(x, 3)), 6)),
  mish: (tf, x) => tf.mul(x, tf.tanh(tf.softplus(x))),
  exponential: (tf, x) => tf.exp(x),
  softmax: (tf, x) => tf.softmax(x),
  log_softmax: (tf, x) => tf.logSoftmax(x),
};

/** Applies an activation of a configuration: its name, or none. */
export function activate(
  tf: Tf,
  x: Tensor,
  config: Config,
  key = 'activation',
  otherwise = 'linear',
): Tensor {
  return activations[activationName(config[key] ?? otherwise)!]!(tf, x);
}

/** The name of an activation; null where it is none that is known. */
export function activationName(activation: unknown): string | null {
  const name =
    typeof activation === 'string'
      ? activation
      : ((activation as { readonly config?: unknown } | null)?.config as unknown);
  return typeof name === 'string' && Object.hasOwn(activations, name) ? name : null;
}

/** Why the activations of a configuration are not taken, as the end of a sentence. */
export function activationObstacle(config: Config): string | null {
  for (const key of ['activation', 'recurrent_activation']) {
    const value = config[key];
    if (value === undefined || value === null || activationName(value) !== null) continue;
    return `has the activation ${JSON.stringify(value)}, which is not supported`;
  }
  return null;
}
