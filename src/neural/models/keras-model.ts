import type { param } from '../../core/index.js';
import { backendNow, loadBackend } from '../backend/index.js';
import { readKerasModel } from './keras/keras-file.js';
import type { KerasGraph } from './keras/layer.js';
import { KerasRunner } from './keras/run-graph.js';
import { type ModelSource, readModelFile } from './model-file.js';
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
    file: ModelSource,
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
