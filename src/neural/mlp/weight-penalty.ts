import type { Scalar, Tensor1D } from '@tensorflow/tfjs-core';
import type { NeuralBackend } from '../backend/index.js';
import { Constants } from '../training/constants.js';
import { type Operations, operations } from '../training/operations.js';
import type { DenseOperations } from './dense-operations.js';

/** Vectors for so many different batch weights are kept: those of full batches and of the last one. */
const MOST = 2;

/** alpha / 2 times the squares of the weights, divided by the weight of a batch, as scikit-learn has it. */
export class WeightPenalty {
  readonly #tf: NeuralBackend['tf'];
  readonly #op: Operations;
  readonly #dense: DenseOperations;
  readonly #constants: Constants;
  readonly #alpha: number;
  /** 1 for weights, which come first, and 0 for all else. */
  readonly #weights: Tensor1D;
  readonly #rates = new Map<number, Tensor1D>();

  constructor(
    tf: NeuralBackend['tf'],
    dense: DenseOperations,
    alpha: number,
    weights: number,
    parameters: number,
  ) {
    this.#tf = tf;
    this.#op = operations(tf);
    this.#dense = dense;
    this.#constants = new Constants(tf);
    this.#alpha = alpha;
    this.#weights = tf.keep(tf.tensor1d(new Float32Array(parameters).fill(1, 0, weights)));
  }

  /** Within a tidy: the penalty on a vector of parameters, and its gradient. */
  of(vector: Tensor1D, totalWeight: number): { readonly loss: Scalar; readonly gradient: Tensor1D } {
    const rate = this.#alpha / totalWeight;
    const gradient = this.#op.mul(vector, this.#rateOf(rate));
    // The gradient is the rate times the weights, so that its squares are those of the weights times rate^2.
    const squares = this.#dense.halfOfSquares(gradient);
    return { loss: this.#op.mul(squares, this.#constants.of(1 / rate)), gradient };
  }

  dispose(): void {
    for (const each of [this.#weights, ...this.#rates.values()]) each.dispose();
    this.#constants.dispose();
  }

  #rateOf(rate: number): Tensor1D {
    const known = this.#rates.get(rate);
    if (known !== undefined) return known;
    const rates = this.#op.mul(this.#weights, this.#constants.of(rate));
    if (this.#rates.size < MOST) this.#rates.set(rate, this.#tf.keep(rates));
    return rates;
  }
}
