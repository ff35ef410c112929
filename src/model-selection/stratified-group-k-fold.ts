import type { RandomState } from '../random/index.js';
import { checkFoldCount, FoldSplitter } from './fold-splitter.js';
import { stratifiedGroupFolds } from './group-balance.js';
import { classesOf, countCodes, groupsOf, type SplitInput } from './split-input.js';
import { checkClassSizes } from './stratified-folds.js';

/**
 * Divides the groups into `nSplits` folds that hold each class of y as near to its share as the groups allow.
 *
 * Take it for classes of which the rows come in groups: no group is both trained and tested on. Groups are dealt
 * out one by one, those with the most uneven classes first, each to the fold where it evens out the shares best.
 * `shuffle` changes the order of groups that are equally uneven, nothing else.
 *
 * Errors: InvalidDataError without y or groups; InvalidParameterError for more splits than groups, or when no
 * class has `nSplits` members; a DataWarning when some class has fewer.
 * Complexity: O(groups * nSplits^2 * classes + rows * nSplits).
 *
 * @example
 * ```ts
 * import { StratifiedGroupKFold } from 'pipefit';
 *
 * const y = [0, 0, 1, 1, 0, 0, 1, 1];
 * const groups = ['a', 'a', 'b', 'b', 'c', 'c', 'd', 'd'];
 * const folds = [...new StratifiedGroupKFold({ nSplits: 2 }).split(y.length, y, groups)];
 * console.log(folds.map(({ test }) => [...test])); // [[0, 1, 6, 7], [2, 3, 4, 5]]
 * ```
 */
export class StratifiedGroupKFold extends FoldSplitter {
  override readonly name = 'StratifiedGroupKFold';

  protected override get takesGroups(): boolean {
    return true;
  }

  protected override foldOfRows({ y, groups }: SplitInput, rng: RandomState | null): Int32Array {
    const { nSplits } = this.params;
    const target = classesOf(y, this.name);
    checkClassSizes(this.name, nSplits, countCodes(target.codes, target.classes.length));
    const grouping = groupsOf(groups, this.name);
    checkFoldCount(this.name, nSplits, grouping.classes.length, 'groups');
    return stratifiedGroupFolds(target, grouping, nSplits, rng);
  }
}
