import type { Tensor } from '@tensorflow/tfjs-core';
import { UnsupportedError } from '../../../errors/index.js';
import type { NeuralBackend } from '../../backend/index.js';
import type { NumberArray } from './hdf5.js';

export type Tf = NeuralBackend['tf'];

/** A layer's configuration as Keras wrote it. */
export type Config = Readonly<Record<string, unknown>>;

/** One layer of a model, as plain data. */
export interface KerasLayer {
  readonly name: string;
  /** Keras's class: Dense, LSTM, ... */
  readonly kind: string;
  readonly config: Config;
  /** In the order of `weightsOf`. */
  readonly weights: readonly NumberArray[];
  /** Layers within: of a wrapper the wrapped ones. */
  readonly inner: readonly KerasLayer[];
  /** The model that this layer is, where it is one. */
  readonly graph: KerasGraph | null;
}

/** A tensor between layers: which layer made it, at which of its calls. */
export interface TensorPlace {
  readonly layer: number;
  readonly call: number;
}

/** What a layer is given at a call. */
export interface Given {
  readonly inputs: readonly TensorPlace[];
  /** The mask, where it is said; null where the mask of the first input holds. */
  readonly mask: TensorPlace | null;
  /** Numbers beside the tensors. */
  readonly numbers: readonly number[];
}

/** Layers and how they are called, as plain data. */
export interface KerasGraph {
  readonly layers: readonly KerasLayer[];
  /** For each layer what it is given at each of its calls. */
  readonly calls: readonly (readonly Given[])[];
  readonly inputs: readonly number[];
  readonly outputs: readonly TensorPlace[];
}

/**
 * A tensor and which of its steps in time count, 1 or 0 for each; null for all. Masks are numbers, not true and false:
 * not all kernels of the wasm backend take those.
 */
export interface Value {
  readonly tensor: Tensor;
  readonly mask: Tensor | null;
}

/** What a layer is handed when it runs. */
export interface LayerCall {
  readonly tf: Tf;
  readonly layer: KerasLayer;
  readonly inputs: readonly Value[];
  /** The first input, which most layers have only. */
  readonly x: Tensor;
  readonly mask: Tensor | null;
  /** Numbers that it is given beside its inputs. */
  readonly numbers: readonly number[];
  /** The layer's weights by name. */
  weight(name: string): Tensor;
  /** Runs a layer within this one. */
  run(inner: KerasLayer, value: Value): Value;
}

/** What is known of a kind of layer. */
export interface LayerKind {
  /** Names of its weights in Keras's order; none when absent. */
  weights?(config: Config, input: Config): readonly string[];
  /** What it makes of its inputs. A plain tensor has no mask; see `keepsMask`. */
  run(call: LayerCall): Tensor | Value;
  /** Whether it hands the mask of its first input on. */
  readonly keepsMask?: boolean;
  /** Whether it has the weights in a layer within, which Keras calls the cell. */
  readonly hasCell?: boolean;
  /** Why a configuration is not taken, as the end of a sentence; null for one that is. */
  obstacle?(config: Config): string | null;
}

export type LayerKinds = Readonly<Record<string, LayerKind>>;

/** A number of a configuration, or the default where Keras has not written it. */
export function numberOf(config: Config, name: string, otherwise: number): number {
  const value = config[name];
  return typeof value === 'number' ? value : otherwise;
}

/** A true or false of a configuration. */
export function flagOf(config: Config, name: string, otherwise: boolean): boolean {
  const value = config[name];
  return typeof value === 'boolean' ? value : otherwise;
}

/** A word of a configuration. */
export function wordOf(config: Config, name: string, otherwise: string): string {
  const value = config[name];
  return typeof value === 'string' ? value : otherwise;
}

/** Numbers of a configuration, one for each of some axes: a single number stands for all. */
export function sizesOf(config: Config, name: string, axes: number, otherwise: number): number[] {
  const value = config[name] ?? otherwise;
  if (typeof value === 'number') return new Array<number>(axes).fill(value);
  return (value as readonly number[]).slice(0, axes);
}

/** An axis counted from the end as one counted from the front. */
export function axisOf(axis: number, rank: number): number {
  return axis < 0 ? rank + axis : axis;
}

/** The obstacle of a layer whose channels come first, which the backends do not all know. */
export function channelsObstacle(config: Config): string | null {
  return config.data_format === 'channels_first'
    ? 'has its channels first: only channels_last is supported'
    : null;
}

export function unsupported(
  owner: string,
  { kind, name }: { readonly kind: string; readonly name: string },
  why: string,
) {
  return new UnsupportedError(`${owner}: the layer '${name}' of the class ${kind} ${why}.`);
}
