import type { RandomState } from '../random/index.js';
import { FoldSplitter } from './fold-splitter.js';
import { classesOf, countCodes, type SplitInput } from './split-input.js';
import { checkClassSizes, stratifiedFolds } from './stratified-folds.js';

/**
 * Divides the rows into `nSplits` folds that hold each class of y in its share, and tests on each of them once.
 *
 * What a classifier is cross-validated with unless told otherwise. The rows of a class stay in order unless
 * `shuffle` is set. Which labels the classes have makes no difference.
 *
 * Errors: InvalidDataError without y, or where y holds no classes; InvalidParameterError when no class has
 * `nSplits` members; a DataWarning when some class has fewer. Complexity: O(rows * nSplits).
 * Source: Kohavi, "A study of cross-validation and bootstrap", IJCAI 1995.
 *
 * @example
 * ```ts
 * import { StratifiedKFold } from 'pipefit';
 *
 * const y = ['no', 'no', 'no', 'no', 'yes', 'yes'];
 * const folds = [...new StratifiedKFold({ nSplits: 2 }).split(y.length, y)];
 * console.log(folds.map(({ test }) => [...test])); // [[0, 1, 4], [2, 3, 5]]
 * ```
 */
export class StratifiedKFold extends FoldSplitter {
  override readonly name = 'StratifiedKFold';

  protected override foldOfRows({ y }: SplitInput, rng: RandomState | null): Int32Array {
    const { nSplits } = this.params;
    const { classes, codes } = classesOf(y, this.name);
    checkClassSizes(this.name, nSplits, countCodes(codes, classes.length));
    return stratifiedFolds(codes, classes.length, nSplits, rng);
  }
}
