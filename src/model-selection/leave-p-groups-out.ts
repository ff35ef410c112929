import type { ParamsOf, TargetLike } from '../core/index.js';
import type { EncodedLabels, LabelsLike } from '../data/index.js';
import { BaseSplitter } from './base-splitter.js';
import { combinations, countCombinations } from './combinations.js';
import { splitWhere } from './folds.js';
import { leaveOutError, leftOutParam } from './left-out.js';
import { groupsOf, type SplitInput } from './split-input.js';
import type { RowsLike, Split } from './splitter.js';

const leavePGroupsOutParams = { nGroups: leftOutParam('Groups to test on at a time.') };

/** Parameters of {@link LeavePGroupsOut}. */
export type LeavePGroupsOutParams = ParamsOf<typeof leavePGroupsOutParams>;

/**
 * Tests on every set of `nGroups` groups and trains on the others; groups count in ascending order.
 *
 * The number of splits grows as groups^nGroups; GroupShuffleSplit draws some of them.
 *
 * Errors: InvalidDataError without groups, or with no more than `nGroups`. Complexity: O(rows) a split.
 *
 * @example
 * ```ts
 * import { LeavePGroupsOut } from 'pipefit';
 *
 * const groups = ['a', 'b', 'a', 'c'];
 * const splits = [...new LeavePGroupsOut({ nGroups: 2 }).split(groups.length, undefined, groups)];
 * console.log(splits.map(({ test }) => [...test])); // [[0, 1, 2], [0, 2, 3], [1, 3]]
 * ```
 */
export class LeavePGroupsOut extends BaseSplitter<LeavePGroupsOutParams> {
  static override readonly paramSpec = leavePGroupsOutParams;
  override readonly name = 'LeavePGroupsOut';

  // Unlike the base, it takes no call without the parameter.
  constructor(params: LeavePGroupsOutParams) {
    super(params);
  }

  override getNSplits(_X?: RowsLike, _y?: TargetLike, groups?: LabelsLike): number {
    return countCombinations(this.#checked(groups).classes.length, this.params.nGroups);
  }

  protected override get takesGroups(): boolean {
    return true;
  }

  protected override splits({ rows, groups }: SplitInput): Generator<Split> {
    const { nGroups } = this.params;
    const { classes, codes } = this.#checked(groups);
    return (function* () {
      for (const chosen of combinations(classes.length, nGroups)) {
        yield splitWhere(rows, (row) => chosen.includes(codes[row]!));
      }
    })();
  }

  #checked(groups: LabelsLike | undefined): EncodedLabels {
    const encoded = groupsOf(groups, this.name);
    const { nGroups } = this.params;
    if (encoded.classes.length <= nGroups) {
      throw leaveOutError(this.name, encoded.classes.length, 'group', nGroups + 1);
    }
    return encoded;
  }
}
