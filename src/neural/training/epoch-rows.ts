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

/** The rows of training in the order of an epoch, put into that order and cut into batches once an epoch. */
export class EpochRows {
  readonly #given: Rows;
  /** The weights again, where they can be read without waiting for the backend. */
  readonly #weights: ArrayLike<number> | null;
  #order: Int32Array | null = null;
  /** Batches of x, of y, and of the weights if there are any. */
  #batches: readonly Tensor[][] | null = null;

  constructor(given: Rows, weights: ArrayLike<number> | null) {
    this.#given = given;
    this.#weights = weights;
  }

  /** Puts the rows into a new order. As in scikit-learn it is the order before that is shuffled, not the first one. */
  shuffle(): void {
    const { shuffle, rows } = this.#given;
    if (shuffle === null) return;
    const before = this.#order;
    const mixed = shuffle.permutation(rows);
    this.#order = before === null ? mixed : mixed.map((place) => before[place]!);
    this.dispose();
  }

  /** The batch that begins at a row of the epoch. It is disposed of with the epoch. */
  batch(from: number): Batch {
    const { batchSize } = this.#given;
    this.#batches ??= this.#cut();
    const [x, y, weights] = this.#batches.map((pieces) => pieces[from / batchSize]!);
    const rows = x!.shape[0]!;
    return {
      x: x!,
      y: y!,
      weights: (weights as Tensor1D | undefined) ?? null,
      rows,
      totalWeight: this.totalWeight(from, from + rows),
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
    if (this.#batches === null || this.#isOne) return;
    for (const each of this.#batches.flat()) each.dispose();
    this.#batches = null;
  }

  /** Whether one batch is all there is. The mean over all rows is the same in any order. */
  get #isOne(): boolean {
    return this.#given.batchSize >= this.#given.rows;
  }

  #cut(): Tensor[][] {
    const { backend, x, y, weights, rows, batchSize } = this.#given;
    const { tf } = backend;
    const given = weights === null ? [x, y] : [x, y, weights];
    if (this.#isOne) return given.map((each) => [each]);
    const sizes: number[] = [];
    for (let from = 0; from < rows; from += batchSize) sizes.push(Math.min(batchSize, rows - from));
    return tf.tidy(() => {
      const order = this.#order === null ? null : tf.tensor1d(this.#order, 'int32');
      return given.map((each) => {
        const ordered = order === null ? each : tf.gather(each, order);
        const pieces = tf.split(ordered, sizes);
        if (order !== null) ordered.dispose();
        return pieces;
      });
    });
  }
}
