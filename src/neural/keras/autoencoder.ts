import {
  BaseTransformer,
  type FitContext,
  type ParamSpec,
  type ParamsOf,
  param,
  type Tags,
  type TargetLike,
} from '../../core/index.js';
import { asTable, checkValues, type DataLike, Frame, Matrix } from '../../data/index.js';
import { SchemaError } from '../../errors/index.js';
import { randomFrom } from '../../random/index.js';
import { loadBackend } from '../backend/index.js';
import { buildModel } from './build-model.js';
import { type FittedNetwork, rawOutputs } from './fitted-network.js';
import { divideRows } from './held-rows.js';
import { type History, historyOf } from './history.js';
import { trainingParams } from './keras-params.js';
import type { LayerDescription } from './layer-description.js';
import { activationParam } from './layer-fields.js';
import { regressorLoss } from './losses.js';
import { type LayerConfig, type Topology, topologyOf } from './topology.js';
import { trainLayers } from './train-layers.js';

const autoencoderParams = {
  hiddenLayerSizes: param.listOf(param.integer({ default: 1, min: 1, doc: '' }), {
    default: [32],
    doc: 'Units of the layers before the code; those after it are the same in reverse.',
  }),
  codeSize: param.integer({ default: 2, min: 1, doc: 'Numbers of the code: columns that transform gives.' }),
  activation: activationParam('relu', 'What the hidden layers are put through.'),
  codeActivation: activationParam('linear', 'What the code is put through.'),
  outputActivation: param.oneOf(['linear', 'sigmoid'], {
    default: 'linear',
    doc: "What the reconstruction is put through; 'sigmoid' for columns between 0 and 1.",
  }),
  loss: param.oneOf(['meanSquaredError', 'meanAbsoluteError'], {
    default: 'meanSquaredError',
    doc: 'How the reconstruction is compared with the row.',
  }),
  noise: param.real({
    default: 0,
    min: 0,
    doc: 'Deviation of the noise that is added to rows while they are learnt, to be taken away by the network.',
  }),
  l2: param.real({ default: 0, min: 0, doc: 'Penalty on the squares of the weights of the layers.' }),
  validationFraction: param.optional(
    param.real({
      default: 0.1,
      min: 0,
      max: 1,
      above: true,
      below: true,
      doc: 'Share of the rows that is held out.',
    }),
  ),
  ...trainingParams,
} satisfies ParamSpec;

/** Parameters of {@link Autoencoder}. */
export type AutoencoderParams = ParamsOf<typeof autoencoderParams>;

interface AutoencoderState {
  readonly encoder: FittedNetwork;
  readonly decoder: FittedNetwork;
  readonly history: History;
}

/**
 * Puts rows into few numbers, from which a neural network makes them again: dimensions reduced along curves, where
 * principal components are straight.
 *
 * A network of dense layers learns to give back its input through a narrow layer, the code. `transform` gives the
 * code, `inverseTransform` the row that a code stands for, and `reconstructionError` how far a row is from what comes
 * back of it: large for rows unlike those learnt, so that it finds anomalies. With `noise` the network learns to take
 * noise away (a denoising autoencoder), which makes codes sturdier. Scale the columns first.
 *
 * Fitted: `history` (loss and validationLoss, one number an epoch). Sample weights are used.
 * Errors: DivergenceError when the loss is not finite; BackendError when there is no tfjs.
 * Complexity: O(rows * weights) an epoch.
 * Source: Hinton and Salakhutdinov, "Reducing the dimensionality of data with neural networks", Science 313 (2006);
 * noise: Vincent et al., ICML 2008.
 *
 * @example
 * ```ts
 * import { Autoencoder } from 'pipefit/neural';
 *
 * // Points on a circle: two columns, one number.
 * const X = Array.from({ length: 100 }, (_, i) => [Math.cos(i / 20), Math.sin(i / 20)]);
 * const coder = new Autoencoder({ hiddenLayerSizes: [16], codeSize: 1, activation: 'tanh', epochs: 200,
 *   learningRate: 0.02, randomState: 0 });
 * await coder.fit(X);
 * console.log(coder.transform(X).cols); // 1
 * const [usual, odd] = coder.reconstructionError([[1, 0], [3, 3]]);
 * console.log(odd > 10 * usual); // true
 * ```
 */
export class Autoencoder extends BaseTransformer<AutoencoderParams, AutoencoderState> {
  static override readonly paramSpec = autoencoderParams;
  override readonly name = 'Autoencoder';

  override get tags(): Tags {
    return { sampleWeight: true, random: this.params.randomState === null };
  }

  /** The learning curves: one number an epoch. */
  get history(): History {
    return this.fitted.history;
  }

  /** The rows that codes stand for. */
  inverseTransform(X: DataLike): Matrix {
    const { decoder } = this.fitted;
    const codes = codesOf(this.name, X, this.fitted.encoder.outputs);
    const rows = new Float64Array(rawOutputs(this.name, decoder, codes));
    return new Matrix(rows, codes.rows, decoder.outputs, this.inputNames);
  }

  /** The mean squared difference between each row of X and what comes back of its code. */
  reconstructionError(X: DataLike): Float64Array {
    const rows = this.input(X);
    const back = rawOutputs(this.name, this.fitted.decoder, this.apply(rows));
    return Float64Array.from({ length: rows.rows }, (_, i) => {
      let sum = 0;
      for (let p = i * rows.cols; p < (i + 1) * rows.cols; p++) sum += (rows.data[p]! - back[p]!) ** 2;
      return sum / rows.cols;
    });
  }

  protected override async learn(
    X: Matrix,
    _y: TargetLike | undefined,
    context: FitContext<AutoencoderParams>,
  ): Promise<AutoencoderState> {
    const { params, sampleWeight } = context;
    const backend = await loadBackend();
    const random = randomFrom(params.randomState);
    const { train, held } = divideRows({
      owner: this.name,
      ...{ X, y: X.data, targets: X.cols, weights: sampleWeight, given: undefined },
      targetOf: () => X.data,
      fraction: params.validationFraction,
      randomState: params.randomState,
      stratify: false,
    });
    const task = {
      owner: this.name,
      inputShape: [X.cols],
      outputs: [X.cols],
      outputActivation: params.outputActivation,
    };
    const model = await buildModel(backend, layersOf(params), {}, task, random);
    const topology = topologyOf(model);
    const trained = await trainLayers({
      owner: this.name,
      ...{ backend, model, context, train, held, random },
      inputShape: [X.cols],
      targets: X.cols,
      loss: regressorLoss(backend.tf, params.loss),
      metrics: new Map(),
      noise: params.noise,
    });
    const history = historyOf(trained.epochs, null);
    return { ...halves(topology, trained.weights, params, X.cols, history), history };
  }

  protected override apply(X: Matrix): Matrix {
    const { encoder } = this.fitted;
    const codes = new Float64Array(rawOutputs(this.name, encoder, X));
    return new Matrix(codes, X.rows, encoder.outputs);
  }

  protected override namesOut(): readonly string[] {
    return Array.from({ length: this.fitted.encoder.outputs }, (_, j) => `code${j}`);
  }
}

function layersOf(params: AutoencoderParams): LayerDescription[] {
  const { hiddenLayerSizes, codeSize, activation, codeActivation, l2 } = params;
  const penalty = l2 === 0 ? {} : { kernelRegularizer: { l2 } };
  const hidden = (sizes: readonly number[]): LayerDescription[] =>
    sizes.map((units) => ({ layer: 'dense', units, activation, ...penalty }));
  return [
    ...hidden(hiddenLayerSizes),
    { layer: 'dense', units: codeSize, activation: codeActivation, name: 'code', ...penalty },
    ...hidden([...hiddenLayerSizes].reverse()),
    { layer: 'output', ...penalty },
  ];
}

/** The network up to the code, and from it on. Each layer has two weights, its kernel and its bias. */
function halves(
  { className, config }: Topology,
  weights: readonly Float32Array[],
  { codeSize }: AutoencoderParams,
  cols: number,
  history: History,
): { encoder: FittedNetwork; decoder: FittedNetwork } {
  const [input, ...layers] = config['layers'] as unknown as readonly LayerConfig[];
  const cut = layers.findIndex((layer) => layer.config['name'] === 'code') + 1;
  const half = (some: readonly LayerConfig[], size: number) =>
    JSON.stringify({
      className,
      config: {
        name: config['name'],
        layers: [{ ...input, config: { ...input!.config, batchInputShape: [null, size] } }, ...some],
      },
    });
  const shared = { codes: null, raw: false, history };
  return {
    encoder: {
      topology: half(layers.slice(0, cut), cols),
      weights: weights.slice(0, 2 * cut),
      inputShape: [cols],
      outputs: codeSize,
      ...shared,
    },
    decoder: {
      topology: half(layers.slice(cut), codeSize),
      weights: weights.slice(2 * cut),
      inputShape: [codeSize],
      outputs: cols,
      ...shared,
    },
  };
}

/** Codes given to be decoded, checked. */
function codesOf(owner: string, X: DataLike, codeSize: number): Matrix {
  const where = `${owner}.inverseTransform`;
  const table = asTable(X, where);
  const codes = table instanceof Matrix ? table : table instanceof Frame ? table.toMatrix() : table.toDense();
  if (codes.cols !== codeSize) {
    throw new SchemaError(`${where} takes codes of ${codeSize} columns, but X has ${codes.cols}.`);
  }
  checkValues(codes, where, { missing: false });
  return codes;
}
