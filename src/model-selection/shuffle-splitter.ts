import { integer, type ParamsOf, randomState } from '../core/index.js';
import { RandomState } from '../random/index.js';
import { BaseSplitter } from './base-splitter.js';
import type { SplitInput } from './split-input.js';
import { sizeParam } from './split-sizes.js';
import type { Split } from './splitter.js';

const shuffleSplitParams = {
  nSplits: integer({ default: 10, min: 1, doc: 'Number of splits.' }),
  testSize: sizeParam(
    'How much to test on: a share or a number; null for what trainSize leaves, or a tenth.',
  ),
  trainSize: sizeParam('How much to train on: a share or a number; null for what testSize leaves.'),
  randomState: randomState(),
};

/** Parameters of {@link ShuffleSplit} and of the other splitters that draw the test set anew each time. */
export type ShuffleSplitParams = ParamsOf<typeof shuffleSplitParams>;

/** Splitters that draw a training and a test set at random, again and again. */
export abstract class ShuffleSplitter extends BaseSplitter<ShuffleSplitParams> {
  static override readonly paramSpec = shuffleSplitParams;

  override getNSplits(): number {
    return this.params.nSplits;
  }

  protected override splits(input: SplitInput): Generator<Split> {
    const { nSplits, randomState } = this.params;
    const draw = this.lottery(input);
    return (function* () {
      const rng = new RandomState(randomState);
      for (let i = 0; i < nSplits; i++) yield draw(rng);
    })();
  }

  /** Checks the data and returns what draws one split. */
  protected abstract lottery(input: SplitInput): (rng: RandomState) => Split;
}
