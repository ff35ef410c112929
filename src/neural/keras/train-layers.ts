import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { FitContext } from '../../core/index.js';
import type { RandomState } from '../../random/index.js';
import type { NeuralBackend } from '../backend/index.js';
import { makeOptimizer, trainNetwork } from '../training/index.js';
import { LossWatch } from './early-stopping.js';
import { rowsAtOnce } from './fitted-network.js';
import type { EpochLogs } from './history.js';
import type { TrainingParams } from './keras-params.js';
import { LayersNetwork } from './layers-network.js';
import { rateControl } from './learning-rate.js';
import type { RowLoss } from './losses.js';

/** Rows with what is to be predicted, as plain numbers. */
export interface TargetRows {
  readonly rows: number;
  /** Values of X, row after row. */
  readonly x: Float64Array;
  /** Codes of classes, or numbers, so many a row as there are outputs. */
  readonly y: Int32Array | Float64Array;
  readonly weights: Float64Array | null;
}

/** A number that is computed of the raw outputs for some rows, at the end of an epoch. */
export type RawMetric = (raw: Float32Array, rows: TargetRows) => number;

/** What is trained, and on what. */
export interface LayersTask<P extends TrainingParams> {
  readonly owner: string;
  readonly backend: NeuralBackend;
  /** Taken over: it is disposed of. */
  readonly model: LayersModel;
  readonly inputShape: readonly number[];
  /** Numbers of y a row, null for codes of classes. */
  readonly targets: number | null;
  readonly loss: RowLoss;
  readonly train: TargetRows;
  readonly held: TargetRows | null;
  readonly metrics: ReadonlyMap<string, RawMetric>;
  readonly random: RandomState;
  /** Epochs of fits before this one. */
  readonly done?: number;
  /** Deviation of the noise that is added to the rows trained on. */
  readonly noise?: number;
  readonly context: FitContext<P>;
}

/** What training leaves: weights and what was known after each epoch. */
export interface Trained {
  readonly weights: Float32Array[];
  readonly epochs: readonly EpochLogs[];
}

/** Rows on the backend. */
interface TensorRows {
  readonly x: Tensor;
  readonly y: Tensor;
  readonly weights: Tensor1D | null;
}

/** Trains a model of tfjs-layers by the parameters of a fit. Leaves no tensor behind. */
export async function trainLayers<P extends TrainingParams>(task: LayersTask<P>): Promise<Trained> {
  const { backend, model, context, train, held, random, done = 0, owner } = task;
  const { params } = context;
  const network = new LayersNetwork(backend, model, task.loss, random, task.noise ?? 0);
  const kept: { dispose(): void }[] = [network];
  const onBackend = (rows: TargetRows): TensorRows => {
    const tensors = tensorsOf(task, rows);
    kept.push(tensors.x, tensors.y, ...(tensors.weights === null ? [] : [tensors.weights]));
    return tensors;
  };
  try {
    const { optimizer: choice, earlyStopping, clipNorm } = params;
    const options = typeof choice === 'string' ? { kind: choice } : choice;
    const optimizer = makeOptimizer(backend, options, network.parameters);
    kept.push(optimizer);
    const rows = onBackend(train);
    const heldRows = held === null ? null : onBackend(held);
    const batchSize = Math.min(params.batchSize === 'auto' ? 200 : params.batchSize, train.rows);
    const control = rateControl(params.learningRate, Math.ceil(train.rows / batchSize), done + params.epochs);
    const watch = earlyStopping === null ? null : new LossWatch(earlyStopping);
    const judge = new Judge(backend, network, rowsAtOnce(model), task.metrics);
    const logs: EpochLogs[] = [];
    await trainNetwork({
      ...{ owner, backend, network, optimizer, batchSize, clipNorm, context, done },
      ...rows,
      rows: train.rows,
      epochs: done + params.epochs,
      shuffle: params.shuffle ? random : null,
      rate: (epoch, step) => control.rate(epoch, step),
      onEpoch: async ({ epoch, loss, learningRate }) => {
        const epochLogs: EpochLogs = {
          loss,
          learningRate,
          validationLoss: heldRows === null ? null : judge.loss(heldRows, held!),
          metrics: judge.metrics(rows, train),
          validationMetrics: heldRows === null ? new Map() : judge.metrics(heldRows, held!),
        };
        logs.push(epochLogs);
        const watched = epochLogs.validationLoss ?? loss;
        control.see(watched);
        const stop = watch?.see(watched, () => network.read()) ?? false;
        const told = await params.callbacks.onEpochEnd?.(epoch, epochLogs);
        return stop || told === true;
      },
    });
    return { weights: watch?.bestWeights ?? network.read(), epochs: logs };
  } finally {
    for (const each of kept) each.dispose();
  }
}

function tensorsOf<P extends TrainingParams>(
  { backend: { tf }, inputShape, targets }: LayersTask<P>,
  { rows, x, y, weights }: TargetRows,
): TensorRows {
  return {
    x: tf.tensor(new Float32Array(x), [rows, ...inputShape]),
    y:
      targets === null
        ? tf.tensor1d(new Int32Array(y), 'int32')
        : tf.tensor2d(new Float32Array(y), [rows, targets]),
    weights: weights === null ? null : tf.tensor1d(new Float32Array(weights)),
  };
}

/** Computes losses and metrics of many rows, block by block. */
class Judge {
  readonly #backend: NeuralBackend;
  readonly #network: LayersNetwork;
  readonly #block: number;
  readonly #metrics: ReadonlyMap<string, RawMetric>;

  constructor(
    backend: NeuralBackend,
    network: LayersNetwork,
    block: number,
    metrics: ReadonlyMap<string, RawMetric>,
  ) {
    this.#backend = backend;
    this.#network = network;
    this.#block = block;
    this.#metrics = metrics;
  }

  /** The mean loss, penalties included. */
  loss({ x, y, weights }: TensorRows, { rows, weights: own }: TargetRows): number {
    let sum = 0;
    let total = 0;
    this.#eachBlock(rows, (from, count) => {
      const some = (tensor: Tensor) => slice(this.#backend, tensor, from, count);
      const totalWeight =
        own === null ? count : own.subarray(from, from + count).reduce((so, each) => so + each, 0);
      if (totalWeight <= 0) return;
      const batch = {
        x: some(x),
        y: some(y),
        weights: weights === null ? null : (some(weights) as Tensor1D),
        rows: count,
        totalWeight,
      };
      sum += this.#network.loss(batch).dataSync()[0]! * totalWeight;
      total += totalWeight;
    });
    return sum / total;
  }

  /** The metrics asked for. */
  metrics({ x }: TensorRows, rows: TargetRows): Map<string, number> {
    const values = new Map<string, number>();
    if (this.#metrics.size === 0) return values;
    const blocks: Float32Array[] = [];
    this.#eachBlock(rows.rows, (from, count) => {
      const raw = this.#network.outputs(slice(this.#backend, x, from, count));
      blocks.push(raw.dataSync<'float32'>().slice());
    });
    const raw = joined(blocks);
    for (const [name, metric] of this.#metrics) values.set(name, metric(raw, rows));
    return values;
  }

  #eachBlock(rows: number, work: (from: number, count: number) => void): void {
    for (let from = 0; from < rows; from += this.#block) {
      this.#backend.tf.tidy(() => work(from, Math.min(this.#block, rows - from)));
    }
  }
}

function slice({ tf }: NeuralBackend, tensor: Tensor, from: number, count: number): Tensor {
  const begin = tensor.shape.map((_, axis) => (axis === 0 ? from : 0));
  return tf.slice(tensor, begin, [count, ...tensor.shape.slice(1)]);
}

function joined(blocks: readonly Float32Array[]): Float32Array {
  if (blocks.length === 1) return blocks[0]!;
  const all = new Float32Array(blocks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const block of blocks) {
    all.set(block, at);
    at += block.length;
  }
  return all;
}
