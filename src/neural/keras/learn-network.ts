import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { FitContext } from '../../core/index.js';
import type { Matrix } from '../../data/index.js';
import { InvalidDataError } from '../../errors/index.js';
import { randomFrom } from '../../random/index.js';
import { loadBackend, type NeuralBackend } from '../backend/index.js';
import { buildModel, type ModelSource, type ModelTask } from './build-model.js';
import { checkCodes, knownCodes, shapeOfRow } from './check-input.js';
import { disposeModel } from './dropouts.js';
import type { FittedNetwork } from './fitted-network.js';
import { type Head, withoutHead } from './head.js';
import type { Divided } from './held-rows.js';
import { historyOf } from './history.js';
import type { CommonParams } from './keras-params.js';
import { readWeights, writeWeights } from './layers-network.js';
import type { RowLoss } from './losses.js';
import { emptyModel, type Topology, topologyOf } from './topology.js';
import { type RawMetric, trainLayers } from './train-layers.js';

/** What a Keras estimator learns. */
export interface NetworkTask<M extends object> {
  readonly owner: string;
  readonly X: Matrix;
  readonly divided: Divided;
  /** Numbers of outputs that will do, the best one first, and what they are put through. */
  readonly outputs: ModelTask['outputs'];
  readonly outputActivation: ModelTask['outputActivation'];
  /** Numbers of y a row; null for codes of classes. */
  readonly targets: number | null;
  loss(tf: NeuralBackend['tf'], head: Head): RowLoss;
  metrics(head: Head): ReadonlyMap<string, RawMetric>;
  /** The network to go on from. */
  readonly known: FittedNetwork | null;
  readonly context: FitContext<CommonParams<M>>;
}

/** Builds a network and trains it. */
export async function learnNetwork<M extends object>(
  task: NetworkTask<M>,
): Promise<FittedNetwork & { head: Head }> {
  const { owner, X, context, divided, known, outputActivation } = task;
  const { params } = context;
  const inputShape = shapeOfRow(owner, params.inputShape, X);
  const backend = await loadBackend();
  const random = randomFrom(params.randomState);
  const wanted: ModelTask = { owner, inputShape, outputs: task.outputs, outputActivation };
  const built = await buildModel(backend, params.model as ModelSource, params.modelParams, wanted, random);
  const outputs = built.outputs[0]!.shape[1]!;
  const { topology, weights } = takenApart(backend, built);
  const codes = knownCodes(topology);
  checkCodes(owner, X, codes);
  if (known !== null) checkSame(owner, known, weights);
  const raw = task.targets === null;
  const asked = raw ? withoutHead(topology) : { topology, head: 'none' as const };
  const model = emptyModel(backend, asked.topology);
  writeWeights(backend, model, known?.weights ?? weights);
  const done = known?.history.loss.length ?? 0;
  const trained = await trainLayers({
    ...{ owner, backend, model, inputShape, random, done, context },
    targets: task.targets,
    loss: task.loss(backend.tf, asked.head),
    metrics: task.metrics(asked.head),
    train: divided.train,
    held: divided.held,
  });
  return {
    ...{
      topology: JSON.stringify(topology),
      weights: trained.weights,
      inputShape,
      outputs,
      codes,
      raw,
      head: asked.head,
    },
    history: historyOf(trained.epochs, known?.history ?? null),
  };
}

function takenApart(
  backend: NeuralBackend,
  model: LayersModel,
): { topology: Topology; weights: Float32Array[] } {
  try {
    return { topology: topologyOf(model), weights: readWeights(model) };
  } finally {
    disposeModel(backend, model);
  }
}

function checkSame(owner: string, known: FittedNetwork, weights: readonly Float32Array[]): void {
  const same =
    known.weights.length === weights.length &&
    known.weights.every(({ length }, k) => length === weights[k]!.length);
  if (same) return;
  throw new InvalidDataError(
    `${owner}: warmStart goes on from the network of the fit before, but the model has other weights now. ` +
      'Set warmStart to false, or fit a clone.',
  );
}
