import type { LayerConfig, PlainObject, Topology } from './topology.js';

/**
 * What makes probabilities of the raw outputs of a network: shares of one whole, a share of its own each, or nothing.
 * Losses are exact only on the numbers before softmax and sigmoid, so that networks are trained and asked without them.
 */
export type Head = 'softmax' | 'sigmoid' | 'none';

/** The head of a classifier whose last layer puts its numbers through nothing: they are taken as logarithms of odds. */
function headOfLogits(units: unknown): Head {
  return units === 1 ? 'sigmoid' : 'softmax';
}

/** The topology of a classifier whose last layer has no softmax or sigmoid any more, and which of them is meant. */
export function withoutHead(topology: Topology): { readonly topology: Topology; readonly head: Head } {
  const { className, config } = topology;
  const layers = config['layers'] as unknown as readonly LayerConfig[];
  const place = className === 'Sequential' ? layers.length - 1 : placeOfOutput(config, layers);
  const last = layers[place];
  if (last === undefined) return { topology, head: 'none' };
  const { head, layer } = bare(last);
  if (head === 'none') return { topology, head };
  const changed = layers.map((each, i) => (i === place ? layer : each));
  return { topology: { className, config: { ...config, layers: changed as never } }, head };
}

function bare(layer: LayerConfig): { readonly head: Head; readonly layer: LayerConfig } {
  const { className, config } = layer;
  if (className === 'Softmax' && (config['axis'] ?? -1) === -1) {
    const plain = { name: config['name']!, trainable: true, activation: 'linear' };
    return { head: 'softmax', layer: { ...layer, className: 'Activation', config: plain } };
  }
  const { activation } = config;
  if (className === 'Dense' && activation === 'linear') return { head: headOfLogits(config['units']), layer };
  if (
    (className === 'Dense' || className === 'Activation') &&
    (activation === 'softmax' || activation === 'sigmoid')
  ) {
    return { head: activation, layer: { ...layer, config: { ...config, activation: 'linear' } } };
  }
  return { head: 'none', layer };
}

/** The place of the one layer that gives the output; -1 where other layers read from it too. */
function placeOfOutput(config: PlainObject, layers: readonly LayerConfig[]): number {
  const outputs = config['outputLayers'] as unknown as readonly (readonly unknown[])[];
  const name = outputs.length === 1 ? outputs[0]![0] : null;
  const readers = layers.filter((layer) =>
    JSON.stringify((layer as unknown as PlainObject)['inboundNodes'] ?? []).includes(
      `[${JSON.stringify(name)},`,
    ),
  );
  return readers.length > 0 ? -1 : layers.findIndex((layer) => layer.name === name);
}
