import type { Scalar, Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import type { FitContext } from '../../core/index.js';
import { DivergenceError } from '../../errors/index.js';
import type { RandomState } from '../../random/index.js';
import type { NeuralBackend } from '../backend/index.js';
import { clipped } from './clip-norm.js';
import { EpochRows } from './epoch-rows.js';
import type { Batch, Network } from './network.js';
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

/** Losses on the backend are put together when there are so many of them. */
const MANY_LOSSES = 1024;

/**
 * Trains a network epoch by epoch until its epochs are done or `onEpoch` ends it. Each epoch shuffles the rows once
 * and takes them batch by batch; losses stay on the backend until the epoch is over. Leaves no tensor behind but the
 * network's and the optimiser's. Throws DivergenceError when the loss of an epoch is not a finite number.
 */
export async function trainNetwork<P extends object>(training: Training<P>): Promise<void> {
  const { context, epochs, done = 0, owner } = training;
  const weights = (await training.weights?.data<'float32'>()) ?? null;
  const rows = new EpochRows(training, weights);
  const steps = Math.ceil(training.rows / training.batchSize);
  try {
    for (let epoch = done + 1; epoch <= epochs; epoch++) {
      rows.shuffle();
      const { loss, learningRate } = await runEpoch(training, rows, epoch, (epoch - 1) * steps);
      if (!Number.isFinite(loss)) throw diverged(owner, loss, epoch);
      context.progress(epoch, epochs, `loss ${loss.toPrecision(4)}`);
      if (await training.onEpoch({ epoch, loss, learningRate })) return;
    }
  } finally {
    rows.dispose();
  }
}

async function runEpoch<P extends object>(
  training: Training<P>,
  rows: EpochRows,
  epoch: number,
  stepsBefore: number,
): Promise<{ loss: number; learningRate: number }> {
  const { backend, context, batchSize } = training;
  const losses = new BatchLosses(backend);
  let learningRate = Number.NaN;
  let step = stepsBefore;
  try {
    for (let from = 0; from < training.rows; from += batchSize) {
      await context.pause();
      learningRate = training.rate(epoch, step++);
      const to = Math.min(from + batchSize, training.rows);
      // Nothing is to be learnt from rows without weight, and the mean of no rows is not a number.
      if (rows.totalWeight(from, to) <= 0) continue;
      // Batches outlive the step, so they are cut outside of its tidy.
      const batch = rows.batch(from);
      losses.add(
        backend.tf.tidy(() => takeStep(training, batch, learningRate)),
        to - from,
      );
      if (losses.waiting >= MANY_LOSSES) await losses.collect();
    }
    await losses.collect();
    return { loss: losses.sum / training.rows, learningRate };
  } finally {
    losses.dispose();
  }
}

/** One step of the optimiser; everything it makes is disposed of by the tidy around it, but the loss. */
function takeStep<P extends object>(
  { backend, network, optimizer, clipNorm }: Training<P>,
  batch: Batch,
  rate: number,
): Scalar {
  const { loss, gradient } = network.gradient(batch);
  const short = clipNorm === null ? gradient : clipped(backend.tf, gradient, clipNorm);
  network.subtract(optimizer.step(short, rate));
  return loss;
}

/** Losses of batches, which stay on the backend until they are collected. */
class BatchLosses {
  readonly #backend: NeuralBackend;
  #losses: Scalar[] = [];
  #rows: number[] = [];
  /** The sum of the losses collected, each times its rows. */
  sum = 0;

  constructor(backend: NeuralBackend) {
    this.#backend = backend;
  }

  get waiting(): number {
    return this.#losses.length;
  }

  add(loss: Scalar, rows: number): void {
    this.#losses.push(loss);
    this.#rows.push(rows);
  }

  async collect(): Promise<void> {
    if (this.#losses.length === 0) return;
    const together = this.#backend.tf.stack(this.#losses);
    const rows = this.#rows;
    this.dispose();
    try {
      const values = await together.data();
      for (const [k, value] of values.entries()) this.sum += value * rows[k]!;
    } finally {
      together.dispose();
    }
  }

  dispose(): void {
    for (const loss of this.#losses) loss.dispose();
    this.#losses = [];
    this.#rows = [];
  }
}

function diverged(owner: string, loss: number, epoch: number): DivergenceError {
  return new DivergenceError(
    `${owner}: the loss became ${loss} in epoch ${epoch}. Scale the columns (StandardScaler) and the target, ` +
      'lower the learning rate, or limit the gradient with clipNorm.',
    epoch,
  );
}
