import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { NeuralBackend } from '../backend/index.js';
import type { Batch } from '../training/index.js';

/** Added to variances, so that a unit which never changes is not divided by nothing. */
export const NORMALIZATION_EPSILON = 1e-5;
/** How much of the running mean and variance stays when a batch is seen. */
const MOMENTUM = 0.9;

/** What a normalisation remembers for the way back. */
export interface Normalized {
  readonly outputs: Tensor2D;
  readonly standard: Tensor2D;
  readonly spread: Tensor1D;
}

/**
 * Batch normalisation of a layer's sums: to mean 0 and variance 1 over the rows of a batch, then by a factor and a
 * constant that are learnt. Rows count by their weights. Ioffe and Szegedy, ICML 2015.
 */
export class BatchNormalization {
  readonly #tf: NeuralBackend['tf'];
  /** Running mean and variance, which stand for those of a batch outside of training. */
  #mean: Tensor1D;
  #variance: Tensor1D;

  constructor(tf: NeuralBackend['tf'], units: number) {
    this.#tf = tf;
    this.#mean = tf.keep(tf.zeros([units]));
    this.#variance = tf.keep(tf.ones([units]));
  }

  /** Normalises a batch in training; the running mean and variance move towards those of the batch. */
  train(sums: Tensor2D, factor: Tensor1D, constant: Tensor1D, batch: Batch): Normalized {
    const tf = this.#tf;
    const shares = sharesOf(tf, batch);
    const mean = weightedSum(tf, sums, shares);
    const centred = tf.sub(sums, mean) as Tensor2D;
    const variance = weightedSum(tf, tf.square(centred), shares);
    this.#mean = this.#moved(this.#mean, mean);
    this.#variance = this.#moved(this.#variance, variance);
    const spread = tf.sqrt(tf.add(variance, NORMALIZATION_EPSILON)) as Tensor1D;
    const standard = tf.div(centred, spread) as Tensor2D;
    return { outputs: tf.add(tf.mul(standard, factor), constant), standard, spread };
  }

  /** Derivatives by the sums, from those by the outputs, which are weighted already. */
  backward(
    deltas: Tensor2D,
    { standard, spread }: Normalized,
    factor: Tensor1D,
    batch: Batch,
  ): { readonly sums: Tensor2D; readonly factor: Tensor1D; readonly constant: Tensor1D } {
    const tf = this.#tf;
    const byConstant = tf.sum(deltas, 0) as Tensor1D;
    const byFactor = tf.sum(tf.mul(deltas, standard), 0) as Tensor1D;
    const common = tf.add(byConstant, tf.mul(standard, byFactor));
    const own = tf.sub(deltas, tf.mul(common, sharesOf(tf, batch)));
    return { sums: tf.mul(own, tf.div(factor, spread)), factor: byFactor, constant: byConstant };
  }

  /** Normalises by the running mean and variance. */
  apply(sums: Tensor2D, factor: Tensor1D, constant: Tensor1D): Tensor2D {
    const tf = this.#tf;
    const scale = tf.div(factor, tf.sqrt(tf.add(this.#variance, NORMALIZATION_EPSILON)));
    return tf.add(tf.mul(tf.sub(sums, this.#mean), scale), constant);
  }

  read(): Float32Array[] {
    return [this.#mean, this.#variance].map((each) => each.dataSync<'float32'>().slice());
  }

  write(mean: Float32Array, variance: Float32Array): void {
    this.dispose();
    this.#mean = this.#tf.keep(this.#tf.tensor1d(mean));
    this.#variance = this.#tf.keep(this.#tf.tensor1d(variance));
  }

  dispose(): void {
    this.#mean.dispose();
    this.#variance.dispose();
  }

  #moved(running: Tensor1D, seen: Tensor1D): Tensor1D {
    const tf = this.#tf;
    const moved = tf.add(tf.mul(running, MOMENTUM), tf.mul(seen, 1 - MOMENTUM)) as Tensor1D;
    running.dispose();
    return tf.keep(moved);
  }
}

/** The share of each row in a batch, as a column. */
function sharesOf(tf: NeuralBackend['tf'], { weights, rows, totalWeight }: Batch): Tensor {
  if (weights === null) return tf.fill([rows, 1], 1 / rows);
  return tf.reshape(tf.div(weights, totalWeight), [rows, 1]);
}

function weightedSum(tf: NeuralBackend['tf'], x: Tensor2D, shares: Tensor): Tensor1D {
  return tf.sum(tf.mul(x, shares), 0);
}
