import type { LayersModel } from '@tensorflow/tfjs-layers';
import { InvalidParameterError, showValue } from '../../errors/index.js';
import type { RandomState } from '../../random/index.js';
import type { NeuralBackend } from '../backend/index.js';
import { LayerFactory } from './add-layers.js';
import { faultIn, isDescription, placeOf } from './check-layers.js';
import { disposeModel } from './dropouts.js';
import type { LayerDescription } from './layer-description.js';
import { type LayerMakers, seededMakers } from './seeded-layers.js';
import { fromKerasJson, type Plain, seededModel } from './topology.js';

type Layers = NeuralBackend['layers'];

/** What a function that builds a model is given, beside the parameters of the model. */
export interface BuildTools {
  /** The shape of a row: `[columns]`, or the parameter `inputShape`. */
  readonly inputShape: readonly number[];
  /** How many numbers the last layer must give. */
  readonly outputs: number;
  /** What they should be put through: 'softmax', 'sigmoid' (one output for two classes) or 'linear'. */
  readonly outputActivation: 'softmax' | 'sigmoid' | 'linear';
  /** The makers of `tf.layers`, whose random weights come from `randomState`. */
  readonly layers: LayerMakers;
  readonly sequential: Layers['sequential'];
  readonly input: Layers['input'];
  readonly model: Layers['model'];
  readonly regularizers: Layers['regularizers'];
  readonly initializers: Layers['initializers'];
  /** The operations of tfjs. */
  readonly tf: NeuralBackend['tf'];
}

/** Builds a model, or describes its layers, at each fit anew. */
export type BuildFunction<M extends object = object> = (
  context: BuildTools & M,
) => LayersModel | readonly LayerDescription[] | Promise<LayersModel | readonly LayerDescription[]>;

/** A model without weights in the JSON of Keras: `model.toJSON()` of tfjs or the `modelTopology` of a model.json. */
export type KerasJson = { readonly [key: string]: unknown };

/** Where a network comes from. */
export type ModelSource<M extends object = object> =
  | readonly LayerDescription[]
  | BuildFunction<M>
  | KerasJson;

/** What a network is for. */
export interface ModelTask {
  readonly owner: string;
  readonly inputShape: readonly number[];
  /** Numbers of outputs that will do, the best one first. */
  readonly outputs: readonly number[];
  readonly outputActivation: BuildTools['outputActivation'];
}

/** The model of a source, with weights to begin with, which the caller disposes of. */
export async function buildModel(
  backend: NeuralBackend,
  source: ModelSource,
  modelParams: object,
  task: ModelTask,
  random: RandomState,
): Promise<LayersModel> {
  const made = typeof source === 'function' ? await call(backend, source, modelParams, task, random) : source;
  if (isDescription(made)) return checked(backend, describedModel(backend, made, task, random), task);
  if (made instanceof backend.layers.LayersModel) return checked(backend, made, task);
  const topology = typeof source === 'function' ? null : fromKerasJson(made);
  if (topology !== null) {
    const model = wrapped(task, 'the model in JSON cannot be made', () =>
      seededModel(backend, topology, random),
    );
    return checked(backend, model, task);
  }
  throw fault(
    task,
    typeof source === 'function'
      ? `the function must return a model of tfjs-layers or a list of layer descriptions, but it returned ${showValue(made as Plain)}`
      : 'an object given as model must be the JSON of a model, with class_name and config',
  );
}

/** The error of a model that will not do. */
function fault({ owner }: ModelTask, what: string, cause?: unknown): InvalidParameterError {
  return new InvalidParameterError(
    owner,
    'model',
    `${owner}, model: ${what}${/[.?]$/.test(what) ? '' : '.'}`,
    { cause },
  );
}

async function call(
  backend: NeuralBackend,
  build: BuildFunction,
  modelParams: object,
  task: ModelTask,
  random: RandomState,
): Promise<unknown> {
  const { tf, layers } = backend;
  const { sequential, input, model, regularizers, initializers } = layers;
  const tools: BuildTools = {
    inputShape: task.inputShape,
    outputs: task.outputs[0]!,
    outputActivation: task.outputActivation,
    layers: seededMakers(backend, random),
    ...{ sequential, input, model, regularizers, initializers, tf },
  };
  const clash = Object.keys(modelParams).find((name) => name in tools);
  if (clash !== undefined) {
    throw fault(
      task,
      `modelParams holds '${clash}', which the function is given by ${task.owner}. Call it otherwise`,
    );
  }
  return wrapped(task, 'the function that builds it failed', () => build({ ...modelParams, ...tools }));
}

function describedModel(
  backend: NeuralBackend,
  layers: readonly LayerDescription[],
  task: ModelTask,
  random: RandomState,
): LayersModel {
  const wrong = faultIn(layers);
  if (wrong !== null) throw fault(task, wrong);
  const makers = seededMakers(backend, random);
  const factory = new LayerFactory(backend, makers);
  const model = backend.layers.sequential({ name: 'model' });
  try {
    model.add(makers.inputLayer({ inputShape: [...task.inputShape], name: 'input' }));
    const last = layers.at(-1);
    const described = last?.layer === 'output';
    for (const [i, layer] of (described ? layers.slice(0, -1) : layers).entries()) {
      const before = model.outputs[0]!.shape.slice(1);
      // Keras lets what is flat be made flat, tfjs does not.
      if (layer.layer === 'flatten' && before.length === 1) continue;
      const what = `${placeOf(layer, i)} cannot follow what comes before it, which gives ${sizesText(before)}`;
      wrapped(task, what, () => {
        model.add(factory.make(withSizes(layer, before), `${layer.layer}_${i}`));
        const { shape } = model.outputs[0]!;
        if (shape.slice(1).some((size) => size === null || size < 1)) {
          throw new Error(`it would give ${shapeText(shape)}`);
        }
      });
    }
    const { shape } = model.outputs[0]!;
    if (shape.length !== 2) {
      throw fault(
        task,
        `before the output there must be one row of numbers, but the layers give ${shapeText(shape)}. ` +
          "Add { layer: 'flatten' }, or a global pooling layer",
      );
    }
    const output = described ? last : ({ layer: 'output' } as const);
    model.add(factory.output(output, task.outputs[0]!, task.outputActivation));
    return model;
  } catch (error) {
    model.dispose();
    throw error;
  }
}

/** A reshape with the size that is left open filled in, which tfjs does only when it is asked. */
function withSizes(layer: LayerDescription, before: readonly (number | null)[]): LayerDescription {
  if (layer.layer !== 'reshape') return layer;
  const product = (sizes: readonly (number | null)[]) =>
    sizes.reduce((so: number, size) => so * (size ?? 1), 1);
  const size = product(before);
  const open = size / product(layer.targetShape.filter((each) => each !== -1));
  const targetShape = layer.targetShape.map((each) => (each === -1 ? open : each));
  if (Number.isInteger(open) && product(targetShape) === size) return { ...layer, targetShape };
  throw new Error(`${size} numbers cannot be put into the shape ${sizesText(layer.targetShape)}`);
}

/** The model when it takes the rows and gives the outputs of its task; else it is disposed of. */
function checked(backend: NeuralBackend, model: LayersModel, task: ModelTask): LayersModel {
  const { tf } = backend;
  try {
    const wrong = misfit(model, task);
    if (wrong !== null) throw fault(task, wrong);
    // Some layers find out what is wrong with them only when they are asked.
    wrapped(task, 'the model fails on a row of zeros', () =>
      tf.tidy(() => void model.apply(tf.zeros([1, ...task.inputShape]), { training: false })),
    );
    return model;
  } catch (error) {
    disposeModel(backend, model);
    throw error;
  }
}

function misfit(model: LayersModel, { inputShape, outputs }: ModelTask): string | null {
  if (!model.inputs?.length || !model.outputs?.length) return 'the model has no layers';
  if (model.inputs.length !== 1) return `the model has ${model.inputs.length} inputs, and rows are only one`;
  if (model.outputs.length !== 1)
    return `the model has ${model.outputs.length} outputs, and it must have one`;
  const input = model.inputs[0]!.shape.slice(1);
  const fits =
    input.length === inputShape.length && input.every((size, i) => size === null || size === inputShape[i]);
  if (!fits)
    return `the model takes rows of the shape ${sizesText(input)}, but they are ${sizesText(inputShape)}`;
  const { shape } = model.outputs[0]!;
  if (shape.length !== 2 || !outputs.includes(shape[1]!)) {
    return `the model must give ${outputs.join(' or ')} numbers a row, but its last layer gives ${shapeText(shape)}`;
  }
  if (model.trainableWeights.length === 0) return 'the model has no weights that can be trained';
  return null;
}

function shapeText(shape: readonly (number | null)[]): string {
  return sizesText(shape.slice(1));
}

function sizesText(sizes: readonly (number | null)[]): string {
  return sizes.length === 0 ? 'a single number' : sizes.map((size) => size ?? '?').join(' x ');
}

/** The result of work of tfjs or of the user's, whose errors are told as faults of the model. */
function wrapped<T>(task: ModelTask, what: string, work: () => T): T {
  const told = (cause: unknown) =>
    fault(task, `${what}: ${(cause as Error)?.message ?? String(cause)}`.replace(/\.$/, ''), cause);
  try {
    const result = work();
    if (!(result instanceof Promise)) return result;
    return result.catch((error) => {
      throw told(error);
    }) as T;
  } catch (cause) {
    throw told(cause);
  }
}
