import { nearestName, showValue } from '../../errors/index.js';
import type { LayerDescription } from './layer-description.js';
import { type Field, layerFields, mergeMode } from './layer-fields.js';

type Fields = Readonly<Record<string, Field<unknown>>>;

const recurrent = ['lstm', 'gru', 'simpleRnn'];
const kinds = [...Object.keys(layerFields), 'bidirectional', 'timeDistributed'];

/** Whether a value may be a list of layer descriptions: whether these are right is told by {@link faultIn}. */
export function isDescription(value: unknown): value is readonly LayerDescription[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'object' && each !== null);
}

/** What is wrong with a list of layer descriptions, as a sentence; null when nothing is. */
export function faultIn(layers: readonly unknown[]): string | null {
  const names = new Set<string>();
  for (const [i, layer] of layers.entries()) {
    const fault = faultOf(layer, `layer ${i}`);
    if (fault !== null) return fault;
    const { name, layer: kind } = layer as LayerDescription;
    if (kind === 'output' && i < layers.length - 1)
      return `layer ${i} is the output, which must be the last one`;
    if (name === undefined) continue;
    if (names.has(name)) return `two layers are named '${name}'`;
    names.add(name);
  }
  return null;
}

/** Where a layer is in its list, for messages: `layer 2 (conv2d)`. */
export function placeOf(layer: LayerDescription, index: number): string {
  return `layer ${index} (${layer.name === undefined ? layer.layer : `${layer.layer} '${layer.name}'`})`;
}

function faultOf(layer: unknown, place: string): string | null {
  if (typeof layer !== 'object' || layer === null || Array.isArray(layer)) {
    return `${place} must be an object such as { layer: 'dense', units: 64 }, but it is ${showValue(layer)}`;
  }
  const { layer: kind, name, of, ...given } = layer as Readonly<Record<string, unknown>>;
  if (typeof kind !== 'string' || !kinds.includes(kind)) {
    const near = typeof kind === 'string' ? nearestName(kind, kinds) : null;
    const hint = near === null ? `There are ${kinds.join(', ')}` : `Did you mean '${near}'?`;
    return `${place} is of the unknown kind ${showValue(kind)}. ${hint}`;
  }
  const where = `${place} (${kind})`;
  if (
    name !== undefined &&
    (typeof name !== 'string' || !/^[A-Za-z][A-Za-z0-9_.-]*$/.test(name) || name.includes('__'))
  ) {
    return `${where}: name must begin with a letter and hold letters, digits, '.', '-' and single '_' only, but it is ${showValue(name)}`;
  }
  if (kind === 'bidirectional' || kind === 'timeDistributed') return faultOfWrapper(kind, of, given, where);
  if (of !== undefined) return `${where} holds no other layer: leave out 'of'`;
  return faultOfFields(layerFields[kind as keyof typeof layerFields], given, where);
}

function faultOfWrapper(
  kind: 'bidirectional' | 'timeDistributed',
  of: unknown,
  given: Readonly<Record<string, unknown>>,
  where: string,
): string | null {
  const inner = faultOf(of, `${where}, of:`);
  if (inner !== null) return inner;
  const { layer } = of as LayerDescription;
  if (recurrent.includes(layer) !== (kind === 'bidirectional') || layer === 'output') {
    const wanted =
      kind === 'bidirectional' ? `one of ${recurrent.join(', ')}` : 'a layer that is not recurrent';
    return `${where}: 'of' must be ${wanted}, but it is ${layer}`;
  }
  return faultOfFields(kind === 'bidirectional' ? { mergeMode } : {}, given, where);
}

function faultOfFields(
  fields: Fields,
  given: Readonly<Record<string, unknown>>,
  where: string,
): string | null {
  for (const [key, value] of Object.entries(given)) {
    if (!Object.hasOwn(fields, key)) {
      const near = nearestName(key, Object.keys(fields));
      return `${where} has no property '${key}'${near === null ? '' : `. Did you mean '${near}'?`}`;
    }
    if (value !== undefined && !fields[key]!.accepts(value)) {
      return `${where}: '${key}' must be ${fields[key]!.describe}, but it is ${showValue(value)}`;
    }
  }
  const lacking = Object.keys(fields).find((key) => fields[key]!.needed && given[key] === undefined);
  return lacking === undefined ? null : `${where} needs '${lacking}', ${fields[lacking]!.describe}`;
}
