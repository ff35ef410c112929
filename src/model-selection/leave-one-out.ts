import { BaseSplitter } from './base-splitter.js';
import { splitWhere } from './folds.js';
import { leaveOutError } from './left-out.js';
import { countRows, type SplitInput } from './split-input.js';
import type { RowsLike, Split } from './splitter.js';

/**
 * Tests on each row alone and trains on all others.
 *
 * As many fits as there are rows, so it is for small data; KFold is nearly always the better choice. The same as
 * KFold with one fold a row.
 *
 * Errors: InvalidDataError with a single row. Complexity: O(rows^2). Source: Stone, JRSS B 36, 1974.
 *
 * @example
 * ```ts
 * import { LeaveOneOut } from 'pipefit';
 *
 * const splits = [...new LeaveOneOut().split(3)];
 * console.log(splits.map(({ train, test }) => [[...train], [...test]])); // [[[1, 2], [0]], [[0, 2], [1]], [[0, 1], [2]]]
 * ```
 */
export class LeaveOneOut extends BaseSplitter<Record<never, never>> {
  override readonly name = 'LeaveOneOut';

  override getNSplits(X?: RowsLike): number {
    return countRows(X, this.name);
  }

  protected override splits({ rows }: SplitInput): Generator<Split> {
    if (rows < 2) throw leaveOutError(this.name, rows, 'row', 2);
    return (function* () {
      for (let left = 0; left < rows; left++) yield splitWhere(rows, (row) => row === left);
    })();
  }
}
