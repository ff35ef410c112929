import { readFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, normalize } from 'node:path';
import type { io } from '@tensorflow/tfjs-core';
import type { NeuralBackend } from '../../backend/index.js';
import type { NumberArray } from '../keras/hdf5.js';
import {
  type LayerJson,
  type Part,
  type ReadGraph,
  readGraph,
  type WeightSource,
} from '../keras/read-graph.js';
import { type NamedArray, NamedWeights } from '../keras/weight-sources.js';
import { badFile, readModelFile, unreadable } from '../model-file.js';

/** A tfjs `model.json` with its weights. */
export interface TfjsFile {
  readonly json: io.ModelJSON;
  readonly specs: readonly io.WeightsManifestEntry[];
  readonly weights: Uint8Array;
}

/** Reads a `model.json` and the files of its weights, which lie beside it. */
export async function readTfjsFile(owner: string, path: string): Promise<TfjsFile> {
  const text = new TextDecoder().decode(await readModelFile(owner, path));
  let json: io.ModelJSON;
  try {
    json = JSON.parse(text) as io.ModelJSON;
  } catch (error) {
    throw badFile(owner, path, 'it is no JSON.', path, { cause: error });
  }
  if (typeof json?.modelTopology !== 'object' || !Array.isArray(json.weightsManifest)) {
    throw badFile(
      owner,
      path,
      'it describes no tfjs model: modelTopology or weightsManifest is missing.',
      path,
    );
  }
  const parts: Uint8Array[] = [];
  for (const { paths } of json.weightsManifest) {
    for (const name of paths) parts.push(await readShard(owner, path, name));
  }
  const weights = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    weights.set(part, at);
    at += part.length;
  }
  return { json, specs: json.weightsManifest.flatMap((group) => group.weights), weights };
}

async function readShard(owner: string, path: string, name: string): Promise<Uint8Array> {
  if (isAbsolute(name) || normalize(name).split(/[\\/]/).includes('..')) {
    throw badFile(owner, path, `its weights are said to be in '${name}', outside of its folder.`, name);
  }
  const shard = join(dirname(path), name);
  return readFile(shard).catch((error: unknown) => {
    throw unreadable(owner, shard, error);
  });
}

/** The layers of a layers model. */
export function readLayers(owner: string, path: string, file: TfjsFile, backend: NeuralBackend): ReadGraph {
  const topology = file.json.modelTopology as unknown as Partial<LayerJson> & { model_config?: LayerJson };
  const model = topology.model_config ?? (topology as LayerJson);
  if (typeof model.class_name !== 'string' || typeof model.config !== 'object') {
    throw badFile(owner, path, 'its modelTopology describes no layers.', 'modelTopology');
  }
  return readGraph(owner, model, new TfjsWeights(arraysOf(owner, path, file, backend)), true);
}

/** The weights by name, made whole where they are quantised. */
function arraysOf(
  owner: string,
  path: string,
  { specs, weights }: TfjsFile,
  { tf }: NeuralBackend,
): NamedArray[] {
  let decoded: ReturnType<typeof tf.io.decodeWeights>;
  try {
    decoded = tf.io.decodeWeights(bufferOf(weights), [...specs]);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw badFile(owner, path, `its weights do not fit it (${reason}).`, 'weightsManifest', { cause });
  }
  return Object.entries(decoded).map(([name, tensor]) => {
    const array: NumberArray = { shape: tensor.shape, values: Float32Array.from(tensor.dataSync()) };
    tensor.dispose();
    return { path: name.split('/'), array };
  });
}

/** The bytes alone, where they may be part of a larger buffer. */
export function bufferOf(bytes: Uint8Array): ArrayBuffer {
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
}

/** Weights named after their layers, be they of tfjs's making or a converted model's. */
class TfjsWeights implements WeightSource {
  readonly #arrays: readonly NamedArray[];

  constructor(arrays: readonly NamedArray[]) {
    this.#arrays = arrays;
  }

  of(layer: LayerJson): NumberArray[] {
    return this.#of(String(layer.name ?? layer.config.name)).map(({ array }) => array);
  }

  within(layer: LayerJson, position: number, part: Part): WeightSource {
    const own = this.#of(String(layer.name ?? layer.config.name));
    if (part === 'layers') return this;
    if (own.length > 0) return new NamedWeights(() => own).within(layer, position, part);
    // tfjs itself names the weights in a wrapper after the layer in it, and each direction with a prefix.
    const prefix = part === 'layer' ? '' : part.replace('layer', '');
    return new NamedWeights((name) => this.#of(`${prefix}${name.replace(/^(forward|backward)_/, '')}`));
  }

  #of(name: string): NamedArray[] {
    return this.#arrays.filter(({ path }) => path.slice(0, -1).includes(name));
  }
}
