import { integer, type ParamsOf, randomState } from '../core/index.js';
import { RandomState } from '../random/index.js';
import { BaseSplitter } from './base-splitter.js';
import { checkFoldCount, foldParams } from './fold-splitter.js';
import { splitsOfFolds } from './folds.js';
import type { SplitInput } from './split-input.js';
import type { Split } from './splitter.js';

const repeatedFoldParams = {
  nSplits: foldParams.nSplits,
  nRepeats: integer({ default: 10, min: 1, doc: 'How many times the rows are divided anew.' }),
  randomState: randomState(),
};

/** Parameters of {@link RepeatedKFold} and {@link RepeatedStratifiedKFold}. */
export type RepeatedFoldParams = ParamsOf<typeof repeatedFoldParams>;

/** Splitters that divide the rows into folds again and again, each time at random. */
export abstract class RepeatedSplitter extends BaseSplitter<RepeatedFoldParams> {
  static override readonly paramSpec = repeatedFoldParams;

  override getNSplits(): number {
    return this.params.nSplits * this.params.nRepeats;
  }

  protected override splits(input: SplitInput): Generator<Split> {
    const { nSplits, nRepeats, randomState } = this.params;
    checkFoldCount(this.name, nSplits, input.rows, 'rows');
    const divide = this.division(input);
    return (function* () {
      const rng = new RandomState(randomState);
      for (let repeat = 0; repeat < nRepeats; repeat++) yield* splitsOfFolds(divide(rng), nSplits);
    })();
  }

  /** Checks the data and returns what gives each row a fold at random. */
  protected abstract division(input: SplitInput): (rng: RandomState) => Int32Array;
}
