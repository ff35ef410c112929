import type { Scalar, Tensor, Tensor1D } from '@tensorflow/tfjs-core';

/** Rows of one step, on the backend. */
export interface Batch {
  readonly x: Tensor;
  /** What is to be predicted, as the loss wants it: numbers, codes of classes or shares of classes. */
  readonly y: Tensor;
  /** One weight a row, or null when all count the same. */
  readonly weights: Tensor1D | null;
  readonly rows: number;
  /** The sum of the weights, the number of rows without any: what a mean divides by. Above 0. */
  readonly totalWeight: number;
}

/** A network that can be trained. Its trainable parameters are one vector to the outside, in an order of its own. */
export interface Network {
  /** Number of trainable parameters. */
  readonly parameters: number;
  /**
   * The mean loss of a batch, penalties included, and its gradient by all trainable parameters. The caller disposes
   * of both. Layers that behave otherwise in training (dropout, batch normalisation) do so here.
   */
  gradient(batch: Batch): { readonly loss: Scalar; readonly gradient: Tensor1D };
  /** Takes a step: subtracts a vector from the trainable parameters. Does not dispose of it. */
  subtract(step: Tensor1D): void;
  /** What is predicted for rows, not in training, in the form that the loss wants. The caller disposes of it. */
  outputs(x: Tensor): Tensor;
  /** The mean loss of a batch, penalties included, not in training. */
  loss(batch: Batch): Scalar;
  /** All weights, those included that are not trained by gradients. */
  read(): Float32Array[];
  /** Puts back what `read` gave. */
  write(weights: readonly Float32Array[]): void;
  dispose(): void;
}
