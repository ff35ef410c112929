import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { Matrix } from '../../data/index.js';
import { backendNow, type NeuralBackend } from '../backend/index.js';
import { disposeModel } from './dropouts.js';
import { withoutHead } from './head.js';
import type { History } from './history.js';
import { writeWeights } from './layers-network.js';
import { emptyModel, type Topology } from './topology.js';

/** A trained network as plain data. */
export interface FittedNetwork {
  /** The whole model, softmax and all, as JSON. */
  readonly topology: string;
  readonly weights: readonly Float32Array[];
  readonly inputShape: readonly number[];
  /** Numbers that the network gives for a row. */
  readonly outputs: number;
  /** Codes that the embedding knows which rows go into; null where they go into something else. */
  readonly codes: number | null;
  /** Whether the last softmax or sigmoid is left out when the network is asked. */
  readonly raw: boolean;
  readonly history: History;
}

/** Bytes that the outputs of all layers may take together. */
const BLOCK_BYTES = 64 * 2 ** 20;

/** Models that are kept ready at once: more than a program serves, fewer than a search fits. */
const MOST_KEPT = 16;

interface Ready {
  readonly backend: NeuralBackend;
  readonly model: LayersModel;
  /** Rows that are asked at once. */
  readonly block: number;
}

/** Models by the state that they were made of, the one used last at the end. */
const ready = new Map<FittedNetwork, Ready>();

/** The raw outputs of a network for each row, row after row. */
export function rawOutputs(owner: string, network: FittedNetwork, X: Matrix): Float32Array {
  const { backend, model, block } = readyModel(owner, network);
  const { tf } = backend;
  const all = new Float32Array(X.rows * network.outputs);
  const rows = Math.min(block, X.rows);
  for (let from = 0; from < X.rows; from += rows) {
    const to = Math.min(from + rows, X.rows);
    const values = new Float32Array(X.data.subarray(from * X.cols, to * X.cols));
    const answer = tf.tidy(() => {
      const x = tf.tensor(values, [to - from, ...network.inputShape]);
      return (model.apply(x, { training: false }) as ReturnType<typeof tf.tensor>).dataSync<'float32'>();
    });
    all.set(answer, from * network.outputs);
  }
  return all;
}

/** Rows of a model that can be asked at once within the memory that is thought right. */
export function rowsAtOnce(model: LayersModel): number {
  let numbers = 1;
  for (const { outputShape } of model.layers) {
    const shapes = (Array.isArray(outputShape[0]) ? outputShape : [outputShape]) as (number | null)[][];
    for (const shape of shapes)
      numbers += shape.slice(1).reduce((product: number, each) => product * (each ?? 1), 1);
  }
  return Math.max(1, Math.floor(BLOCK_BYTES / (4 * numbers)));
}

/** Frees what predictions of Keras estimators keep on the backend; it is made again when it is needed. */
export function releaseNetworks(): void {
  for (const network of [...ready.keys()]) release(network);
}

/** The topology of a network as it is asked. */
export function askedTopology({ topology, raw }: FittedNetwork): Topology {
  const whole = JSON.parse(topology) as Topology;
  return raw ? withoutHead(whole).topology : whole;
}

function readyModel(owner: string, network: FittedNetwork): Ready {
  const backend = backendNow(owner);
  const known = ready.get(network);
  if (known !== undefined) {
    ready.delete(network);
    if (known.backend.tf === backend.tf && known.backend.name === backend.name) {
      ready.set(network, known);
      return known;
    }
    disposeModel(known.backend, known.model);
  }
  while (ready.size >= MOST_KEPT) release(ready.keys().next().value!);
  const model = emptyModel(backend, askedTopology(network));
  writeWeights(backend, model, network.weights);
  const made = { backend, model, block: rowsAtOnce(model) };
  ready.set(network, made);
  return made;
}

function release(network: FittedNetwork): void {
  const known = ready.get(network);
  if (known !== undefined) disposeModel(known.backend, known.model);
  ready.delete(network);
}
