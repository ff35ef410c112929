import type { NeuralBackend } from '../backend/index.js';
import type { LayerDescription } from './layer-description.js';
import type { Regularizer } from './layer-fields.js';
import type { LayerMakers } from './seeded-layers.js';

/** A layer of tfjs. */
export type TfLayer = ReturnType<LayerMakers['dense']>;

type Maker = (args: object) => TfLayer;

/** Makers whose names are others in tfjs. */
const makerNames: Readonly<Record<string, string>> = { simpleRnn: 'simpleRNN', leakyRelu: 'leakyReLU' };

/** Makes layers of tfjs of their descriptions, which were checked before. */
export class LayerFactory {
  readonly #backend: NeuralBackend;
  readonly #makers: LayerMakers;

  constructor(backend: NeuralBackend, makers: LayerMakers) {
    this.#backend = backend;
    this.#makers = makers;
  }

  /** The layer of a description that is not the output. */
  make(description: LayerDescription, name: string): TfLayer {
    const { layer: kind, ...given } = description;
    const args: Record<string, unknown> = { ...this.#settings(given), name: description.name ?? name };
    if (description.layer === 'bidirectional') {
      args['mergeMode'] = description.mergeMode ?? 'concat';
    }
    if ('of' in description) {
      delete args['of'];
      args['layer'] = this.make(description.of, `${name}_of`);
    }
    if (description.layer === 'upSampling2d' && typeof description.size === 'number') {
      args['size'] = [description.size, description.size];
    }
    if (description.layer === 'zeroPadding2d' && Array.isArray(description.padding)) {
      const [height, width] = description.padding;
      args['padding'] = [
        [height, height],
        [width, width],
      ];
    }
    return this.#maker(kind)(args);
  }

  /** The layer that gives the predictions. */
  output(
    description: Extract<LayerDescription, { layer: 'output' }>,
    units: number,
    activation: string,
  ): TfLayer {
    const { layer: _, name = 'output', ...given } = description;
    return this.#makers.dense({ activation, ...this.#settings(given), units, name } as never);
  }

  #settings(given: object): object {
    const { regularizers } = this.#backend.layers;
    return Object.fromEntries(
      Object.entries(given)
        .filter(([, value]) => value !== undefined)
        .map(([key, value]) => [
          key,
          key.endsWith('Regularizer')
            ? regularizers.l1l2({ l1: 0, l2: 0, ...(value as Regularizer) })
            : value,
        ]),
    );
  }

  #maker(kind: string): Maker {
    return this.#makers[(makerNames[kind] ?? kind) as keyof LayerMakers] as unknown as Maker;
  }
}
