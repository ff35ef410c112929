import { ModelFileError } from '../../../errors/index.js';
import type { H5Group, NumberArray } from './hdf5.js';
import type { LayerJson, Part, WeightSource } from './read-graph.js';

const nothing: H5Group = { attributes: new Map(), groups: new Map(), arrays: new Map() };

/**
 * The weights of a `.keras` file: groups named after the classes of the layers, numbered where there are several of
 * one, each with the layer's weights as `vars/0`, `vars/1`, ...
 */
export function keras3Weights(root: H5Group, layers: readonly LayerJson[]): WeightSource {
  return new Keras3Weights(root.groups.get('layers') ?? nothing, layers);
}

class Keras3Weights implements WeightSource {
  readonly #groups: readonly H5Group[];

  constructor(container: H5Group, layers: readonly LayerJson[]) {
    const byName = new Map<unknown, H5Group>();
    for (const group of container.groups.values()) {
      const name = group.groups.get('vars')?.attributes.get('name');
      if (name !== undefined) byName.set(name, group);
    }
    const used = new Map<string, number>();
    this.#groups = layers.map(({ class_name: kind, name, config }) => {
      const base = snakeCase(kind);
      const count = used.get(base) ?? 0;
      used.set(base, count + 1);
      const counted = container.groups.get(count === 0 ? base : `${base}_${count}`);
      return byName.get(name ?? config.name) ?? counted ?? nothing;
    });
  }

  of(_layer: LayerJson, position: number, cell: boolean): NumberArray[] {
    return varsOf(this.#groups[position] ?? nothing, cell);
  }

  within({ config }: LayerJson, position: number, part: Part): WeightSource {
    const group = this.#groups[position] ?? nothing;
    if (part === 'layers') return keras3Weights(group, (config.layers ?? []) as readonly LayerJson[]);
    return new WrappedWeights(group.groups.get(part) ?? nothing);
  }
}

/** The weights of a layer in a wrapper, or of what that one wraps. */
class WrappedWeights implements WeightSource {
  readonly #group: H5Group;

  constructor(group: H5Group) {
    this.#group = group;
  }

  of(_layer: LayerJson, _position: number, cell: boolean): NumberArray[] {
    return varsOf(this.#group, cell);
  }

  within({ config }: LayerJson, _position: number, part: Part): WeightSource {
    if (part === 'layers') return keras3Weights(this.#group, (config.layers ?? []) as readonly LayerJson[]);
    return new WrappedWeights(this.#group.groups.get(part) ?? nothing);
  }
}

function varsOf(group: H5Group, cell: boolean): NumberArray[] {
  const holder = cell ? (group.groups.get('cell') ?? nothing) : group;
  const vars = holder.groups.get('vars') ?? nothing;
  return [...vars.arrays]
    .filter(([name]) => /^\d+$/.test(name))
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, array]) => array);
}

/** How Keras names things after their class: LeakyReLU is leaky_re_lu, Conv2D is conv2d. */
export function snakeCase(name: string): string {
  return name
    .replace(/\W+/g, '')
    .replace(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();
}

/** An array of weights and the path that tells whose it is, such as `lstm/lstm_cell/kernel`. */
export interface NamedArray {
  readonly path: readonly string[];
  readonly array: NumberArray;
}

/** The weights of a whole model in an `.h5` file: one group a layer, whose arrays are listed in their order. */
export function h5Weights(owner: string, root: H5Group): WeightSource {
  const groups = root.groups.get('model_weights') ?? root;
  return new NamedWeights((name) => {
    const group = groups.groups.get(name);
    if (group === undefined) return [];
    return stringsOf(group, 'weight_names').map((path) => {
      const parts = path.split('/');
      const array = arrayAt(group, parts);
      if (array === null) {
        throw new ModelFileError(`${owner}: the weights '${path}' of the layer '${name}' are missing.`, path);
      }
      return { path: parts, array };
    });
  });
}

/** Weights by the names of layers, each in the order in which Keras makes them. */
export class NamedWeights implements WeightSource {
  readonly #find: (layer: string) => readonly NamedArray[];

  constructor(find: (layer: string) => readonly NamedArray[]) {
    this.#find = find;
  }

  of({ name, config }: LayerJson): NumberArray[] {
    return this.#find(String(name ?? config.name)).map(({ array }) => array);
  }

  within({ name, config }: LayerJson, _position: number, part: Part): WeightSource {
    const arrays = this.#find(String(name ?? config.name));
    if (part === 'layers') {
      // Those of the layers of a model within stand in one list, where the names of layers are parts of theirs.
      return new NamedWeights((layer) => arrays.filter(({ path }) => path.slice(0, -1).includes(layer)));
    }
    if (part === 'layer') return new NamedWeights(() => arrays);
    const half = arrays.length / 2;
    return new NamedWeights(() => (part === 'forward_layer' ? arrays.slice(0, half) : arrays.slice(half)));
  }
}

/** A list of texts among the attributes; long ones are cut in numbered pieces. */
function stringsOf({ attributes }: H5Group, name: string): string[] {
  const whole = attributes.get(name);
  if (whole !== undefined) return Array.from((Array.isArray(whole) ? whole : []) as string[]);
  const pieces: string[] = [];
  for (let i = 0; attributes.has(`${name}${i}`); i++) {
    pieces.push(...(attributes.get(`${name}${i}`) as string[]));
  }
  return pieces;
}

function arrayAt(group: H5Group, path: readonly string[]): NumberArray | null {
  let holder: H5Group | undefined = group;
  for (const part of path.slice(0, -1)) holder = holder?.groups.get(part);
  return holder?.arrays.get(path.at(-1)!) ?? null;
}
