import type { Scalar } from '@tensorflow/tfjs-core';
import type { NeuralBackend } from '../backend/index.js';

/** So many numbers are kept; what changes with every step is not worth it. */
const MOST = 64;

/** Numbers on the backend: those that steps use again and again are sent there once. */
export class Constants {
  readonly #tf: NeuralBackend['tf'];
  readonly #kept = new Map<number, Scalar>();

  constructor(tf: NeuralBackend['tf']) {
    this.#tf = tf;
  }

  /** A number within a tidy, which disposes of it if it is not kept. */
  of(value: number): Scalar {
    const known = this.#kept.get(value);
    if (known !== undefined) return known;
    const scalar = this.#tf.scalar(value);
    if (this.#kept.size < MOST) this.#kept.set(value, this.#tf.keep(scalar));
    return scalar;
  }

  dispose(): void {
    for (const scalar of this.#kept.values()) scalar.dispose();
    this.#kept.clear();
  }
}
