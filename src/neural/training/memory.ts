import type { Scalar, Tensor1D } from '@tensorflow/tfjs-core';
import type { NeuralBackend } from '../backend/index.js';
import { Constants } from './constants.js';

type Tf = NeuralBackend['tf'];

/** What an optimiser remembers: vectors of one number a parameter, and how many steps it has made. */
export class OptimizerMemory {
  readonly #tf: Tf;
  readonly #vectors: Tensor1D[];
  readonly #constants: Constants;
  steps = 0;

  constructor(tf: Tf, parameters: number, starts: readonly number[]) {
    this.#tf = tf;
    this.#constants = new Constants(tf);
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

  /** A number on the backend, for the step that is being made. */
  constant(value: number): Scalar {
    return this.#constants.of(value);
  }

  read(): Float32Array[] {
    return [Float32Array.of(this.steps), ...this.#vectors.map((each) => each.dataSync<'float32'>().slice())];
  }

  write([steps, ...vectors]: readonly Float32Array[]): void {
    this.steps = steps![0]!;
    for (const [place, vector] of vectors.entries()) this.replace(place, this.#tf.tensor1d(vector));
  }

  dispose(): void {
    for (const each of this.#vectors) each.dispose();
    this.#constants.dispose();
  }
}
