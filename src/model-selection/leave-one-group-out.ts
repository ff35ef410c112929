import type { TargetLike } from '../core/index.js';
import type { LabelsLike } from '../data/index.js';
import { BaseSplitter } from './base-splitter.js';
import { splitsOfFolds } from './folds.js';
import { leaveOutError } from './left-out.js';
import { groupsOf, type SplitInput } from './split-input.js';
import type { RowsLike, Split } from './splitter.js';

/**
 * Tests on each group alone and trains on all others; groups come in ascending order.
 *
 * Take it for few groups that the model must not know in advance, such as hospitals or years.
 *
 * Errors: InvalidDataError without groups, or with a single one. Complexity: O(rows * groups).
 *
 * @example
 * ```ts
 * import { LeaveOneGroupOut } from 'pipefit';
 *
 * const year = [2024, 2023, 2023, 2025];
 * const splits = [...new LeaveOneGroupOut().split(year.length, undefined, year)];
 * console.log(splits.map(({ test }) => [...test])); // [[1, 2], [0], [3]]
 * ```
 */
export class LeaveOneGroupOut extends BaseSplitter<Record<never, never>> {
  override readonly name = 'LeaveOneGroupOut';

  override getNSplits(_X?: RowsLike, _y?: TargetLike, groups?: LabelsLike): number {
    return groupsOf(groups, this.name).classes.length;
  }

  protected override get takesGroups(): boolean {
    return true;
  }

  protected override splits({ groups }: SplitInput): Generator<Split> {
    const { classes, codes } = groupsOf(groups, this.name);
    if (classes.length < 2) throw leaveOutError(this.name, classes.length, 'group', 2);
    return splitsOfFolds(codes, classes.length);
  }
}
