import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import type { RandomState } from '../../random/index.js';
import type { NeuralBackend } from '../backend/index.js';
import type { Batch } from './network.js';

interface Rows {
  readonly backend: NeuralBackend;
  readonly x: Tensor;
  readonly y: Tensor;
  readonly weights: Tensor1D | null;
  readonly rows: number;
  readonly batchSize: number;
  readonly shuffle: RandomState | null;
}

/** The rows of training in the order of an epoch, put into that order once, so that a batch is a slice of them. */
export class EpochRows {
  readonly #given: Rows;
  /** The weights again, where they can be read without waiting for the backend. */
  readonly #weights: ArrayLike<number> | null;
  #order: Int32Array | null = null;
  #shuffled: { x: Tensor; y: Tensor; weights: Tensor1D | null } | null = null;

  constructor(given: Rows, weights: ArrayLike<number> | null) {
    this.#given = given;
    this.#weights = weights;
  }

  /** Puts the rows into a new order. As in scikit-learn it is the order before that is shuffled, not the first one. */
  shuffle(): void {
    const { backend, shuffle, rows, batchSize, x, y, weights } = this.#given;
    if (shuffle === null) return;
    const before = this.#order;
    const mixed = shuffle.permutation(rows);
    this.#order = before === null ? mixed : mixed.map((place) => before[place]!);
    this.dispose();
    // The mean over all rows is the same in any order.
    if (batchSize >= rows) return;
    const { tf } = backend;
    const given = weights === null ? [x, y] : [x, y, weights];
    const [xs, ys, ws] = tf.tidy(() => {
      const order = tf.tensor1d(this.#order!, 'int32');
      return given.map((each) => tf.gather(each, order));
    });
    this.#shuffled = { x: xs!, y: ys!, weights: (ws as Tensor1D | undefined) ?? null };
  }

  /** Rows from..to-1 of the epoch, to be disposed of by a tidy. */
  batch(from: number, to: number): Batch {
    const { x, y, weights } = this.#shuffled ?? this.#given;
    const rows = to - from;
    return {
      x: this.#slice(x, from, rows),
      y: this.#slice(y, from, rows),
      weights: weights === null ? null : (this.#slice(weights, from, rows) as Tensor1D),
      rows,
      totalWeight: this.totalWeight(from, to),
    };
  }

  totalWeight(from: number, to: number): number {
    const weights = this.#weights;
    if (weights === null) return to - from;
    const order = this.#order;
    let sum = 0;
    for (let i = from; i < to; i++) sum += weights[order === null ? i : order[i]!]!;
    return sum;
  }

  dispose(): void {
    if (this.#shuffled === null) return;
    const { x, y, weights } = this.#shuffled;
    this.#shuffled = null;
    x.dispose();
    y.dispose();
    weights?.dispose();
  }

  #slice(tensor: Tensor, from: number, rows: number): Tensor {
    const { tf } = this.#given.backend;
    const begin = tensor.shape.map((_, axis) => (axis === 0 ? from : 0));
    return tf.slice(tensor, begin, [rows, ...tensor.shape.slice(1)]);
  }
}
