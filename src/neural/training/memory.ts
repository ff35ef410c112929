import type { Scalar, Tensor1D } from '@tensorflow/tfjs-core';
import type { NeuralBackend } from '../backend/index.js';

type Tf = NeuralBackend['tf'];

/** What an optimiser remembers: vectors of one number a parameter, and how many steps it has made. */
export class OptimizerMemory {
  readonly #tf: Tf;
  readonly #vectors: Tensor1D[];
  readonly #constants = new Map<number, Scalar>();
  steps = 0;

  constructor(tf: Tf, parameters: number, starts: readonly number[]) {
    this.#tf = tf;
    this.#vectors = starts.map((start) => tf.keep(tf.fill([parameters], start)) as Tensor1D);
  }

  vector(place: number): Tensor1D {
    return this.#vectors[place]!;
  }

  /** Remembers a vector in place of another; it outlives the tidy that made it. */
  replace(place: number, vector: Tensor1D): Tensor1D {
    this.#vectors[place]!.dispose();
    this.#vectors[place] = this.#tf.keep(vector);
    return vector;
  }

  /** A number that is the same in every step, on the backend once. */
  constant(value: number): Scalar {
    let scalar = this.#constants.get(value);
    if (scalar === undefined) {
      scalar = this.#tf.keep(this.#tf.scalar(value));
      this.#constants.set(value, scalar);
    }
    return scalar;
  }

  read(): Float32Array[] {
    return [Float32Array.of(this.steps), ...this.#vectors.map((each) => each.dataSync<'float32'>().slice())];
  }

  write([steps, ...vectors]: readonly Float32Array[]): void {
    this.steps = steps![0]!;
    for (const [place, vector] of vectors.entries()) this.replace(place, this.#tf.tensor1d(vector));
  }

  dispose(): void {
    for (const each of [...this.#vectors, ...this.#constants.values()]) each.dispose();
    this.#constants.clear();
  }
}
