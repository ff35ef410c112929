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
  readonly #backend: NeuralBackend;
  readonly #random: RandomState;
  readonly #layers: Inside[] = [];
  readonly #cells: Inside[] = [];

  constructor(backend: NeuralBackend, model: LayersModel, random: RandomState) {
    this.#backend = backend;
    this.#random = random;
    this.#find(model as unknown as Inside);
    for (const cell of this.#cells) {
      cell.dropoutFunc = (x, rate, noiseShape) =>
        backend.tf.dropout(x, rate, noiseShape, this.#random.childSeed());
    }
  }

  /** New seeds for the step to come. */
  next(): void {
    for (const layer of this.#layers) layer.seed = this.#random.childSeed();
  }

  /** Cells keep the masks of the last step. */
  dispose(): void {
    const { tf } = this.#backend;
    for (const cell of this.#cells) {
      for (const mask of [cell.dropoutMask, cell.recurrentDropoutMask]) if (mask) tf.dispose(mask);
      cell.dropoutMask = null;
      cell.recurrentDropoutMask = null;
    }
  }

  #find(layer: Inside): void {
    if (seededBySteps.includes(layer.getClassName?.() ?? '')) this.#layers.push(layer);
    if ((layer.dropout ?? 0) > 0 || (layer.recurrentDropout ?? 0) > 0) {
      if (layer.cell === undefined) this.#cells.push(layer);
    }
    const within = [layer.layer, layer.forwardLayer, layer.backwardLayer, layer.cell];
    for (const each of [...(layer.layers ?? []), ...(layer.cells ?? []), ...within]) {
      if (each) this.#find(each);
    }
  }
}
