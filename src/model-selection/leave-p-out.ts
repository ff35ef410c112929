import type { ParamsOf } from '../core/index.js';
import { BaseSplitter } from './base-splitter.js';
import { combinations, countCombinations } from './combinations.js';
import { splitWhere } from './folds.js';
import { leaveOutError, leftOutParam } from './left-out.js';
import { countRows, type SplitInput } from './split-input.js';
import type { RowsLike, Split } from './splitter.js';

const leavePOutParams = { p: leftOutParam('Rows to test on at a time.') };

/** Parameters of {@link LeavePOut}. */
export type LeavePOutParams = ParamsOf<typeof leavePOutParams>;

/**
 * Tests on every set of `p` rows and trains on the others.
 *
 * The number of splits grows as rows^p, so it is for very small data. Test sets overlap, unlike those of KFold.
 *
 * Errors: InvalidDataError with no more than `p` rows. Complexity: O(rows) a split.
 *
 * @example
 * ```ts
 * import { LeavePOut } from 'pipefit';
 *
 * const splitter = new LeavePOut({ p: 2 });
 * console.log(splitter.getNSplits(4)); // 6
 * console.log([...splitter.split(3)].map(({ test }) => [...test])); // [[0, 1], [0, 2], [1, 2]]
 * ```
 */
export class LeavePOut extends BaseSplitter<LeavePOutParams> {
  static override readonly paramSpec = leavePOutParams;
  override readonly name = 'LeavePOut';

  // Unlike the base, it takes no call without the parameter.
  constructor(params: LeavePOutParams) {
    super(params);
  }

  override getNSplits(X?: RowsLike): number {
    return countCombinations(this.#checked(countRows(X, this.name)), this.params.p);
  }

  protected override splits(input: SplitInput): Generator<Split> {
    const { p } = this.params;
    const rows = this.#checked(input.rows);
    return (function* () {
      for (const chosen of combinations(rows, p)) {
        const isTest = new Uint8Array(rows);
        for (const row of chosen) isTest[row] = 1;
        yield splitWhere(rows, (row) => isTest[row] === 1);
      }
    })();
  }

  #checked(rows: number): number {
    const { p } = this.params;
    if (rows <= p) throw leaveOutError(this.name, rows, 'row', p + 1);
    return rows;
  }
}
