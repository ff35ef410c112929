import type { RandomState } from '../random/index.js';
import type { Split } from './splitter.js';

/**
 * Divides `count` things into consecutive blocks, of which the first `count % folds` get one more; with a
 * generator the things are put in random order before. The answer is the fold of each thing.
 */
export function blockFolds(count: number, folds: number, rng: RandomState | null): Int32Array {
  const order = rng?.permutation(count);
  const foldOf = new Int32Array(count);
  const longer = count % folds;
  let position = 0;
  for (let fold = 0; fold < folds; fold++) {
    const size = Math.floor(count / folds) + (fold < longer ? 1 : 0);
    for (const end = position + size; position < end; position++) {
      foldOf[order === undefined ? position : order[position]!] = fold;
    }
  }
  return foldOf;
}

/** One split a fold, which is its test set; rows of a negative fold are always trained on. */
export function* splitsOfFolds(foldOf: Int32Array, folds: number): Generator<Split> {
  for (let fold = 0; fold < folds; fold++) yield splitWhere(foldOf.length, (row) => foldOf[row] === fold);
}

/** The split whose test rows are those for which the predicate holds; both parts are in ascending order. */
export function splitWhere(rows: number, isTest: (row: number) => boolean): Split {
  const train = new Int32Array(rows);
  const test = new Int32Array(rows);
  let trained = 0;
  let tested = 0;
  for (let row = 0; row < rows; row++) {
    if (isTest(row)) test[tested++] = row;
    else train[trained++] = row;
  }
  return { train: train.slice(0, trained), test: test.slice(0, tested) };
}

/** The integers from `start` to `end - 1`. */
export function range(start: number, end: number): Int32Array {
  const numbers = new Int32Array(end - start);
  for (let i = 0; i < numbers.length; i++) numbers[i] = start + i;
  return numbers;
}
