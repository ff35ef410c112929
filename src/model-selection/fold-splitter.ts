import { boolean, integer, type ParamsOf, randomState } from '../core/index.js';
import { InvalidParameterError } from '../errors/index.js';
import { RandomState } from '../random/index.js';
import { BaseSplitter } from './base-splitter.js';
import { splitsOfFolds } from './folds.js';
import type { SplitInput } from './split-input.js';
import type { Split } from './splitter.js';

/** The parameters that all k-fold splitters share. */
export const foldParams = {
  nSplits: integer({ default: 5, min: 2, doc: 'Number of folds.' }),
  shuffle: boolean({ default: false, doc: 'Put what is divided in random order before.' }),
  randomState: randomState(),
};

/** Parameters of {@link KFold} and of the other splitters into folds. */
export type FoldParams = ParamsOf<typeof foldParams>;

/** Splitters that give each row a fold, and test on one fold after the other. */
export abstract class FoldSplitter extends BaseSplitter<FoldParams> {
  static override readonly paramSpec = foldParams;

  constructor(params: Partial<FoldParams> = {}) {
    super(params);
    if (this.params.randomState !== null && !this.params.shuffle) {
      const owner = new.target.name;
      throw new InvalidParameterError(
        owner,
        'randomState',
        `${owner}: randomState has no effect while shuffle is false. Set shuffle: true as well, or leave randomState out.`,
      );
    }
  }

  override getNSplits(): number {
    return this.params.nSplits;
  }

  protected override splits(input: SplitInput): Generator<Split> {
    const { nSplits, shuffle, randomState } = this.params;
    checkFoldCount(this.name, nSplits, input.rows, 'rows');
    return splitsOfFolds(this.foldOfRows(input, shuffle ? new RandomState(randomState) : null), nSplits);
  }

  /** The fold of each row; with a generator, at random. */
  protected abstract foldOfRows(input: SplitInput, rng: RandomState | null): Int32Array;
}

/** Refuses more folds than there are things to put into them. */
export function checkFoldCount(owner: string, nSplits: number, count: number, things: string): void {
  if (nSplits <= count) return;
  throw new InvalidParameterError(
    owner,
    'nSplits',
    `${owner}: nSplits=${nSplits} is more than there are ${things} (${count}). Take fewer splits, or give more data.`,
  );
}
