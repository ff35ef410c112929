import { integer } from '../core/index.js';
import type { RandomState } from '../random/index.js';
import { drawSplit } from './random-splits.js';
import { ShuffleSplitter } from './shuffle-splitter.js';
import { groupsOf, type SplitInput } from './split-input.js';
import { resolveSizes } from './split-sizes.js';
import type { Split } from './splitter.js';

/**
 * Draws groups to train on and groups to test on at random, `nSplits` times; no group is in both.
 *
 * Take it where rows belong together and LeavePGroupsOut would give too many splits. `testSize` and `trainSize` are
 * shares or numbers of groups, not of rows; without both a fifth of the groups is tested on.
 *
 * Errors: InvalidDataError without groups; InvalidParameterError when the sizes do not fit the number of groups.
 * Complexity: O(rows * nSplits).
 *
 * @example
 * ```ts
 * import { GroupShuffleSplit } from 'pipefit';
 *
 * const groups = [1, 1, 2, 2, 2, 3, 3, 3];
 * const splitter = new GroupShuffleSplit({ nSplits: 2, trainSize: 0.7, randomState: 42 });
 * const splits = [...splitter.split(groups.length, undefined, groups)];
 * console.log(splits.map(({ test }) => [...test])); // [[0, 1], [2, 3, 4]]
 * ```
 */
export class GroupShuffleSplit extends ShuffleSplitter {
  static override readonly paramSpec = {
    ...ShuffleSplitter.paramSpec,
    nSplits: integer({ default: 5, min: 1, doc: 'Number of splits.' }),
  };
  override readonly name = 'GroupShuffleSplit';

  protected override get takesGroups(): boolean {
    return true;
  }

  protected override lottery({ groups }: SplitInput): (rng: RandomState) => Split {
    const { classes, codes } = groupsOf(groups, this.name);
    const sizes = resolveSizes(this.name, classes.length, this.params, 0.2, 'groups');
    return (rng) => {
      const drawn = drawSplit(classes.length, sizes, rng);
      return {
        train: rowsOfGroups(codes, drawn.train, classes.length),
        test: rowsOfGroups(codes, drawn.test, classes.length),
      };
    };
  }
}

/** The rows whose group was drawn, in ascending order. */
function rowsOfGroups(codes: Int32Array, drawn: Int32Array, groups: number): Int32Array {
  const isDrawn = new Uint8Array(groups);
  for (const group of drawn) isDrawn[group] = 1;
  return Int32Array.from(codes.keys()).filter((row) => isDrawn[codes[row]!] === 1);
}
