import type { RandomState } from '../random/index.js';
import { drawSplit } from './random-splits.js';
import { ShuffleSplitter } from './shuffle-splitter.js';
import type { SplitInput } from './split-input.js';
import { resolveSizes } from './split-sizes.js';
import type { Split } from './splitter.js';

/**
 * Draws a training and a test set at random, `nSplits` times; a row may be tested more than once.
 *
 * Take it to choose the number of splits and the size of the test set freely, or to use only a part of many rows.
 * `testSize` and `trainSize` are shares or numbers of rows; without both a tenth is tested on. The rows
 * of a set come in random order.
 *
 * Errors: InvalidParameterError when the sizes do not fit the rows. Complexity: O(rows * nSplits).
 *
 * @example
 * ```ts
 * import { ShuffleSplit } from 'pipefit';
 *
 * const splits = [...new ShuffleSplit({ nSplits: 2, testSize: 0.25, randomState: 0 }).split(6)];
 * console.log(splits.map(({ train, test }) => [[...train], [...test]])); // [[[1, 3, 0, 4], [5, 2]], [[4, 0, 2, 5], [1, 3]]]
 * ```
 */
export class ShuffleSplit extends ShuffleSplitter {
  override readonly name = 'ShuffleSplit';

  protected override lottery({ rows }: SplitInput): (rng: RandomState) => Split {
    const sizes = resolveSizes(this.name, rows, this.params, 0.1);
    return (rng) => drawSplit(rows, sizes, rng);
  }
}
