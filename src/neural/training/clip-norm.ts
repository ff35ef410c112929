import type { Tensor1D } from '@tensorflow/tfjs-core';
import type { NeuralBackend } from '../backend/index.js';

/** A gradient shortened to a length if it is longer: Pascanu, Mikolov and Bengio, ICML 2013. Within a tidy. */
export function clipped(tf: NeuralBackend['tf'], gradient: Tensor1D, longest: number): Tensor1D {
  const length = tf.sqrt(tf.sum(tf.square(gradient)));
  return tf.mul(gradient, tf.div(longest, tf.maximum(length, longest)));
}
