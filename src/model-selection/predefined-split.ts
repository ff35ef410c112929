import { custom, type ParamsOf } from '../core/index.js';
import { checkLength } from '../data/index.js';
import { BaseSplitter } from './base-splitter.js';
import { splitsOfFolds } from './folds.js';
import type { SplitInput } from './split-input.js';
import type { Split } from './splitter.js';

const predefinedSplitParams = {
  testFold: custom<ArrayLike<number>>({
    doc: 'For each row the fold that tests on it, or -1 for rows that are always trained on.',
    describe: 'an array with an integer of at least -1 for each row, and not only -1',
    accepts: (value) => isFoldList(value),
  }),
};

/** Parameters of {@link PredefinedSplit}. */
export type PredefinedSplitParams = ParamsOf<typeof predefinedSplitParams>;

/**
 * Tests on folds that you have assigned yourself.
 *
 * Take it for data with a validation set of its own: 0 for its rows and -1 for the training rows gives one split.
 * Folds come in ascending order of their numbers.
 *
 * Errors: InvalidDataError when X has another number of rows. Complexity: O(rows * folds).
 *
 * @example
 * ```ts
 * import { PredefinedSplit } from 'pipefit';
 *
 * const splits = [...new PredefinedSplit({ testFold: [0, 1, -1, 1] }).split(4)];
 * console.log(splits.map(({ train, test }) => [[...train], [...test]])); // [[[1, 2, 3], [0]], [[0, 2], [1, 3]]]
 * ```
 */
export class PredefinedSplit extends BaseSplitter<PredefinedSplitParams> {
  static override readonly paramSpec = predefinedSplitParams;
  override readonly name = 'PredefinedSplit';
  readonly #foldOf: Int32Array;
  readonly #folds: number;

  constructor(params: PredefinedSplitParams) {
    super(params);
    const { testFold } = this.params;
    const numbers = [...new Set(Array.from(testFold))].filter((fold) => fold >= 0).sort((a, b) => a - b);
    const place = new Map(numbers.map((fold, i) => [fold, i]));
    this.#foldOf = Int32Array.from(testFold, (fold) => place.get(fold) ?? -1);
    this.#folds = numbers.length;
  }

  override getNSplits(): number {
    return this.#folds;
  }

  protected override splits({ rows }: SplitInput): Generator<Split> {
    checkLength(this.#foldOf.length, rows, this.name, 'testFold');
    return splitsOfFolds(this.#foldOf, this.#folds);
  }
}

function isFoldList(value: unknown): boolean {
  if (!Array.isArray(value) && !ArrayBuffer.isView(value)) return false;
  const folds = Array.from(value as ArrayLike<unknown>);
  return (
    folds.every((fold) => Number.isSafeInteger(fold) && (fold as number) >= -1) &&
    folds.some((fold) => fold !== -1)
  );
}
