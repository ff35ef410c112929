import type { RandomState } from '../random/index.js';
import { blockFolds } from './folds.js';
import { RepeatedSplitter } from './repeated-splitter.js';
import type { SplitInput } from './split-input.js';

/**
 * KFold `nRepeats` times over, each time with the rows in another random order.
 *
 * Take it where the score depends much on which rows fall into which fold (small data): the average over the
 * repeats varies less. `getNSplits()` is `nSplits * nRepeats`.
 *
 * Errors: InvalidParameterError for more splits than rows. Complexity: O(rows * nSplits * nRepeats).
 *
 * @example
 * ```ts
 * import { RepeatedKFold } from 'pipefit';
 *
 * const folds = [...new RepeatedKFold({ nSplits: 2, nRepeats: 2, randomState: 0 }).split(4)];
 * console.log(folds.map(({ test }) => [...test])); // [[2, 3], [0, 1], [0, 2], [1, 3]]
 * ```
 */
export class RepeatedKFold extends RepeatedSplitter {
  override readonly name = 'RepeatedKFold';

  protected override division({ rows }: SplitInput): (rng: RandomState) => Int32Array {
    return (rng) => blockFolds(rows, this.params.nSplits, rng);
  }
}
