import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { RandomState } from '../../random/index.js';
import type { NeuralBackend } from '../backend/index.js';
import { type Initializer, seededInitializer } from './seeded-layers.js';

/** A model without its weights, in the words of tfjs-layers: plain data. */
export interface Topology {
  readonly className: string;
  readonly config: PlainObject;
}

export type PlainObject = { readonly [key: string]: Plain };
export type Plain = string | number | boolean | null | readonly Plain[] | PlainObject;

/** A layer in a topology. */
export interface LayerConfig {
  readonly className: string;
  readonly config: PlainObject;
  readonly name?: string;
}

/** The layers of a model as they are made of the topology of it. */
type Revive = { fromConfig(Class: unknown, config: unknown): LayersModel };

/** The topology of a model. */
export function topologyOf(model: LayersModel): Topology {
  const config: unknown = model.getConfig();
  // Through JSON, which leaves out what is undefined and shows that nothing but plain data is in it.
  return JSON.parse(JSON.stringify({ className: model.getClassName(), config }));
}

/** A model with weights of 0, to be written to. It would begin as it did, if it were made of what it is saved as. */
export function emptyModel(backend: NeuralBackend, topology: Topology): LayersModel {
  const { tf } = backend;
  return modelFrom(backend, topology, (initializer) => {
    const own = Object.create(initializer) as Initializer;
    own.apply = (shape, dtype) => tf.zeros(shape as number[], dtype);
    return own;
  });
}

/** A model whose random weights are drawn anew from a generator. */
export function seededModel(backend: NeuralBackend, topology: Topology, random: RandomState): LayersModel {
  return modelFrom(backend, topology, (initializer) => seededInitializer(backend, initializer, random));
}

/** A topology in the words of Keras (2, and tfjs's model.json) in those of tfjs-layers; null where it is none. */
export function fromKerasJson(given: unknown): Topology | null {
  const json = innermost(given);
  if (json === null) return null;
  const className = json['class_name'];
  if (typeof className !== 'string' || typeof json['config'] !== 'object') return null;
  return { className, config: camelCased(json['config'] as Plain, 'config') as PlainObject };
}

/** The object that holds class_name and config, which files wrap up in several ways. */
function innermost(given: unknown): Record<string, unknown> | null {
  for (let json = given; typeof json === 'object' && json !== null; ) {
    const object = json as Record<string, unknown>;
    if ('class_name' in object) return object;
    json = object['modelTopology'] ?? object['model_config'];
  }
  return null;
}

function camelCased(value: Plain, key: string): Plain {
  if (typeof value === 'string') return key === 'name' || key === 'className' ? value : camelCase(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const namesLayers = key === 'inboundNodes' || key === 'outputLayers' || key === 'inputLayers';
    return value.map((each, i) =>
      namesLayers && i === 0 && typeof each === 'string' ? each : camelCased(each, key),
    );
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [camelCase(name), camelCased(each, camelCase(name))]),
  );
}

function camelCase(word: string): string {
  return word.length <= 1 ? word : word.replace(/_+(\w|$)/g, (_, letter: string) => letter.toUpperCase());
}

function modelFrom(
  { layers, tf }: NeuralBackend,
  { className, config }: Topology,
  replace: (initializer: Initializer) => Initializer,
): LayersModel {
  const Class = className === 'Sequential' ? layers.Sequential : layers.LayersModel;
  const classes = tf.serialization.SerializationMap.getMap().classNameMap;
  const initializer = (of: LayerConfig) => {
    const [Initial, make] = classes[of.className] ?? [];
    return Initial === undefined || make === undefined
      ? null
      : replace(make(Initial, { ...of.config } as never) as Initializer);
  };
  // tfjs changes the object it is given.
  return (Class as unknown as Revive).fromConfig(Class, withInitializers(config, initializer));
}

/** A copy in which each initialiser is another one, ready made. */
function withInitializers(value: Plain, initializer: (of: LayerConfig) => Initializer | null): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((each) => withInitializers(each, initializer));
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => {
      const given = key.endsWith('Initializer') && each !== null;
      const own = given ? initializer(each as unknown as LayerConfig) : null;
      return [key, own ?? withInitializers(each, initializer)];
    }),
  );
}
