import type { param } from '../../core/index.js';
import { backendNow, loadBackend } from '../backend/index.js';
import { readKerasModel } from './keras/keras-file.js';
import type { KerasGraph } from './keras/layer.js';
import { KerasRunner } from './keras/run-graph.js';
import { type ModelFile, readModelFile } from './model-file.js';
import { type Opened, ReadyModel } from './ready-model.js';
import { type Given, readyParams, type Task } from './ready-params.js';

const kerasParams = {
  ...readyParams,
} satisfies param.ParamSpec;

export type KerasModelParams = param.ParamsOf<typeof kerasParams>;

/** A Keras model as plain data. */
interface KerasContent {
  readonly graph: KerasGraph;
  readonly results: readonly string[];
}

/**
 * A Keras model that was trained elsewhere, as a step of a pipeline.
 *
 * Reads `.keras` files of Keras 3 and whole models in `.h5` files of Keras 2 and 3, Sequential and Functional. Its layers
 * are run here, on the backend of the neural models: dense, convolutional, pooling, recurrent (also in both
 * directions, with masks), embedding, normalising and merging ones, and models within models; a layer that is not
 * among them is an error that names it. A file is data: what holds a program (Lambda, layers of your own) is refused. As a
 * `'transformer'`, the default, the model gives its outputs as columns, or those of any layer named by `output`; as a
 * `'classifier'` or `'regressor'` it predicts. `fit` reads the file and checks it against the data, and learns nothing.
 * The columns of X fill the inputs row by row: an image of shape [height, width, channels] is that many columns.
 * HDF5 is read by the optional package h5wasm.
 *
 * Fitted: `classes`, `nOutputs`. What is fitted holds the model itself, so that a saved pipeline needs no file. `dispose`
 * frees the memory that it holds on the backend.
 *
 * Errors: ModelFileError for a file that is missing, damaged or no Keras model; UnsupportedError for a layer that cannot
 * be run; InvalidDataError for columns that do not fill the inputs, or labels that are none of `classes`;
 * MissingDependencyError without h5wasm; BackendError where no backend can be loaded.
 *
 * Complexity: that of the model's layers, in blocks of `batchSize` rows.
 *
 * Source: the format of Keras 3, https://keras.io/guides/serialization_and_saving/.
 *
 * @example
 * ```ts
 * import { KerasModel } from 'pipefit/neural';
 *
 * const file = 'test/fixtures/neural-models/dense.keras';
 * const model = await KerasModel.load(file, { task: 'classifier', classes: ['low', 'mid', 'high'] });
 * const row = [0.1, -0.4, 0.9, 0.2, -0.7, 0.3];
 * console.log(model.predictOne(row), model.predictProba([row]).columnNames); // high ['low', 'mid', 'high']
 *
 * const features = await KerasModel.load(file, { output: 'features' });
 * console.log(features.transform([row]).cols); // 8
 * ```
 */
export class KerasModel<const T extends Task = 'transformer'> extends ReadyModel<
  KerasModelParams,
  KerasContent,
  T
> {
  static override readonly paramSpec = kerasParams;
  override readonly name = 'KerasModel';

  constructor(params: Given<KerasModelParams, T> = {}) {
    super(params);
  }

  /** The model of a file, fitted: its columns are those that it asks for. */
  static async load<const T extends Task = 'transformer'>(
    file: ModelFile,
    params: Given<Omit<KerasModelParams, 'file'>, T> = {},
  ): Promise<KerasModel<T>> {
    return new KerasModel<T>({ ...params, file } as Given<KerasModelParams, T>).loadAlone();
  }

  protected override async open({ file }: KerasModelParams): Promise<Opened<KerasContent>> {
    const bytes = await readModelFile(this.name, file);
    const { graph, inputs, results } = await readKerasModel(this.name, file, bytes);
    const backend = await loadBackend();
    const inside = graph.layers.map(({ name }) => name).filter((name) => !results.includes(name));
    return {
      content: { graph, results },
      inputs,
      outputs: [
        ...results.map((name) => ({ name, isResult: true })),
        ...inside.map((name) => ({ name, isResult: false })),
      ],
      classes: null,
      runner: new KerasRunner(backend, graph, results),
    };
  }

  protected override runner({ graph, results }: KerasContent): KerasRunner {
    return new KerasRunner(backendNow(this.name), graph, results);
  }
}
