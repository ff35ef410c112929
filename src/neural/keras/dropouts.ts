import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { RandomState } from '../../random/index.js';
import type { NeuralBackend } from '../backend/index.js';

/** What is of interest of a layer here, whatever it is. */
interface Inside {
  getClassName?(): string;
  /** Seed of a dropout layer: with one tfjs drops the same units in every step. */
  seed?: number;
  /** The layers of a model, of a wrapper, of both directions, the cell of a recurrent layer and the cells of a stack. */
  readonly layers?: readonly Inside[];
  readonly layer?: Inside;
  readonly forwardLayer?: Inside;
  readonly backwardLayer?: Inside;
  readonly cell?: Inside;
  readonly cells?: readonly Inside[];
  dropoutFunc?: ((x: Tensor, rate: number, noiseShape?: number[]) => Tensor) | undefined;
  readonly dropout?: number;
  readonly recurrentDropout?: number;
  dropoutMask?: Tensor | Tensor[] | null;
  recurrentDropoutMask?: Tensor | Tensor[] | null;
}

const seededBySteps = ['Dropout', 'SpatialDropout1D'];

/**
 * The layers of a model that drop units at random. They draw by seeds, a new one each step, so that training is the
 * same each time and yet drops others in every step.
 */
export class Dropouts {
  readonly #random: RandomState;
  readonly #layers: readonly Inside[];

  constructor(backend: NeuralBackend, model: LayersModel, random: RandomState) {
    this.#random = random;
    this.#layers = layersWithin(model).filter((layer) =>
      seededBySteps.includes(layer.getClassName?.() ?? ''),
    );
    for (const cell of droppingCells(model)) {
      cell.dropoutFunc = (x, rate, noiseShape) =>
        backend.tf.dropout(x, rate, noiseShape, this.#random.childSeed());
    }
  }

  /** New seeds for the step to come. */
  next(): void {
    for (const layer of this.#layers) layer.seed = this.#random.childSeed();
  }
}

/** Disposes of a model, and of the masks of the last step that its recurrent cells keep, also when they drop nothing. */
export function disposeModel({ tf }: NeuralBackend, model: LayersModel): void {
  for (const cell of droppingCells(model)) {
    for (const mask of [cell.dropoutMask, cell.recurrentDropoutMask]) if (mask) tf.dispose(mask);
    cell.dropoutMask = null;
    cell.recurrentDropoutMask = null;
  }
  model.dispose();
}

function droppingCells(model: LayersModel): Inside[] {
  return layersWithin(model).filter(
    ({ cell, dropout = 0, recurrentDropout = 0 }) => cell === undefined && dropout + recurrentDropout > 0,
  );
}

/** All layers and cells, those within others too. */
function layersWithin(model: LayersModel): Inside[] {
  const found: Inside[] = [];
  const visit = (layer: Inside) => {
    found.push(layer);
    const { layers = [], cells = [], layer: wrapped, forwardLayer, backwardLayer, cell } = layer;
    for (const each of [...layers, ...cells, wrapped, forwardLayer, backwardLayer, cell])
      if (each) visit(each);
  };
  visit(model as unknown as Inside);
  return found;
}
