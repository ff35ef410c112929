import type { TargetLike } from '../core/index.js';
import { isColumn, isTableLike } from '../data/index.js';
import { InvalidDataError, InvalidParameterError, showValue } from '../errors/index.js';
import { KFold } from './k-fold.js';
import { countRows } from './split-input.js';
import type { RowsLike, Split, Splitter } from './splitter.js';
import { StratifiedKFold } from './stratified-k-fold.js';

/** One split as people write it down: row numbers to train on and to test on. */
export interface SplitLike {
  readonly train: ArrayLike<number>;
  readonly test: ArrayLike<number>;
}

/** What a `cv` option takes: a number of folds, a splitter, splits, or null for 5 folds. */
export type CvLike = number | Splitter | Iterable<SplitLike> | null;

/**
 * Makes a splitter of what a `cv` option takes.
 *
 * @param cv - number of folds (null: 5), in order and stratified for a classifier with class labels; a splitter,
 * which comes back as it is; or splits, which are checked
 * @param y - the target, by which a number of folds becomes StratifiedKFold or KFold
 * @param classifier - whether a classifier is to be fitted
 * @throws InvalidParameterError for anything else; InvalidDataError for splits that are empty or hold no row numbers
 *
 * @example
 * ```ts
 * import { checkCv } from 'pipefit';
 *
 * console.log(checkCv(3, ['a', 'b'], true).name, checkCv(null, [0.5, 1.5], false).getNSplits()); // StratifiedKFold 5
 * ```
 */
export function checkCv(cv: CvLike, y?: TargetLike, classifier = false): Splitter {
  if (cv === null || typeof cv === 'number') {
    const nSplits = cv ?? 5;
    if (!Number.isSafeInteger(nSplits) || nSplits < 2) throw badCv(cv);
    return classifier && y !== undefined && holdsClasses(y)
      ? new StratifiedKFold({ nSplits })
      : new KFold({ nSplits });
  }
  if (typeof cv !== 'object') throw badCv(cv);
  if (isSplitter(cv)) return cv;
  if (!(Symbol.iterator in cv)) throw badCv(cv);
  return new GivenSplits(Array.from(cv, checkSplit));
}

/** Splits that were made elsewhere. */
class GivenSplits implements Splitter {
  readonly name = 'cv';
  readonly #splits: readonly Split[];

  constructor(splits: readonly Split[]) {
    if (splits.length === 0) throw new InvalidDataError('cv holds no splits, and at least one is needed.');
    this.#splits = splits;
  }

  getNSplits(): number {
    return this.#splits.length;
  }

  split(X: RowsLike): readonly Split[] {
    const rows = countRows(X, this.name);
    this.#splits.forEach((split, i) => {
      for (const part of ['train', 'test'] as const) {
        const beyond = split[part].find((row) => row >= rows);
        if (beyond === undefined) continue;
        throw new InvalidDataError(
          `cv: the ${part} rows of split ${i} hold ${beyond}, but X has ${rows} rows (0 to ${rows - 1}).`,
          { row: beyond },
        );
      }
    });
    return this.#splits;
  }
}

function checkSplit(split: SplitLike, i: number): Split {
  return { train: checkPart(split, i, 'train'), test: checkPart(split, i, 'test') };
}

function checkPart(split: SplitLike, i: number, part: 'train' | 'test'): Int32Array {
  const rows: unknown = (split as Partial<SplitLike> | null)?.[part];
  const where = `cv: the ${part} rows of split ${i}`;
  if (!Array.isArray(rows) && !ArrayBuffer.isView(rows)) {
    throw new InvalidDataError(
      `${where} must be an array of row numbers, as in { train: [0, 1], test: [2] }. Got ${showValue(rows)}.`,
    );
  }
  const numbers = Array.from(rows as ArrayLike<unknown>);
  if (numbers.length === 0) throw new InvalidDataError(`${where} are empty.`);
  const bad = numbers.find(
    (row) => !Number.isInteger(row) || (row as number) < 0 || (row as number) > 0x7fffffff,
  );
  if (bad !== undefined || numbers.includes(undefined)) {
    throw new InvalidDataError(`${where} must be integers from 0 on. Got ${showValue(bad)}.`);
  }
  return Int32Array.from(numbers as number[]);
}

/** Whether y can be stratified by: strings, booleans or integers. */
function holdsClasses(y: TargetLike): boolean {
  if (isColumn(y) && y.type !== 'number') return y.type !== 'date';
  if (isTableLike(y)) return false;
  const values: ArrayLike<unknown> = isColumn(y) ? y.values : (y as ArrayLike<unknown>);
  return Array.from(values).every((value) => typeof value !== 'number' || Number.isInteger(value));
}

function isSplitter(value: object): value is Splitter {
  const { split, getNSplits } = value as Partial<Splitter>;
  return typeof split === 'function' && typeof getNSplits === 'function';
}

function badCv(cv: unknown): InvalidParameterError {
  return new InvalidParameterError(
    'checkCv',
    'cv',
    'cv must be an integer of at least 2, null, a splitter such as KFold, or an iterable of { train, test }. ' +
      `Got ${showValue(cv)}.`,
  );
}
