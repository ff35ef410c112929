import type { RandomState } from '../random/index.js';
import { RepeatedSplitter } from './repeated-splitter.js';
import { classesOf, countCodes, type SplitInput } from './split-input.js';
import { checkClassSizes, stratifiedFolds } from './stratified-folds.js';

/**
 * StratifiedKFold `nRepeats` times over, each time with the rows of every class in another random order.
 *
 * Take it where the score of a classifier depends much on which rows fall into which fold (small data).
 * `getNSplits()` is `nSplits * nRepeats`.
 *
 * Errors: InvalidDataError without y; InvalidParameterError when no class has `nSplits` members; a DataWarning
 * when some class has fewer. Complexity: O(rows * nSplits * nRepeats).
 *
 * @example
 * ```ts
 * import { RepeatedStratifiedKFold } from 'pipefit';
 *
 * const y = ['a', 'a', 'b', 'b'];
 * const splitter = new RepeatedStratifiedKFold({ nSplits: 2, nRepeats: 2, randomState: 0 });
 * console.log([...splitter.split(y.length, y)].map(({ test }) => [...test])); // [[1, 2], [0, 3], [0, 3], [1, 2]]
 * ```
 */
export class RepeatedStratifiedKFold extends RepeatedSplitter {
  override readonly name = 'RepeatedStratifiedKFold';

  protected override division({ y }: SplitInput): (rng: RandomState) => Int32Array {
    const { classes, codes } = classesOf(y, this.name);
    checkClassSizes(this.name, this.params.nSplits, countCodes(codes, classes.length));
    return (rng) => stratifiedFolds(codes, classes.length, this.params.nSplits, rng);
  }
}
