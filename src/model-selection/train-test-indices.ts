import { boolean, custom, type ParamsOf, randomState } from '../core/index.js';
import { checkParams, completeParams } from '../core/params.js';
import { checkLength, type LabelsLike } from '../data/index.js';
import { InvalidParameterError } from '../errors/index.js';
import { RandomState } from '../random/index.js';
import { range } from './folds.js';
import { drawSplit, stratifiedDraws } from './random-splits.js';
import { countRows, lengthOf } from './split-input.js';
import { countOf, resolveSizes, type SplitSizes, sizeParam } from './split-sizes.js';
import type { RowsLike, Split } from './splitter.js';
import { takeValues } from './take-rows.js';

const trainTestSpec = {
  testSize: sizeParam('How much to test on; null for what trainSize leaves, or a quarter.'),
  trainSize: sizeParam('How much to train on; null for what is left.'),
  validationSize: sizeParam('How much of all the data to set aside for validation; null for none.'),
  shuffle: boolean({ default: true, doc: 'Draw the rows at random; false takes them in order.' }),
  stratify: custom<LabelsLike | null>({
    default: null,
    doc: 'Classes of which each part gets its share, usually y.',
    describe: 'an array of class labels or null',
    accepts: (value) => typeof value === 'object',
  }),
  randomState: randomState(),
};

type TrainTestParams = ParamsOf<typeof trainTestSpec>;

/** Options of {@link trainTestSplit} and {@link trainTestIndices}; sizes are shares (0 to 1) or numbers of rows. */
export interface TrainTestOptions {
  /** How much to test on (a quarter, or what `trainSize` leaves). */
  readonly testSize?: number | null | undefined;
  /** How much to train on (what is left). */
  readonly trainSize?: number | null | undefined;
  /** How much of all the data to set aside for validation (none). */
  readonly validationSize?: number | null | undefined;
  /** Draw the rows at random (true), or take them in order. */
  readonly shuffle?: boolean | undefined;
  /** Classes of which each part gets its share, usually y. */
  readonly stratify?: LabelsLike | null | undefined;
  /** Seed; the same one gives the same rows, those of scikit-learn. */
  readonly randomState?: number | null | undefined;
}

/** A division into training, validation and test rows. */
export interface ThreeWaySplit extends Split {
  readonly validation: Int32Array;
}

const owner = 'trainTestSplit';

/**
 * The row numbers by which {@link trainTestSplit} divides; for dividing more than X and y, such as weights or groups.
 *
 * The test rows are drawn first, and the training rows are the others. With `validationSize`, a share of all rows, the
 * validation rows are then drawn from those others, in the same way and with the same seed: as if the training rows
 * were split a second time with that number of rows as `testSize`. With `shuffle: false` the order is training,
 * validation, test.
 *
 * @param X - the data, or the number of rows
 * @param options - those of `trainTestSplit`
 * @throws InvalidParameterError when the sizes do not fit; InvalidDataError for classes of a single member
 *
 * @example
 * ```ts
 * import { trainTestIndices } from 'pipefit';
 *
 * const { train, test } = trainTestIndices(6, { testSize: 2, randomState: 0 });
 * console.log(train, test); // [1, 3, 0, 4] [5, 2]
 * ```
 */
export function trainTestIndices(
  X: RowsLike,
  options: TrainTestOptions & { readonly validationSize: number },
): ThreeWaySplit;
export function trainTestIndices(
  X: RowsLike,
  options?: TrainTestOptions & { readonly validationSize?: null | undefined },
): Split;
export function trainTestIndices(X: RowsLike, options?: TrainTestOptions): Split | ThreeWaySplit;
export function trainTestIndices(X: RowsLike, options: TrainTestOptions = {}): Split | ThreeWaySplit {
  const rows = countRows(X, owner);
  const params = completeParams<TrainTestParams>(owner, trainTestSpec, options as Partial<TrainTestParams>);
  checkParams(owner, trainTestSpec, params);
  const { validationSize, shuffle, stratify } = params;
  if (stratify !== null) checkLength(lengthOf(stratify, owner, 'stratify'), rows, owner, 'stratify');
  if (stratify !== null && !shuffle) {
    throw new InvalidParameterError(
      owner,
      'stratify',
      `${owner}: stratify needs shuffle: true, for rows taken in order cannot keep the shares of classes.`,
    );
  }
  if (validationSize === null) return divide(rows, resolveSizes(owner, rows, params, 0.25), stratify, params);

  const sizes = threeSizes(rows, { ...params, validationSize });
  const outer = divide(rows, { train: rows - sizes.test, test: sizes.test }, stratify, params);
  const labels = stratify === null ? null : takeValues(stratify, outer.train);
  const inner = divide(outer.train.length, { train: sizes.train, test: sizes.validation }, labels, params);
  const rowsOf = (places: Int32Array) => places.map((place) => outer.train[place]!);
  return { train: rowsOf(inner.train), validation: rowsOf(inner.test), test: outer.test };
}

/** Numbers of rows of the three parts; a training share is what rounding up the other two leaves of it. */
function threeSizes(
  rows: number,
  given: {
    readonly testSize: number | null;
    readonly trainSize: number | null;
    readonly validationSize: number;
  },
): SplitSizes & { readonly validation: number } {
  const { testSize, trainSize, validationSize } = given;
  const validation = countOf(validationSize, rows, Math.ceil);
  const wanted = trainSize === null ? null : countOf(trainSize, rows, Math.floor);
  const test =
    testSize === null && wanted !== null
      ? rows - wanted - validation
      : countOf(testSize ?? 0.25, rows, Math.ceil);
  const left = rows - test - validation;
  const roundedOff = wanted === left + 1 && wanted !== trainSize;
  const train = wanted === null || roundedOff ? left : wanted;
  if (test > 0 && train > 0 && train <= left) return { train, validation, test };
  throw new InvalidParameterError(
    owner,
    'validationSize',
    `${owner}: testSize=${testSize}, trainSize=${trainSize} and validationSize=${validationSize} leave no ` +
      `${test > 0 ? 'training' : 'test'} rows of ${rows}, or ask for more than there are. Reduce one of them.`,
  );
}

function divide(
  rows: number,
  sizes: SplitSizes,
  labels: LabelsLike | null,
  { shuffle, randomState }: Pick<TrainTestParams, 'shuffle' | 'randomState'>,
): Split {
  if (!shuffle) return { train: range(0, sizes.train), test: range(sizes.train, sizes.train + sizes.test) };
  const rng = new RandomState(randomState);
  return labels === null
    ? drawSplit(rows, sizes, rng)
    : stratifiedDraws(owner, labels, 'stratify', sizes)(rng);
}
