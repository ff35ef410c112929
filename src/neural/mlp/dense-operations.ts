import type { Scalar, Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { NeuralBackend } from '../backend/index.js';
import { NativeOperations } from './native-operations.js';
import { PortableOperations } from './portable-operations.js';

/** What a hidden layer does with its sums. */
export type Activation = 'identity' | 'logistic' | 'tanh' | 'relu';

/** The operations of a network of dense layers, all to be called within a tidy. */
export interface DenseOperations {
  /** The pieces of a vector that holds them one after another. */
  unpack(vector: Tensor1D): Tensor[];
  /** The pieces as one vector. */
  pack(pieces: readonly Tensor[]): Tensor1D;
  /** x weights + bias through an activation; no bias when null. */
  layer(x: Tensor2D, weights: Tensor2D, bias: Tensor1D | null, activation: Activation): Tensor2D;
  activate(sums: Tensor2D, activation: Activation): Tensor2D;
  /** a' b */
  transposedProduct(a: Tensor2D, b: Tensor2D): Tensor2D;
  /** a b' */
  productTransposed(a: Tensor2D, b: Tensor2D): Tensor2D;
  /** Derivatives by what went into an activation, from those by what came out of it and from that itself. */
  throughActivation(deltas: Tensor2D, outputs: Tensor2D, activation: Activation): Tensor2D;
  columnSums(x: Tensor2D): Tensor1D;
  /** The sum of all elements. */
  total(x: Tensor): Scalar;
  /** Half the sum of all squares. */
  halfOfSquares(x: Tensor): Scalar;
  /** The cross-entropy of each row's soft-max with shares of classes, and its derivatives by the row's scores. */
  softmaxLoss(scores: Tensor2D, shares: Tensor2D): { readonly losses: Tensor1D; readonly deltas: Tensor2D };
  dispose(): void;
}

/** The operations of the backend in use, for pieces of the given shapes. */
export function denseOperations(
  { tf }: NeuralBackend,
  shapes: readonly (readonly number[])[],
): DenseOperations {
  return NativeOperations.of(tf, shapes) ?? new PortableOperations(tf, shapes);
}
