import { type Param, param } from '../../core/index.js';

/** When a fit ends before its last epoch. */
export interface EarlyStopping {
  /** Epochs in a row that may pass without a better loss: 10 unless given. */
  readonly patience?: number;
  /** What the loss must fall by to count as better: 0 unless given. */
  readonly minDelta?: number;
  /** Whether the weights of the best epoch are the result, rather than those of the last one: true unless given. */
  readonly restoreBest?: boolean;
}

/** The declaration of an `earlyStopping` parameter. */
export function earlyStoppingParam(): Param<EarlyStopping | null> {
  return param.custom<EarlyStopping | null>({
    default: null,
    doc: 'Ends the fit when the loss of the rows held out (without such rows: of those trained on) no longer falls.',
    describe:
      'an object of patience (an integer of at least 1), minDelta (at least 0) and restoreBest, or null',
    accepts: (value) => value === null || isEarlyStopping(value),
  });
}

function isEarlyStopping(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { patience = 1, minDelta = 0, restoreBest = true, ...others } = value as EarlyStopping;
  return (
    Number.isSafeInteger(patience) &&
    patience >= 1 &&
    Number.isFinite(minDelta) &&
    minDelta >= 0 &&
    typeof restoreBest === 'boolean' &&
    Object.keys(others).length === 0
  );
}

/** Watches a loss and keeps the best weights: Keras's EarlyStopping. */
export class LossWatch {
  readonly #stopping: Required<EarlyStopping>;
  #best = Number.POSITIVE_INFINITY;
  #without = 0;
  #weights: Float32Array[] | null = null;

  constructor({ patience = 10, minDelta = 0, restoreBest = true }: EarlyStopping) {
    this.#stopping = { patience, minDelta, restoreBest };
  }

  /** The weights of the best epoch, where they are to be the result. */
  get bestWeights(): Float32Array[] | null {
    return this.#weights;
  }

  /** Takes in the loss of an epoch; true when it is time to stop. */
  see(loss: number, weights: () => Float32Array[]): boolean {
    const { patience, minDelta, restoreBest } = this.#stopping;
    if (loss < this.#best - minDelta) {
      this.#best = loss;
      this.#without = 0;
      if (restoreBest) this.#weights = weights();
      return false;
    }
    return ++this.#without >= patience;
  }
}
