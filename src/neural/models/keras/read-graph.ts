import { ModelFileError } from '../../../errors/index.js';
import type { ModelInput } from '../inputs.js';
import type { NumberArray } from './hdf5.js';
import {
  type Config,
  type Given,
  type KerasGraph,
  type KerasLayer,
  type TensorPlace,
  unsupported,
} from './layer.js';
import { layerKind, obstacleOf } from './layer-kinds.js';

/** Finds the weights of the layers of one model. */
export interface WeightSource {
  /** The weights of a layer by their names in Keras's order, and those of layers and models within it. */
  of(layer: LayerJson, position: number, cell: boolean): readonly NumberArray[];
  within(layer: LayerJson, position: number, part: Part): WeightSource;
}

/** Where within a layer another one is. */
export type Part = 'layers' | 'layer' | 'forward_layer' | 'backward_layer';

/** A layer as Keras writes it. */
export interface LayerJson {
  readonly class_name: string;
  readonly name?: string;
  readonly config: Config;
  readonly registered_name?: string | null;
  readonly inbound_nodes?: unknown;
  readonly build_config?: unknown;
}

/** A model read, with what it takes and gives. */
export interface ReadGraph {
  readonly graph: KerasGraph;
  readonly inputs: readonly ModelInput[];
  /** Names of its results, in the order of the graph's outputs. */
  readonly results: readonly string[];
}

const models = ['Sequential', 'Functional', 'Model'];

/** Reads a model's configuration, of Keras 3 or before it. */
export function readGraph(owner: string, model: LayerJson, source: WeightSource, isOld: boolean): ReadGraph {
  if (!models.includes(model.class_name)) {
    throw unsupported(
      owner,
      { kind: model.class_name, name: nameOf(model) },
      'is no Sequential or Functional model',
    );
  }
  return new GraphReader(owner, source, isOld).read(model);
}

class GraphReader {
  readonly #owner: string;
  readonly #source: WeightSource;
  /** Whether Keras was older than 3, which had another hard_sigmoid. */
  readonly #isOld: boolean;
  readonly #places = new Map<string, number>();

  constructor(owner: string, source: WeightSource, isOld: boolean) {
    this.#owner = owner;
    this.#source = source;
    this.#isOld = isOld;
  }

  read(model: LayerJson): ReadGraph {
    const { config } = model;
    // Models of Keras before 2.2.3 have the layers of a Sequential in the place of its configuration.
    const listed: unknown = Array.isArray(config) ? config : config.layers;
    if (!Array.isArray(listed)) throw this.#damaged('config.layers', 'it has no list of layers');
    const given = listed as readonly LayerJson[];
    const isSequential = model.class_name === 'Sequential';
    const all = isSequential ? withInput(this.#owner, given, model) : given;
    for (const [i, layer] of all.entries()) this.#places.set(nameOf(layer), i);
    const shift = all.length - given.length;
    const layers = all.map((layer, i) => this.#layer(layer, i - shift));
    const calls = isSequential
      ? all.map((_, i) => [alone(i === 0 ? [] : [{ layer: i - 1, call: 0 }])])
      : all.map((layer) => this.#calls(layer));
    const inputs = isSequential ? [0] : this.#ends(config.input_layers).map(({ layer }) => layer);
    const outputs = isSequential ? [{ layer: all.length - 1, call: 0 }] : this.#ends(config.output_layers);
    const results = isSequential
      ? [layers.at(-1)!.name]
      : resultNames(
          config.output_layers,
          outputs.map(({ layer }) => layers[layer]!.name),
        );
    return {
      graph: { layers, calls, inputs, outputs },
      inputs: inputs.map((i) => this.#input(layers[i]!)),
      results,
    };
  }

  #layer(json: LayerJson, position: number): KerasLayer {
    const owner = this.#owner;
    const { class_name: kind, registered_name: registered } = json;
    const name = nameOf(json);
    const config = this.#isOld ? oldConfig(json.config) : json.config;
    const plain = { name, kind, config: settled(config), weights: [], inner: [], graph: null };
    if (models.includes(kind)) {
      const source = this.#source.within(json, position, 'layers');
      return { ...plain, config: {}, graph: new GraphReader(owner, source, this.#isOld).read(json).graph };
    }
    const obstacle = obstacleOf(kind, config, registered);
    if (obstacle !== null) throw unsupported(owner, { kind, name }, obstacle);
    const inner = this.#inner(json, kind, config, position);
    const { weights: namesOf, hasCell = false } = layerKind(kind)!;
    const names = namesOf?.(config, {}) ?? [];
    const weights = names.length === 0 ? [] : this.#source.of(json, position, hasCell);
    if (weights.length !== names.length) {
      throw this.#damaged(
        name,
        `the layer '${name}' has ${weights.length} arrays of weights in it, and needs ${names.length} (${names.join(', ')})`,
      );
    }
    return { ...plain, weights, inner };
  }

  /** The layers that a wrapper wraps. */
  #inner(json: LayerJson, kind: string, config: Config, position: number): KerasLayer[] {
    const wrapped = config.layer as LayerJson | undefined;
    if (wrapped === undefined) return [];
    const part = (layer: LayerJson, where: Part) => {
      const source = this.#source.within(json, position, where);
      return new GraphReader(this.#owner, source, this.#isOld).#layer(layer, 0);
    };
    if (kind !== 'Bidirectional') return [part(wrapped, 'layer')];
    const zeroes = { zero_output_for_mask: true };
    const forward: LayerJson = { ...wrapped, config: { ...zeroes, ...wrapped.config } };
    const given = config.backward_layer as LayerJson | undefined;
    const backward = given ?? {
      ...forward,
      config: { ...forward.config, go_backwards: forward.config.go_backwards !== true },
    };
    return [part(forward, 'forward_layer'), part(backward, 'backward_layer')];
  }

  #calls(layer: LayerJson): Given[] {
    const nodes = layer.inbound_nodes;
    if (!Array.isArray(nodes) || nodes.length === 0) return [alone([])];
    return nodes.map((node: unknown) => {
      if (Array.isArray(node)) return alone(node.map((each) => this.#place(each as readonly unknown[])));
      const { args, kwargs } = node as { readonly args: unknown; readonly kwargs?: object };
      const { mask, ...others } = (kwargs ?? {}) as { readonly mask?: unknown };
      const masks = this.#tensorsIn(mask);
      if (masks.length > 1 || this.#tensorsIn(others).length > 0) {
        const { class_name: kind } = layer;
        const why = 'takes tensors by name, which is not supported';
        throw unsupported(this.#owner, { kind, name: nameOf(layer) }, why);
      }
      const numbers = Array.isArray(args)
        ? args.filter((each): each is number => typeof each === 'number')
        : [];
      return { inputs: this.#tensorsIn(args), mask: masks[0] ?? null, numbers };
    });
  }

  /** All tensors that the arguments of a call hold, in order. */
  #tensorsIn(value: unknown): TensorPlace[] {
    if (Array.isArray(value)) return value.flatMap((each) => this.#tensorsIn(each));
    if (typeof value !== 'object' || value === null) return [];
    const { class_name: kind, config } = value as Partial<LayerJson>;
    if (kind === '__keras_tensor__') return [this.#place(config!.keras_history as readonly unknown[])];
    return Object.values(value).flatMap((each) => this.#tensorsIn(each));
  }

  #place([name, call, tensor]: readonly unknown[]): TensorPlace {
    const layer = this.#places.get(String(name));
    if (layer === undefined) throw this.#damaged('inbound_nodes', `there is no layer '${name}'`);
    if (Number(tensor ?? 0) !== 0) {
      const several = { kind: 'Model', name: String(name) };
      throw unsupported(this.#owner, several, 'gives several tensors to others, which is not supported');
    }
    return { layer, call: Number(call ?? 0) };
  }

  /** The layers where a model begins or ends: one, a list, or named ones. */
  #ends(value: unknown): TensorPlace[] {
    if (Array.isArray(value)) {
      return typeof value[0] === 'string' ? [this.#place(value)] : value.flatMap((each) => this.#ends(each));
    }
    if (typeof value === 'object' && value !== null) {
      return Object.values(value).flatMap((each) => this.#ends(each));
    }
    throw this.#damaged('config.output_layers', 'it does not tell where the model begins or ends');
  }

  #input({ name, config }: KerasLayer): ModelInput {
    const shape = (config.batch_shape ?? config.batch_input_shape) as readonly (number | null)[] | undefined;
    if (!Array.isArray(shape)) throw this.#damaged(name, `the input '${name}' has no shape`);
    return { name, type: String(config.dtype ?? 'float32'), shape: shape.slice(1), rows: shape[0] ?? null };
  }

  #damaged(place: string, fault: string): ModelFileError {
    return new ModelFileError(`${this.#owner}: the Keras model cannot be read: ${fault}.`, place);
  }
}

/** A call with tensors alone. */
function alone(inputs: readonly TensorPlace[]): Given {
  return { inputs, mask: null, numbers: [] };
}

function nameOf({ name, config }: LayerJson): string {
  return String(name ?? config?.name ?? '');
}

/** The layers of a Sequential, with one for the input where the first one itself tells its shape. */
function withInput(owner: string, layers: readonly LayerJson[], model: LayerJson): readonly LayerJson[] {
  const [first] = layers;
  if (first === undefined)
    throw new ModelFileError(`${owner}: the Keras model has no layers.`, 'config.layers');
  if (first.class_name === 'InputLayer') return layers;
  const shape =
    first.config.batch_shape ??
    first.config.batch_input_shape ??
    model.config.build_input_shape ??
    (model.build_config as { readonly input_shape?: unknown } | undefined)?.input_shape ??
    (first.build_config as { readonly input_shape?: unknown } | undefined)?.input_shape;
  if (!Array.isArray(shape)) {
    throw new ModelFileError(
      `${owner}: the Keras model does not tell the shape of its input: it was saved before it was built.`,
      'config.layers',
    );
  }
  const config = { name: ' input', batch_shape: shape, dtype: 'float32' };
  return [{ class_name: 'InputLayer', name: ' input', config }, ...layers];
}

/** Results are called as their layers; those of a layer that gives several are numbered from the second on. */
function resultNames(told: unknown, layers: readonly string[]): string[] {
  if (typeof told === 'object' && told !== null && !Array.isArray(told)) return Object.keys(told);
  return layers.map((name, i) => {
    const before = layers.slice(0, i).filter((each) => each === name).length;
    return before === 0 ? name : `${name}_${before}`;
  });
}

/** Only what layers read: a configuration also holds how to train, and layers that are kept elsewhere. */
function settled(config: Config): Config {
  const dropped =
    /(_initializer|_regularizer|_constraint)$|^(layer|backward_layer|trainable|seed|quantization_config)$/;
  const kept = Object.entries(config).filter(([key]) => !dropped.test(key));
  const { dtype } = config as { readonly dtype?: { readonly config?: { readonly name?: string } } | string };
  const type = typeof dtype === 'object' ? (dtype?.config?.name ?? 'float32') : dtype;
  return { ...Object.fromEntries(kept), dtype: type ?? 'float32' };
}

function oldConfig(config: Config): Config {
  const renamed: Record<string, unknown> = { ...config };
  for (const key of ['activation', 'recurrent_activation']) {
    if (config[key] === 'hard_sigmoid') renamed[key] = 'hard_sigmoid_keras2';
  }
  return renamed;
}
