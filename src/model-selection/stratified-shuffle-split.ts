import type { RandomState } from '../random/index.js';
import { stratifiedDraws } from './random-splits.js';
import { ShuffleSplitter } from './shuffle-splitter.js';
import { requireTarget, type SplitInput } from './split-input.js';
import { resolveSizes } from './split-sizes.js';
import type { Split } from './splitter.js';

/**
 * Draws a training and a test set at random, `nSplits` times, each with every class of y in its share.
 *
 * ShuffleSplit for classes: rare ones are neither lost nor gathered in one set. `testSize` and `trainSize` are shares
 * or numbers of rows; without both a tenth is tested on. The rows of a set come in random order.
 *
 * Errors: InvalidDataError without y, or where a class has a single member; InvalidParameterError when the sizes
 * do not fit the rows or are smaller than the number of classes. Complexity: O(rows * nSplits).
 *
 * @example
 * ```ts
 * import { StratifiedShuffleSplit } from 'pipefit';
 *
 * const y = ['no', 'no', 'no', 'no', 'yes', 'yes'];
 * const [first] = new StratifiedShuffleSplit({ testSize: 1 / 3, randomState: 0 }).split(y.length, y);
 * console.log(Array.from(first!.test, (row) => y[row])); // ['no', 'yes']
 * ```
 */
export class StratifiedShuffleSplit extends ShuffleSplitter {
  override readonly name = 'StratifiedShuffleSplit';

  protected override lottery({ rows, y }: SplitInput): (rng: RandomState) => Split {
    const labels = requireTarget(y, this.name);
    const sizes = resolveSizes(this.name, rows, this.params, 0.1);
    return stratifiedDraws(this.name, labels, 'y', sizes);
  }
}
