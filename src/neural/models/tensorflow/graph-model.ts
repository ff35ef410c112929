import type { io, Tensor } from '@tensorflow/tfjs-core';
import type { NeuralBackend } from '../../backend/index.js';
import type { ModelInput } from '../inputs.js';
import { badFile } from '../model-file.js';
import { requirePackage } from '../optional-package.js';
import type { Feed, RawOutput, Runner } from '../runners.js';
import { tensorOf } from './tensors.js';
import { bufferOf, type TfjsFile } from './tfjs-file.js';

/** A graph model of tfjs as plain data. */
export interface GraphContent {
  readonly kind: 'graph-model';
  /** The graph, as JSON. */
  readonly topology: string;
  readonly specs: readonly io.WeightsManifestEntry[];
  readonly weights: Uint8Array;
  /** Names that the model's signature gives to tensors of the graph. */
  readonly inputs: readonly NamedTensor[];
  readonly outputs: readonly NamedTensor[];
}

interface NamedTensor {
  readonly name: string;
  readonly tensor: string;
}

type Converter = typeof import('@tensorflow/tfjs-converter');
type GraphModel = ReturnType<Converter['loadGraphModelSync']>;
type Signature = Readonly<Record<string, { readonly name: string }>>;

/** A graph model of a file, without the names of its signature, which `GraphRunner` finds. */
export function graphContent({ json, specs, weights }: TfjsFile): GraphContent {
  const { inputs = {}, outputs = {} } = (json.signature ?? {}) as { inputs?: Signature; outputs?: Signature };
  const named = (entries: Signature) =>
    Object.entries(entries).map(([name, { name: tensor }]) => ({ name, tensor: tensor.replace(/:0$/, '') }));
  return {
    kind: 'graph-model',
    topology: JSON.stringify(json.modelTopology),
    specs,
    weights,
    inputs: named(inputs),
    outputs: named(outputs),
  };
}

/** A graph model on a backend. */
export class GraphRunner implements Runner {
  readonly #backend: NeuralBackend;
  readonly #content: GraphContent;
  readonly #model: GraphModel;

  constructor(owner: string, backend: NeuralBackend, content: GraphContent) {
    this.#backend = backend;
    this.#content = content;
    const converter = requirePackage<Converter>(
      '@tensorflow/tfjs-converter',
      `${owner}, to run a graph model,`,
    );
    try {
      this.#model = converter.loadGraphModelSync({
        format: 'graph-model',
        modelTopology: JSON.parse(content.topology) as object,
        weightSpecs: [...content.specs],
        weightData: bufferOf(content.weights),
      });
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw badFile(owner, content.weights, `tfjs says: ${reason}`, 'modelTopology', { cause });
    }
  }

  get inputs(): ModelInput[] {
    // A graph does not always tell shapes: most take rows of numbers.
    return this.#model.inputs.map(({ name, dtype, shape }) => {
      const [rows, ...sizes] = (shape ?? [null, null]).map((size) =>
        size !== null && size > 0 ? size : null,
      );
      const tensor = name.replace(/:0$/, '');
      const named = this.#content.inputs.find((each) => each.tensor === tensor);
      return { name: named?.name ?? tensor, type: dtype, shape: sizes, rows: rows ?? null };
    });
  }

  /** Names of the model's results. */
  get results(): string[] {
    const { outputs } = this.#content;
    if (outputs.length > 0) return outputs.map(({ name }) => name);
    return this.#model.outputs.map(({ name }) => name.replace(/:0$/, ''));
  }

  run(feeds: readonly Feed[], outputs: readonly string[]): RawOutput[] {
    const { tf } = this.#backend;
    const { inputs: inputNames, outputs: outputNames } = this.#content;
    return tf.tidy(() => {
      const given = feeds.map((feed): [string, Tensor] => [
        tensorNamed(inputNames, feed.name),
        tensorOf(tf, feed),
      ]);
      const wanted = outputs.map((name) => tensorNamed(outputNames, name));
      const made = this.#model.execute(Object.fromEntries(given), wanted);
      const tensors = Array.isArray(made) ? made : [made];
      return tensors.map((tensor) => ({ shape: tensor.shape, values: tensor.dataSync() as Float32Array }));
    });
  }

  dispose(): void {
    this.#model.dispose();
  }
}

/** The tensor of a name of the signature; other names are those of the graph itself. */
function tensorNamed(names: readonly NamedTensor[], name: string): string {
  return names.find((each) => each.name === name)?.tensor ?? name;
}
