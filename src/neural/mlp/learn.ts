import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import type { FitContext } from '../../core/index.js';
import type { Matrix } from '../../data/index.js';
import {
  ConvergenceWarning,
  DataWarning,
  DivergenceError,
  InvalidParameterError,
} from '../../errors/index.js';
import { type RandomState, randomFrom } from '../../random/index.js';
import { loadBackend, type NeuralBackend } from '../backend/index.js';
import {
  AdaptiveRate,
  constantRate,
  type Epoch,
  inverseScaling,
  makeOptimizer,
  type Optimizer,
  type Schedule,
  Standstill,
  trainNetwork,
} from '../training/index.js';
import { DenseNetwork } from './dense-network.js';
import { seededMasks } from './dropout.js';
import { holdOutRows } from './hold-out-rows.js';
import { learnByLbfgs } from './learn-by-lbfgs.js';
import type { OutputActivation } from './output-loss.js';
import { initialParameters } from './parameters.js';
import { layerSizes, type MlpParams } from './params.js';
import type { MlpState } from './state.js';

/** Rows to learn from or to be scored: targets are what the outputs should be, row after row. */
export interface MlpRows {
  readonly X: Matrix;
  readonly targets: Float32Array;
  readonly weights: Float64Array | null;
}

/** What is to be learnt. */
export interface MlpTask {
  readonly owner: string;
  readonly rows: MlpRows;
  readonly outputs: number;
  readonly output: OutputActivation;
  /** The fit to go on from, or null. */
  readonly last: MlpState | null;
  /** Whether this is one epoch of partialFit. */
  readonly partial: boolean;
  /** Classes of rows, where those held out are to have their share of each. */
  readonly strata: Int32Array | null;
  /** Rows given for validation. */
  readonly validation: MlpRows | null;
  /** The score of outputs, higher is better. */
  score(outputs: Float32Array, rows: MlpRows): number;
}

/** Fits a network, and gives what is learnt. Throws DivergenceError when the loss or a weight is not finite. */
export async function learnMlp<P extends MlpParams>(
  task: MlpTask,
  context: FitContext<P>,
): Promise<MlpState> {
  const { params } = context;
  const { owner, last, rows, outputs } = task;
  const random = randomFrom(params.randomState);
  const sizes = layerSizes(rows.X.cols, params.hiddenLayerSizes, outputs);
  checkSize(owner, sizes);
  if (last !== null) checkGoesOn(owner, last, sizes, params);
  const { activation, batchNormalization } = params;
  const start = last?.parameters ?? initialParameters(sizes, activation, batchNormalization, random);
  if (params.solver === 'lbfgs') return learnByLbfgs(task, context, sizes, start);
  const { train, validation } = divide(task, params, random);
  if (params.batchSize !== 'auto' && params.batchSize > train.X.rows) {
    context.warn(
      new DataWarning(
        `${owner}: batchSize ${params.batchSize} is more than the ${train.X.rows} rows; all are taken.`,
      ),
    );
  }
  const backend = await loadBackend();
  const job = new Job(backend, { task, context, sizes, random, start, train, validation });
  try {
    return await job.run();
  } finally {
    job.dispose();
  }
}

interface JobOptions<P extends MlpParams> {
  readonly task: MlpTask;
  readonly context: FitContext<P>;
  readonly sizes: readonly number[];
  readonly random: RandomState;
  readonly start: Float32Array;
  readonly train: MlpRows;
  readonly validation: MlpRows | null;
}

/** One fit by batches: the network, its rows and its optimiser on the backend, and the course of its training. */
class Job<P extends MlpParams> {
  readonly #backend: NeuralBackend;
  readonly #given: JobOptions<P>;
  readonly #network: DenseNetwork;
  readonly #optimizer: Optimizer;
  readonly #tensors: Tensor[] = [];
  readonly #losses: number[];
  readonly #scores: number[];
  readonly #standstill: Standstill;
  readonly #adaptive: AdaptiveRate | null;
  readonly #seen: number;
  #epochs = 0;
  #stopped = false;
  /** The weights of the best score, the first ones before any. */
  #best: Float32Array[] | null = null;

  constructor(backend: NeuralBackend, given: JobOptions<P>) {
    const { task, context, sizes, random, start } = given;
    const { params } = context;
    const { last, partial } = task;
    this.#backend = backend;
    this.#given = given;
    this.#losses = [...(last?.lossCurve ?? [])];
    this.#scores = [...(last?.validationScores ?? [])];
    this.#seen = last?.samplesSeen ?? 0;
    this.#standstill = new Standstill(
      params.earlyStopping ? 'score' : 'loss',
      { tol: params.tol, patience: params.nIterNoChange },
      knownBest(last, params.earlyStopping),
    );
    const going = partial && last?.optimizer?.kind === params.solver ? last.optimizer : null;
    this.#adaptive =
      params.solver === 'sgd' && params.learningRate === 'adaptive'
        ? new AdaptiveRate(going?.learningRate ?? params.learningRateInit)
        : null;
    const masks = params.dropout === 0 ? null : seededMasks(backend, params.dropout, random.childSeed());
    const { activation, batchNormalization, alpha } = params;
    const shape = { sizes, activation, output: task.output, batchNormalization, alpha };
    this.#network = new DenseNetwork(backend, shape, start, masks);
    try {
      if (last !== null) this.#network.write([last.parameters, ...last.running]);
      this.#optimizer = optimizerOf(backend, params, start.length);
    } catch (error) {
      this.#network.dispose();
      throw error;
    }
    if (going !== null) this.#optimizer.write(going.memory);
  }

  async run(): Promise<MlpState> {
    const { task, context, random, train } = this.#given;
    const { params } = context;
    if (params.earlyStopping) this.#best = this.#network.read();
    const { x, y } = this.#send(train);
    const weights =
      train.weights === null ? null : this.#keep(this.#backend.tf.tensor1d(Float32Array.from(train.weights)));
    await trainNetwork({
      owner: task.owner,
      backend: this.#backend,
      network: this.#network,
      optimizer: this.#optimizer,
      x,
      y,
      weights: weights as Tensor1D | null,
      rows: train.X.rows,
      epochs: task.partial ? 1 : params.maxIter,
      batchSize: params.batchSize === 'auto' ? 200 : params.batchSize,
      shuffle: params.shuffle ? random : null,
      rate: this.#rate(),
      clipNorm: params.clipNorm,
      onEpoch: (epoch) => this.#onEpoch(epoch),
      context,
    });
    if (!this.#stopped && !task.partial) {
      context.warn(
        new ConvergenceWarning(
          `${task.owner}: stopped after maxIter ${params.maxIter} epochs while it still learnt. ` +
            'Raise maxIter, or learningRateInit.',
        ),
      );
    }
    if (this.#best !== null) this.#network.write(this.#best);
    return this.#state();
  }

  dispose(): void {
    for (const each of [...this.#tensors, this.#network, this.#optimizer]) each.dispose();
  }

  #rate(): Schedule {
    const { task, context, train } = this.#given;
    const { params } = context;
    if (this.#adaptive !== null) return this.#adaptive.schedule;
    if (params.solver === 'adam' || params.learningRate === 'constant')
      return constantRate(params.learningRateInit);
    return inverseScaling(params.learningRateInit, params.powerT, {
      anEpoch: train.X.rows,
      before: this.#seen,
      newOptimizer: !(task.partial && task.last?.optimizer?.kind === params.solver),
    });
  }

  async #onEpoch({ loss }: Epoch): Promise<boolean> {
    const { task, context, validation } = this.#given;
    const { earlyStopping } = context.params;
    this.#epochs++;
    this.#losses.push(loss);
    if (validation !== null) this.#scores.push(await this.#score(validation));
    const isBest = this.#standstill.see(earlyStopping ? this.#scores.at(-1)! : loss);
    if (isBest && this.#best !== null) this.#best = this.#network.read();
    if (!this.#standstill.reached) return task.partial;
    if (this.#adaptive?.lower()) {
      this.#standstill.forgive();
      return task.partial;
    }
    this.#stopped = true;
    return true;
  }

  async #score(rows: MlpRows): Promise<number> {
    const x = this.#backend.tf.tensor2d(Float32Array.from(rows.X.data), [rows.X.rows, rows.X.cols]);
    let outputs: Tensor | null = null;
    try {
      outputs = this.#network.outputs(x);
      return this.#given.task.score(await outputs.data<'float32'>(), rows);
    } finally {
      x.dispose();
      outputs?.dispose();
    }
  }

  #state(): MlpState {
    const { task, context, sizes, train } = this.#given;
    const { params } = context;
    const [parameters, ...running] = this.#network.read();
    if (!parameters!.every(Number.isFinite)) {
      throw new DivergenceError(
        `${task.owner}: a weight is no finite number after epoch ${this.#epochs}. Scale the columns ` +
          '(StandardScaler), or lower learningRateInit.',
        this.#epochs,
      );
    }
    const best = this.#standstill.best;
    return {
      sizes,
      activation: params.activation,
      output: task.output,
      parameters: parameters!,
      running,
      loss: this.#losses.at(-1)!,
      lossCurve: Float64Array.from(this.#losses),
      bestLoss: params.earlyStopping ? null : best,
      validationScores: this.#scores.length === 0 ? null : Float64Array.from(this.#scores),
      bestValidationScore: params.earlyStopping ? best : null,
      nIter: this.#epochs,
      samplesSeen: this.#seen + this.#epochs * train.X.rows,
      without: this.#standstill.without,
      optimizer: {
        kind: params.solver as 'adam' | 'sgd',
        memory: this.#optimizer.read(),
        learningRate: this.#adaptive?.rate ?? params.learningRateInit,
      },
    };
  }

  #send({ X, targets }: MlpRows): { x: Tensor; y: Tensor } {
    const { tf } = this.#backend;
    return {
      x: this.#keep(tf.tensor2d(Float32Array.from(X.data), [X.rows, X.cols])),
      y: this.#keep(tf.tensor2d(targets, [X.rows, this.#given.task.outputs])),
    };
  }

  #keep<T extends Tensor>(tensor: T): T {
    this.#tensors.push(tensor);
    return tensor;
  }
}

function optimizerOf(backend: NeuralBackend, params: MlpParams, parameters: number): Optimizer {
  const { solver, momentum, nesterovsMomentum, beta1, beta2, epsilon } = params;
  return solver === 'adam'
    ? makeOptimizer(backend, { kind: 'adam', beta1, beta2, epsilon }, parameters)
    : makeOptimizer(backend, { kind: 'sgd', momentum, nesterov: nesterovsMomentum }, parameters);
}

function knownBest(last: MlpState | null, earlyStopping: boolean): { best: number; without: number } | null {
  const best = earlyStopping ? last?.bestValidationScore : last?.bestLoss;
  return last === null || best === null || best === undefined ? null : { best, without: last.without };
}

function divide(
  task: MlpTask,
  { earlyStopping, validationFraction }: MlpParams,
  random: RandomState,
): { train: MlpRows; validation: MlpRows | null } {
  const { owner, rows, validation, partial, strata, outputs } = task;
  if (!earlyStopping || validation !== null) return { train: rows, validation };
  if (partial) {
    throw new InvalidParameterError(
      owner,
      'earlyStopping',
      `${owner}: partialFit does one epoch, which cannot stop early. Set earlyStopping: false.`,
    );
  }
  const { train, test } = holdOutRows(owner, rows.X.rows, validationFraction, strata, random);
  return { train: takeRows(rows, train, outputs), validation: takeRows(rows, test, outputs) };
}

function takeRows({ X, targets, weights }: MlpRows, places: Int32Array, outputs: number): MlpRows {
  const taken = new Float32Array(places.length * outputs);
  for (const [i, place] of places.entries()) {
    taken.set(targets.subarray(place * outputs, (place + 1) * outputs), i * outputs);
  }
  return {
    X: X.selectRows(places),
    targets: taken,
    weights: weights && Float64Array.from(places, (place) => weights[place]!),
  };
}

/** Refuses networks whose weights are beyond the 4 GiB that a backend on WebAssembly addresses. */
function checkSize(owner: string, sizes: readonly number[]): void {
  const weights = sizes.slice(1).reduce((sum, units, k) => sum + units * (sizes[k]! + 1), 0);
  const gibibytes = (4 * weights) / 2 ** 30;
  if (gibibytes < 4) return;
  throw new InvalidParameterError(
    owner,
    'hiddenLayerSizes',
    `${owner}: layers of ${sizes.join(', ')} have weights of ${gibibytes.toFixed(1)} GiB, and less than 4 GiB is ` +
      'possible. Take smaller hiddenLayerSizes.',
  );
}

/** Refuses to go on from a network of another form. */
function checkGoesOn(owner: string, last: MlpState, sizes: readonly number[], params: MlpParams): void {
  const same =
    last.sizes.length === sizes.length &&
    last.sizes.every((units, k) => units === sizes[k]) &&
    last.activation === params.activation &&
    last.running.length > 0 === (params.batchNormalization && sizes.length > 2);
  if (same) return;
  throw new InvalidParameterError(
    owner,
    'hiddenLayerSizes',
    `${owner}: training goes on from a network with layers of ${last.sizes.join(', ')} and ${last.activation}, ` +
      `but now there are ${sizes.join(', ')} and ${params.activation}, or another batchNormalization. Fit a clone, ` +
      'or set warmStart: false.',
  );
}
