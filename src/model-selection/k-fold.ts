import type { RandomState } from '../random/index.js';
import { FoldSplitter } from './fold-splitter.js';
import { blockFolds } from './folds.js';
import type { SplitInput } from './split-input.js';

/**
 * Divides the rows into `nSplits` folds of (nearly) equal size and tests on each of them once.
 *
 * Folds are consecutive rows unless `shuffle` is set; the first `rows % nSplits` have one row more. Take it for
 * regression; for classes StratifiedKFold keeps their shares, for sorted rows set `shuffle`, for rows in
 * the order of time take TimeSeriesSplit. A `randomState` gives the folds that scikit-learn gives for it.
 *
 * Errors: InvalidParameterError for `randomState` without `shuffle`, and for more splits than rows.
 * Complexity: O(rows * nSplits). Source: Stone, "Cross-validatory choice and assessment", JRSS B 36, 1974.
 *
 * @example
 * ```ts
 * import { KFold } from 'pipefit';
 *
 * const folds = [...new KFold({ nSplits: 2 }).split(5)];
 * console.log(folds.map(({ test }) => [...test])); // [[0, 1, 2], [3, 4]]
 * ```
 */
export class KFold extends FoldSplitter {
  override readonly name = 'KFold';

  protected override foldOfRows({ rows }: SplitInput, rng: RandomState | null): Int32Array {
    return blockFolds(rows, this.params.nSplits, rng);
  }
}
