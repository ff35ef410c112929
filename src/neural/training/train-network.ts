import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import type { FitContext } from '../../core/index.js';
import type { RandomState } from '../../random/index.js';
import type { NeuralBackend } from '../backend/index.js';
import type { Network } from './network.js';
import type { Optimizer } from './optimizer.js';

/** One pass over the rows. */
export interface Epoch {
  /** From 1. */
  readonly epoch: number;
  /** The mean loss of the epoch's batches, penalties included. */
  readonly loss: number;
  /** The learning rate of the last step. */
  readonly learningRate: number;
}

/** How a network is trained. */
export interface Training<P extends object> {
  /** Whose fit it is, for messages. */
  readonly owner: string;
  readonly backend: NeuralBackend;
  readonly network: Network;
  readonly optimizer: Optimizer;
  /** All rows, first axis first; the caller disposes of them. */
  readonly x: Tensor;
  readonly y: Tensor;
  readonly weights: Tensor1D | null;
  readonly rows: number;
  /** Epochs done before, which are counted on from, and the last epoch to do. */
  readonly done?: number;
  readonly epochs: number;
  readonly batchSize: number;
  /** What rows are shuffled by before each epoch; null for the rows as they are. */
  readonly shuffle: RandomState | null;
  /** The learning rate of a step (counted from 0 over all epochs) in an epoch (from 1). */
  rate(epoch: number, step: number): number;
  /** Longest gradient: longer ones are shortened to it; null for no limit. */
  readonly clipNorm: number | null;
  /** Called after each epoch, whose loss is finite; true ends the training. */
  onEpoch(epoch: Epoch): boolean | Promise<boolean>;
  readonly context: FitContext<P>;
}
