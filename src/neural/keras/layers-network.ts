import type { Scalar, Tensor, Tensor1D, Tensor2D, Variable } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { RandomState } from '../../random/index.js';
import type { NeuralBackend } from '../backend/index.js';
import type { Batch, Network } from '../training/index.js';
import { Dropouts, disposeModel } from './dropouts.js';
import type { RowLoss } from './losses.js';

/** A network over a model of tfjs-layers, which it owns. Its trainable weights are one vector, in the model's order. */
export class LayersNetwork implements Network {
  readonly parameters: number;
  readonly #backend: NeuralBackend;
  readonly #model: LayersModel;
  readonly #loss: RowLoss;
  readonly #dropouts: Dropouts;
  readonly #random: RandomState;
  readonly #noise: number;
  readonly #sizes: readonly number[];

  /** `noise` is the deviation of what is added to each number of the rows trained on, anew in each step. */
  constructor(backend: NeuralBackend, model: LayersModel, loss: RowLoss, random: RandomState, noise = 0) {
    this.#backend = backend;
    this.#model = model;
    this.#loss = loss;
    this.#random = random;
    this.#noise = noise;
    this.#dropouts = new Dropouts(backend, model, random);
    this.#sizes = model.trainableWeights.map(({ shape }) => sizeOf(shape));
    this.parameters = this.#sizes.reduce((sum, size) => sum + size, 0);
  }

  gradient(batch: Batch): { readonly loss: Scalar; readonly gradient: Tensor1D } {
    const { tf } = this.#backend;
    this.#dropouts.next();
    const [loss, gradient] = tf.tidy(() => {
      const variables = this.#model.trainableWeights.map((weight) => weight.read() as Variable);
      const noisy = this.#noise === 0 ? batch : { ...batch, x: tf.add(batch.x, this.#noiseLike(batch.x)) };
      const { value, grads } = tf.variableGrads(() => this.#lossOf(noisy, true), variables);
      const parts = variables.map(({ name }) => tf.reshape(grads[name]!, [-1]) as Tensor1D);
      return [value, parts.length === 1 ? parts[0]! : tf.concat1d(parts)];
    }) as [Scalar, Tensor1D];
    return { loss, gradient };
  }

  subtract(step: Tensor1D): void {
    const { tf } = this.#backend;
    tf.tidy(() => {
      const parts = this.#sizes.length === 1 ? [step] : tf.split(step, [...this.#sizes]);
      for (const [k, weight] of this.#model.trainableWeights.entries()) {
        const shape = weight.shape as number[];
        weight.write(tf.sub(weight.read(), tf.reshape(parts[k]!, shape)));
      }
    });
  }

  outputs(x: Tensor): Tensor2D {
    return this.#backend.tf.tidy(() => this.#model.apply(x, { training: false }) as Tensor2D);
  }

  loss(batch: Batch): Scalar {
    return this.#backend.tf.tidy(() => this.#lossOf(batch, false));
  }

  read(): Float32Array[] {
    return readWeights(this.#model);
  }

  write(weights: readonly Float32Array[]): void {
    writeWeights(this.#backend, this.#model, weights);
  }

  dispose(): void {
    disposeModel(this.#backend, this.#model);
  }

  #noiseLike({ shape }: Tensor): Tensor {
    return this.#backend.tf.randomNormal(shape, 0, this.#noise, 'float32', this.#random.childSeed());
  }

  #lossOf({ x, y, weights, totalWeight }: Batch, training: boolean): Scalar {
    const { tf } = this.#backend;
    const rows = this.#loss(y, this.#model.apply(x, { training }) as Tensor2D);
    const mean = weights === null ? tf.mean(rows) : tf.div(tf.sum(tf.mul(rows, weights)), totalWeight);
    return this.#model.calculateLosses().reduce((sum, penalty) => tf.add(sum, penalty), mean as Scalar);
  }
}

/** All weights of a model, those included that are not trained by gradients. */
export function readWeights(model: LayersModel): Float32Array[] {
  return model.weights.map((weight) => weight.read().dataSync<'float32'>().slice());
}

/** Puts weights into a model. */
export function writeWeights(
  { tf }: NeuralBackend,
  model: LayersModel,
  weights: readonly Float32Array[],
): void {
  tf.tidy(() => {
    for (const [k, weight] of model.weights.entries()) {
      weight.write(tf.tensor(weights[k]!, weight.shape as number[], 'float32'));
    }
  });
}

function sizeOf(shape: readonly (number | null)[]): number {
  return shape.reduce((product: number, each) => product * (each ?? 1), 1);
}
