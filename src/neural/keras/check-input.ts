import type { Matrix } from '../../data/index.js';
import { InvalidDataError, InvalidParameterError } from '../../errors/index.js';
import type { LayerConfig, PlainObject, Topology } from './topology.js';

/** The shape of a row: as given, else a row of numbers; throws where it does not hold as many numbers as X has columns. */
export function shapeOfRow(owner: string, given: readonly number[] | null, X: Matrix): readonly number[] {
  if (given === null) return [X.cols];
  const size = given.reduce((product, each) => product * each, 1);
  if (given.length > 0 && size === X.cols) return [...given];
  throw new InvalidParameterError(
    owner,
    'inputShape',
    `${owner}: the inputShape ${given.join(' x ') || '[]'} holds ${size} numbers, but X has ${X.cols} columns. ` +
      'Give a shape of as many numbers, or null for a plain row.',
  );
}

/** How many codes the embedding knows that rows go into, or null where they go into something else. */
export function knownCodes({ className, config }: Topology): number | null {
  const layers = config['layers'] as unknown as readonly LayerConfig[];
  const embedding = layers.find(
    (layer) =>
      layer.className === 'Embedding' &&
      (className === 'Sequential' ? layers.indexOf(layer) <= 1 : readsInput(config, layer)),
  );
  return embedding === undefined ? null : (embedding.config['inputDim'] as number);
}

/** Throws where X holds what the embedding has no row for: tfjs would read past its end. */
export function checkCodes(owner: string, X: Matrix, codes: number | null): void {
  if (codes === null) return;
  const place = X.data.findIndex((value) => !(Number.isInteger(value) && value >= 0 && value < codes));
  if (place < 0) return;
  const [row, column] = [Math.floor(place / X.cols), place % X.cols];
  const name = X.columnNames?.[column] ?? `x${column}`;
  throw new InvalidDataError(
    `${owner}: row ${row} of the column '${name}' holds ${X.data[place]}, but the embedding takes whole numbers from 0 ` +
      `to ${codes - 1}. Raise its inputDim, or encode the column.`,
    { row, column: name },
  );
}

function readsInput(config: PlainObject, layer: LayerConfig): boolean {
  const inputs = config['inputLayers'] as unknown as readonly (readonly unknown[])[];
  const nodes = (layer as unknown as PlainObject)[
    'inboundNodes'
  ] as unknown as readonly (readonly (readonly unknown[])[])[];
  return nodes.some((node) => node.some(([name]) => inputs.some(([input]) => input === name)));
}
