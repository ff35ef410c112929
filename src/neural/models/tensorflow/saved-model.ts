import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import type { Tensor } from '@tensorflow/tfjs-core';
import {
  BackendError,
  InvalidParameterError,
  ModelFileError,
  nearestName,
  PipefitError,
  UnsupportedError,
} from '../../../errors/index.js';
import type { NeuralBackend } from '../../backend/index.js';
import type { ModelInput } from '../inputs.js';
import { requirePackage } from '../optional-package.js';
import type { Feed, RawOutput, Runner } from '../runners.js';
import { tensorOf } from './tensors.js';

/** One tensor of a signature, as tfjs-node tells it. */
interface TensorInfo {
  /** The tensor's name in the graph, such as `serving_default_x:0`. */
  readonly name: string;
  readonly dtype: string;
  readonly tfDtype: string;
}

/** A SavedModel as plain data: the files of its folder, and what is called of it. */
export interface SavedContent {
  readonly kind: 'saved-model';
  readonly files: readonly { readonly path: string; readonly bytes: Uint8Array }[];
  readonly tags: readonly string[];
  readonly inputs: readonly { readonly key: string; readonly tensor: TensorInfo }[];
  readonly outputs: readonly { readonly key: string; readonly tensor: TensorInfo }[];
}

/** The native backend's own calls for a SavedModel. */
interface SavedModelCalls {
  loadSavedModelMetaGraph(path: string, tags: string): number;
  runSavedModel(
    id: number,
    inputs: readonly Tensor[],
    infos: readonly TensorInfo[],
    outputs: readonly string[],
  ): Tensor[];
  deleteSavedModel(id: number): void;
}

interface MetaGraph {
  readonly tags: readonly string[];
  readonly signatureDefs: Readonly<Record<string, Signature>>;
}

type Entries = Readonly<Record<string, TensorInfo & { readonly shape: readonly unknown[] }>>;

interface Signature {
  readonly inputs: Entries;
  readonly outputs: Entries;
}

interface TfjsNode {
  readonly node: { getMetaGraphsFromSavedModel(path: string): Promise<MetaGraph[]> };
}

/** Reads the folder of a SavedModel, and which tensors a signature of it takes and gives. */
export async function readSavedModel(
  owner: string,
  path: string,
  { tags, signature: name }: { readonly tags: readonly string[]; readonly signature: string },
): Promise<{ readonly content: SavedContent; readonly inputs: readonly ModelInput[] }> {
  const { node } = requirePackage<TfjsNode>('@tensorflow/tfjs-node', `${owner}, to read a SavedModel,`);
  const graphs = await node.getMetaGraphsFromSavedModel(path).catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ModelFileError(`${owner}: the SavedModel '${path}' cannot be read: ${reason}`, path, { cause });
  });
  const wanted = [...tags].sort().join();
  const graph = graphs.find((each) => [...each.tags].sort().join() === wanted);
  if (graph === undefined) {
    const known = graphs.map((each) => `[${each.tags.join(', ')}]`).join(', ');
    throw new InvalidParameterError(
      owner,
      'tags',
      `${owner}: the SavedModel has no part with the tags [${tags.join(', ')}]. It has ${known}.`,
    );
  }
  const signatures = new Map(Object.entries(graph.signatureDefs));
  const signature = signatures.get(name);
  if (signature === undefined) {
    const near = nearestName(name, [...signatures.keys()]);
    const hint = near === null ? `It has ${[...signatures.keys()].join(', ')}.` : `Did you mean '${near}'?`;
    throw new InvalidParameterError(
      owner,
      'signature',
      `${owner}: the SavedModel has no signature '${name}'. ${hint}`,
    );
  }
  const listed = await readdir(path, { recursive: true, withFileTypes: true });
  const files = [];
  for (const entry of listed) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath ?? entry.path, entry.name);
    files.push({
      path: relative(path, file).replaceAll('\\', '/'),
      bytes: new Uint8Array(await readFile(file)),
    });
  }
  const content: SavedContent = {
    kind: 'saved-model',
    files,
    tags: [...tags],
    inputs: Object.entries(signature.inputs).map(([key, info]) => ({ key, tensor: infoOf(info) })),
    outputs: Object.entries(signature.outputs).map(([key, info]) => ({ key, tensor: infoOf(info) })),
  };
  const inputs = Object.entries(signature.inputs).map(([key, { dtype, shape }]): ModelInput => {
    const [rows, ...sizes] = shape.map(sizeOfAxis);
    return { name: key, type: dtype, shape: sizes, rows: rows ?? null };
  });
  return { content, inputs };
}

function infoOf({ name, dtype, tfDtype }: TensorInfo): TensorInfo {
  return { name, dtype, tfDtype };
}

/** The size of an axis, which is a message of protobuf; null where it may be any. */
function sizeOfAxis(axis: unknown): number | null {
  const size = Number(
    (axis as { getSize?(): number }).getSize?.() ?? (axis as { array?: unknown[] }).array?.[0] ?? -1,
  );
  return size > 0 ? size : null;
}

/** A SavedModel in native TensorFlow. */
export class SavedModelRunner implements Runner {
  readonly #owner: string;
  readonly #backend: NeuralBackend;
  readonly #calls: SavedModelCalls;
  readonly #content: SavedContent;
  readonly #id: number;

  constructor(owner: string, backend: NeuralBackend, content: SavedContent) {
    this.#owner = owner;
    this.#backend = backend;
    this.#content = content;
    this.#calls = callsOf(owner, backend);
    this.#id = inFolder(content.files, (folder) => {
      try {
        return this.#calls.loadSavedModelMetaGraph(folder, content.tags.join(','));
      } catch (cause) {
        const reason = cause instanceof Error ? cause.message : String(cause);
        throw new ModelFileError(`${owner}: the SavedModel cannot be loaded: ${reason}`, '', { cause });
      }
    });
  }

  run(feeds: readonly Feed[], outputs: readonly string[]): RawOutput[] {
    // Another backend may have been chosen since.
    callsOf(this.#owner, this.#backend);
    const { tf } = this.#backend;
    const wanted = outputs.map((name) => this.#content.outputs.find(({ key }) => key === name)!.tensor.name);
    return tf.tidy(() => {
      const given = this.#content.inputs.map(({ key }) =>
        tensorOf(tf, feeds.find(({ name }) => name === key)!),
      );
      const infos = this.#content.inputs.map(({ tensor }) => tensor);
      const results = this.#calls.runSavedModel(this.#id, given, infos, wanted);
      const read = results.map((tensor) => ({
        shape: tensor.shape,
        values: tensor.dataSync() as Float32Array,
      }));
      for (const tensor of results) tensor.dispose();
      return read;
    });
  }

  dispose(): void {
    this.#calls.deleteSavedModel(this.#id);
  }
}

/** The native backend's calls for SavedModels, where it is the one in use. */
function callsOf(owner: string, { tf }: NeuralBackend): SavedModelCalls {
  const inUse = tf.getBackend();
  const calls = tf.findBackend('tensorflow') as Partial<SavedModelCalls> | null;
  if (inUse !== 'tensorflow' || calls === null) {
    throw new BackendError(
      `${owner}: a SavedModel runs on the native backend only, and neural models run on ${inUse} here. ` +
        'Export the model to ONNX or as a tfjs model instead, or make @tensorflow/tfjs-node load.',
    );
  }
  const needed = ['loadSavedModelMetaGraph', 'runSavedModel', 'deleteSavedModel'] as const;
  if (needed.every((method) => typeof calls[method] === 'function')) return calls as SavedModelCalls;
  throw new UnsupportedError(`${owner}: this version of @tensorflow/tfjs-node cannot run a SavedModel.`);
}

/** Writes files to a folder that is there during the work only: TensorFlow reads a SavedModel from a folder. */
function inFolder<R>(files: SavedContent['files'], work: (folder: string) => R): R {
  const folder = mkdtempSync(join(tmpdir(), 'pipefit-saved-model-'));
  try {
    for (const { path, bytes } of files) {
      const target = join(folder, path);
      if (relative(folder, target).startsWith('..')) {
        throw new ModelFileError(`TensorFlowModel: the file '${path}' lies outside of the model.`, path);
      }
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, bytes);
    }
    return work(folder);
  } catch (error) {
    if (error instanceof PipefitError) throw error;
    throw new ModelFileError(`TensorFlowModel: the SavedModel cannot be unpacked: ${error}`, folder, {
      cause: error,
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
