import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { param } from '../../core/index.js';
import { UnsupportedError } from '../../errors/index.js';
import { backendNow, loadBackend, type NeuralBackend } from '../backend/index.js';
import type { KerasGraph } from './keras/layer.js';
import { KerasRunner } from './keras/run-graph.js';
import { badFile, unreadable } from './model-file.js';
import type { ModelOutput } from './outputs.js';
import { type Opened, ReadyModel } from './ready-model.js';
import { type Given, readyParams, type Task } from './ready-params.js';
import type { Runner } from './runners.js';
import { type GraphContent, GraphRunner, graphContent } from './tensorflow/graph-model.js';
import { readSavedModel, type SavedContent, SavedModelRunner } from './tensorflow/saved-model.js';
import { typeObstacle } from './tensorflow/tensors.js';
import { readLayers, readTfjsFile } from './tensorflow/tfjs-file.js';

const tensorFlowParams = {
  ...readyParams,
  file: param.custom<string>({
    describe: "the path of a SavedModel's folder or of a model.json",
    doc: "Path of a SavedModel's folder, or of the model.json of a tfjs model; each fit reads it.",
    accepts: (value) => typeof value === 'string' && value !== '',
  }),
  signature: param.custom<string>({
    default: 'serving_default',
    describe: 'the name of a signature',
    doc: 'Which signature of a SavedModel is called.',
    accepts: (value) => typeof value === 'string' && value !== '',
  }),
  tags: param.custom<readonly string[]>({
    default: ['serve'],
    describe: 'a list of tags',
    doc: 'Which part of a SavedModel is loaded, by its tags.',
    accepts: (value) => Array.isArray(value) && value.every((tag) => typeof tag === 'string'),
  }),
} satisfies param.ParamSpec;

export type TensorFlowModelParams = param.ParamsOf<typeof tensorFlowParams>;

/** A layers model of tfjs as plain data. */
interface LayersContent {
  readonly kind: 'layers-model';
  readonly graph: KerasGraph;
  readonly results: readonly string[];
}

type Content = SavedContent | GraphContent | LayersContent;

/**
 * A TensorFlow model that was trained elsewhere, as a step of a pipeline: a SavedModel, or a model of tfjs.
 *
 * `file` is the folder of a SavedModel, which runs on the native backend only and of which one `signature` is called, or the
 * `model.json` of a tfjs model with its weights beside it, a layers model or a graph model, which run on any backend. As a
 * `'transformer'`, the default, it gives its outputs as columns (of tfjs models also tensors within it, by `output`);
 * as a `'classifier'` or `'regressor'` it predicts. `fit` reads the files and checks them against the data, and learns nothing.
 * Inputs are filled by the columns of X in their order, those of one column each also by their names.
 *
 * Fitted: `classes`, `nOutputs`. What is fitted holds the model itself, so that a saved pipeline needs no files. `dispose`
 * frees the memory that it holds on the backend.
 *
 * Errors: ModelFileError for files that are missing or damaged; InvalidParameterError for a signature or an output that the
 * model does not have; BackendError for a SavedModel where the native backend cannot be had; InvalidDataError for columns that
 * do not fill the inputs, or labels that are none of `classes`; MissingDependencyError without the packages of tfjs.
 *
 * Complexity: that of the model, in blocks of `batchSize` rows.
 *
 * Source: SavedModel, https://www.tensorflow.org/guide/saved_model; tfjs-converter.
 *
 * @example
 * ```ts
 * import { TensorFlowModel } from 'pipefit/neural';
 *
 * const model = await TensorFlowModel.load('test/fixtures/neural-models/tfjs-graph/model.json');
 * console.log(model.nFeaturesIn, model.nOutputs); // 3 2
 * console.log(model.transform([[0.2, -0.1, 0.4]]).columnNames); // ['amounts_0', 'amounts_1']
 * ```
 */
export class TensorFlowModel<const T extends Task = 'transformer'> extends ReadyModel<
  TensorFlowModelParams,
  Content,
  T
> {
  static override readonly paramSpec = tensorFlowParams;
  override readonly name = 'TensorFlowModel';

  constructor(params: Given<TensorFlowModelParams, T> = {}) {
    super(params);
  }

  /** The model of a file or folder, fitted: its columns are those that it asks for. */
  static async load<const T extends Task = 'transformer'>(
    file: string,
    params: Given<Omit<TensorFlowModelParams, 'file'>, T> = {},
  ): Promise<TensorFlowModel<T>> {
    return new TensorFlowModel<T>({ ...params, file } as Given<TensorFlowModelParams, T>).loadAlone();
  }

  protected override async open(params: TensorFlowModelParams): Promise<Opened<Content>> {
    const owner = this.name;
    const backend = await loadBackend();
    const path = await modelAt(owner, params.file);
    const opened = path.endsWith('.json')
      ? await openTfjs(owner, path, backend)
      : await openSavedModel(owner, path, params, backend);
    for (const { name, type } of opened.inputs) {
      const obstacle = typeObstacle(type);
      if (obstacle === null) continue;
      opened.runner.dispose();
      throw new UnsupportedError(`${owner}: the input '${name}' ${obstacle}.`);
    }
    return opened;
  }

  protected override runner(content: Content): Runner {
    return runnerFor(this.name, backendNow(this.name), content);
  }
}

/** The folder of a SavedModel, or the file of a tfjs model, at a path. */
async function modelAt(owner: string, path: string): Promise<string> {
  const found = await stat(path).catch((error: unknown) => {
    throw unreadable(owner, path, error);
  });
  if (!found.isDirectory()) {
    if (path.endsWith('.json')) return path;
    throw badFile(owner, path, 'it is neither the folder of a SavedModel nor a model.json.');
  }
  for (const name of ['saved_model.pb', 'model.json']) {
    const inside = await stat(join(path, name)).catch(() => null);
    if (inside?.isFile()) return name === 'model.json' ? join(path, name) : path;
  }
  throw badFile(owner, path, 'the folder holds neither a saved_model.pb nor a model.json.');
}

async function openSavedModel(
  owner: string,
  path: string,
  params: TensorFlowModelParams,
  backend: NeuralBackend,
): Promise<Opened<Content>> {
  const { content, inputs } = await readSavedModel(owner, path, params);
  const runner = new SavedModelRunner(owner, backend, content);
  return { content, inputs, outputs: content.outputs.map(({ key }) => result(key)), classes: null, runner };
}

async function openTfjs(owner: string, path: string, backend: NeuralBackend): Promise<Opened<Content>> {
  const file = await readTfjsFile(owner, path);
  if (file.json.format === 'graph-model' || 'node' in file.json.modelTopology) {
    const content = graphContent(file);
    const runner = new GraphRunner(owner, backend, content);
    const { inputs, results } = runner;
    const { node = [] } = file.json.modelTopology as { node?: { name: string }[] };
    const inside = node.map(({ name }) => name).filter((name) => !results.includes(name));
    return {
      content,
      inputs,
      outputs: [...results.map(result), ...inside.map(within)],
      classes: null,
      runner,
    };
  }
  const { graph, inputs, results } = readLayers(owner, path, file, backend);
  const content: LayersContent = { kind: 'layers-model', graph, results };
  const inside = graph.layers.map(({ name }) => name).filter((name) => !results.includes(name));
  const runner = runnerFor(owner, backend, content);
  return { content, inputs, outputs: [...results.map(result), ...inside.map(within)], classes: null, runner };
}

function runnerFor(owner: string, backend: NeuralBackend, content: Content): Runner {
  switch (content.kind) {
    case 'saved-model':
      return new SavedModelRunner(owner, backend, content);
    case 'graph-model':
      return new GraphRunner(owner, backend, content);
    case 'layers-model':
      return new KerasRunner(backend, content.graph, content.results);
  }
}

function result(name: string): ModelOutput {
  return { name, isResult: true };
}

function within(name: string): ModelOutput {
  return { name, isResult: false };
}
