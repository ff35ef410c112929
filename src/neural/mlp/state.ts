import { Matrix } from '../../data/index.js';
import { type PackedLayers, packLayers, runLayers } from '../../kernels/dense-layers.js';
import { NORMALIZATION_EPSILON } from './batch-normalization.js';
import type { Activation } from './dense-operations.js';
import type { OutputActivation } from './output-loss.js';
import { parameterPieces } from './parameters.js';

/** What a fit leaves behind, plain data: the network, how it came about, and where training can go on. */
export interface MlpState {
  /** Inputs, units of each hidden layer, outputs. */
  readonly sizes: readonly number[];
  readonly activation: Activation;
  readonly output: OutputActivation;
  /** All parameters, in the order of `parameterShapes`. */
  readonly parameters: Float32Array;
  /** Running mean and variance of each hidden layer where these are normalised, else empty. */
  readonly running: readonly Float32Array[];
  readonly loss: number;
  /** The mean loss of each epoch. */
  readonly lossCurve: Float64Array;
  /** The lowest of them; null where a score decides. */
  readonly bestLoss: number | null;
  /** The score after each epoch of the rows that were held out or given; null without any. */
  readonly validationScores: Float64Array | null;
  /** The highest of them where it decides. */
  readonly bestValidationScore: number | null;
  /** Epochs or iterations of the last fit. */
  readonly nIter: number;
  /** Rows seen, each as often as it was. */
  readonly samplesSeen: number;
  /** Epochs in a row, up to the last, that were no better. */
  readonly without: number;
  /** What partialFit goes on with; null after 'lbfgs'. */
  readonly optimizer: {
    readonly kind: 'adam' | 'sgd';
    readonly memory: readonly Float32Array[];
    readonly learningRate: number;
  } | null;
}

/** The layers that predict: normalisations are part of weights and constants. */
export interface Layers {
  readonly weights: readonly Float32Array[];
  readonly constants: readonly Float32Array[];
}

/** The layers of a network, with normalisations worked into them. */
export function layersOf({ sizes, parameters, running }: MlpState): Layers {
  const { weights, constants, factors } = parameterPieces(parameters, sizes, running.length > 0);
  if (running.length === 0) return { weights, constants };
  const folded = factors.map((factor, k) => {
    const mean = running[2 * k]!;
    const variance = running[2 * k + 1]!;
    const scale = Float64Array.from(factor, (f, j) => f / Math.sqrt(variance[j]! + NORMALIZATION_EPSILON));
    return {
      weights: weights[k]!.map((weight, p) => weight * scale[p % scale.length]!),
      constants: constants[k]!.map((constant, j) => constant - mean[j]! * scale[j]!),
    };
  });
  return {
    weights: [...folded.map((each) => each.weights), weights.at(-1)!],
    constants: [...folded.map((each) => each.constants), constants.at(-1)!],
  };
}

/** The weights of each layer (inputs x units). */
export function coefsOf(state: MlpState): Matrix[] {
  return layersOf(state).weights.map(
    (matrix, k) => new Matrix(Float64Array.from(matrix), state.sizes[k]!, state.sizes[k + 1]!),
  );
}

/** The constants of each layer. */
export function interceptsOf(state: MlpState): Float64Array[] {
  return layersOf(state).constants.map((constants) => Float64Array.from(constants));
}

const packed = new WeakMap<MlpState, PackedLayers>();

/** Layers packed for the kernel, once for each fit. */
export function packedLayers(state: MlpState): PackedLayers {
  let layers = packed.get(state);
  if (layers === undefined) {
    const { weights, constants } = layersOf(state);
    layers = packLayers(state.sizes, state.activation, weights, constants);
    packed.set(state, layers);
  }
  return layers;
}

/** The sums of the last layer for each row, row after row. */
export function scoresOf(state: MlpState, { data, rows }: Matrix): Float64Array {
  const scores = new Float64Array(rows * state.sizes.at(-1)!);
  runLayers(packedLayers(state), data, rows, scores);
  return scores;
}
