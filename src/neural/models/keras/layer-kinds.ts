import { coreLayers, mergeLayers } from './core-layers.js';
import type { Config, LayerKind, LayerKinds } from './layer.js';
import { normalizationLayers } from './normalization-layers.js';
import { recurrentLayers } from './recurrent-layers.js';
import { spatialLayers } from './spatial-layers.js';

const kinds: LayerKinds = {
  ...coreLayers,
  ...mergeLayers,
  ...spatialLayers,
  ...normalizationLayers,
  ...recurrentLayers,
};

/** Kinds of layers that hold a program, which is never run, or one that is not in the file. */
const programs: Readonly<Record<string, string>> = {
  Lambda: 'holds Python code, and a model that is loaded never runs code',
  TFOpLambda: 'is a TensorFlow operation of Python code, which is not supported',
  SlicingOpLambda: 'is a TensorFlow operation of Python code, which is not supported',
};

/** What is known of a kind of layer; null where nothing is. */
export function layerKind(kind: string): LayerKind | null {
  return Object.hasOwn(kinds, kind) ? kinds[kind]! : null;
}

/** Why a layer cannot be run, as the end of a sentence; null for one that can. */
export function obstacleOf(kind: string, config: Config, registeredName: unknown): string | null {
  if (Object.hasOwn(programs, kind)) return programs[kind]!;
  const known = layerKind(kind);
  if (typeof registeredName === 'string' && registeredName.includes('>')) {
    return `is a class of its author's (${registeredName}), whose code is not in the file`;
  }
  if (known === null) return 'is not supported. Export the model as a SavedModel or to ONNX instead';
  if (config.quantization_config) return 'is quantised, which is not supported';
  return known.obstacle?.(config) ?? null;
}
