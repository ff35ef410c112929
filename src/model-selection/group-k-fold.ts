import type { RandomState } from '../random/index.js';
import { checkFoldCount, FoldSplitter } from './fold-splitter.js';
import { blockFolds } from './folds.js';
import { countCodes, groupsOf, type SplitInput } from './split-input.js';

/**
 * Divides the groups into `nSplits` folds, so that no group is both trained and tested on.
 *
 * Take it when rows belong together (one patient, one customer, one machine) and new ones will come later:
 * any other division would let the model know the group it is tested on. Without `shuffle` the folds get about
 * equal numbers of rows, for the largest group goes first and each to the smallest fold; with `shuffle` they
 * get about equal numbers of groups, at random.
 *
 * Errors: InvalidDataError without groups; InvalidParameterError for more splits than groups.
 * Complexity: O(rows * nSplits + groups * log(groups)).
 *
 * @example
 * ```ts
 * import { GroupKFold } from 'pipefit';
 *
 * const patient = ['ann', 'ann', 'ann', 'bob', 'cas', 'cas'];
 * const folds = [...new GroupKFold({ nSplits: 2 }).split(patient.length, undefined, patient)];
 * console.log(folds.map(({ test }) => [...test])); // [[0, 1, 2], [3, 4, 5]]
 * ```
 */
export class GroupKFold extends FoldSplitter {
  override readonly name = 'GroupKFold';

  protected override get takesGroups(): boolean {
    return true;
  }

  protected override foldOfRows({ groups }: SplitInput, rng: RandomState | null): Int32Array {
    const { nSplits } = this.params;
    const { classes, codes } = groupsOf(groups, this.name);
    checkFoldCount(this.name, nSplits, classes.length, 'groups');
    const foldOfGroup =
      rng === null
        ? balancedFolds(countCodes(codes, classes.length), nSplits)
        : blockFolds(classes.length, nSplits, rng);
    return codes.map((group) => foldOfGroup[group]!);
  }
}

/** Largest group first, each into the fold with the fewest rows; of equal ones the last group and the first fold. */
function balancedFolds(sizes: Int32Array, nSplits: number): Int32Array {
  const order = Array.from(sizes.keys()).sort((a, b) => sizes[b]! - sizes[a]! || b - a);
  const rowsOfFold = new Float64Array(nSplits);
  const foldOfGroup = new Int32Array(sizes.length);
  for (const group of order) {
    let lightest = 0;
    for (let fold = 1; fold < nSplits; fold++) {
      if (rowsOfFold[fold]! < rowsOfFold[lightest]!) lightest = fold;
    }
    rowsOfFold[lightest]! += sizes[group]!;
    foldOfGroup[group] = lightest;
  }
  return foldOfGroup;
}
