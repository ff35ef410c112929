import type { CellReader, Label } from '../data/index.js';
import type { EstimatorKind } from './estimator.js';
import type { RowStep } from './row-step.js';

/**
 * The way of a single row through a fitted estimator without tables. Its places are written anew for each row, so it
 * never hands one out; what it cannot answer, tables must.
 */
export class RowPath {
  readonly #read: CellReader;
  readonly #step: RowStep;
  #turn = 0;

  constructor(read: CellReader, step: RowStep) {
    this.#read = read;
    this.#step = step;
  }

  get kind(): EstimatorKind {
    return this.#step.kind;
  }

  /** The prediction for a row: a number or a label; undefined where tables must answer. */
  predict(row: unknown): number | Label | undefined {
    const { kind, labels, best, run, output } = this.#step;
    if (labels !== undefined && best !== undefined) {
      const place = this.#take(row, best, -1);
      return place < 0 ? undefined : labels[place];
    }
    if (kind !== 'regressor') return undefined;
    return this.#take(row, run, false) ? output.numbers[0] : undefined;
  }

  /** The probability of each class; undefined where tables must answer. */
  probabilities(row: unknown): Float64Array | undefined {
    const { kind, run, output } = this.#step;
    return kind === 'classifier' && this.#take(row, run, false) ? output.numbers.slice() : undefined;
  }

  /**
   * Reads the row and computes. What throws (a getter of the row, a function of the user's) is left to the way through
   * tables, which says where; and a row whose getters predict with the same model has lost its place to their rows.
   */
  #take<T>(row: unknown, compute: () => T, refused: T): T {
    const turn = ++this.#turn;
    try {
      return this.#read(row) && turn === this.#turn ? compute() : refused;
    } catch {
      return refused;
    }
  }
}
