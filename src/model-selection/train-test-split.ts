import type { TargetLike } from '../core/index.js';
import { checkLength, type DataLike, isColumn, isTableLike } from '../data/index.js';
import { countRows, lengthOf } from './split-input.js';
import { type RowsOf, rowTaker, takeValues, type ValuesOf } from './take-rows.js';
import { type ThreeWaySplit, type TrainTestOptions, trainTestIndices } from './train-test-indices.js';

/** Training and test rows of X. */
export interface TrainTestX<X> {
  readonly XTrain: RowsOf<X>;
  readonly XTest: RowsOf<X>;
}

/** Training and test rows of X and y. */
export interface TrainTest<X, Y> extends TrainTestX<X> {
  readonly yTrain: ValuesOf<Y>;
  readonly yTest: ValuesOf<Y>;
}

/** Training, validation and test rows of X. */
export interface TrainValidationTestX<X> extends TrainTestX<X> {
  readonly XValidation: RowsOf<X>;
}

/** Training, validation and test rows of X and y. */
export interface TrainValidationTest<X, Y> extends TrainTest<X, Y>, TrainValidationTestX<X> {
  readonly yValidation: ValuesOf<Y>;
}

const owner = 'trainTestSplit';

type ThreeWay = TrainTestOptions & { readonly validationSize: number };
type TwoWay = TrainTestOptions & { readonly validationSize?: null | undefined };

/**
 * Divides X and y into rows to train on and rows to test on, and with `validationSize` into rows to validate on too.
 *
 * Frames, matrices and arrays of rows come back as what they are, typed arrays and columns of y as well. The same
 * `randomState` gives the rows that scikit-learn gives. The test rows do not depend on `validationSize`, a share of
 * all rows (or a number) taken out of the training rows; {@link trainTestIndices} has the rule, and divides companions
 * such as sample weights.
 *
 * @param X - rows x columns, in any form
 * @param y - one target a row; may be left out
 * @param options - `testSize` (a quarter) and `trainSize` (the rest) as shares or numbers of rows, `validationSize`
 * (none), `shuffle` (true), `stratify` (classes to keep in their shares), `randomState` (null: other rows each time)
 * @returns `XTrain`, `XTest`, `yTrain`, `yTest`; with `validationSize` also `XValidation` and `yValidation`; O(rows)
 * @throws InvalidParameterError when the sizes do not fit the rows; InvalidDataError when lengths disagree
 *
 * @example
 * ```ts
 * import { trainTestSplit } from 'pipefit';
 *
 * const X = [[0, 1], [2, 3], [4, 5], [6, 7], [8, 9]];
 * const y = [0, 1, 2, 3, 4];
 * const { XTrain, yTrain, yTest } = trainTestSplit(X, y, { testSize: 0.33, randomState: 42 });
 * console.log(XTrain, yTrain, yTest); // [[4, 5], [0, 1], [6, 7]] [2, 0, 3] [1, 4]
 *
 * const parts = trainTestSplit(X, y, { testSize: 1, validationSize: 1, shuffle: false });
 * console.log(parts.yTrain, parts.yValidation, parts.yTest); // [0, 1, 2] [3] [4]
 * ```
 */
export function trainTestSplit<X extends DataLike, Y extends TargetLike>(
  X: X,
  y: Y,
  options: ThreeWay,
): TrainValidationTest<X, Y>;
export function trainTestSplit<X extends DataLike, Y extends TargetLike>(
  X: X,
  y: Y,
  options?: TwoWay,
): TrainTest<X, Y>;
export function trainTestSplit<X extends DataLike>(X: X, options: ThreeWay): TrainValidationTestX<X>;
export function trainTestSplit<X extends DataLike>(X: X, options?: TwoWay): TrainTestX<X>;
export function trainTestSplit(
  X: DataLike,
  yOrOptions?: TargetLike | TrainTestOptions,
  lastOptions?: TrainTestOptions,
): object {
  const hasTarget = isTarget(yOrOptions);
  if (hasTarget) checkLength(lengthOf(yOrOptions, owner, 'y'), countRows(X, owner), owner, 'y');
  const options = hasTarget ? lastOptions : (lastOptions ?? yOrOptions);
  const split: Partial<ThreeWaySplit> = trainTestIndices(X, options ?? {});
  const taken: Record<string, unknown> = {};
  const divide = (name: 'X' | 'y', take: (indices: Int32Array) => unknown) => {
    for (const part of ['train', 'validation', 'test'] as const) {
      const rows = split[part];
      if (rows !== undefined) taken[`${name}${part[0]!.toUpperCase()}${part.slice(1)}`] = take(rows);
    }
  };
  divide('X', rowTaker(X, owner));
  if (hasTarget) divide('y', (rows) => takeValues(yOrOptions, rows, owner));
  return taken;
}

/** Options are told from y by being neither a column, nor a table, nor of some length. */
function isTarget(value: TargetLike | TrainTestOptions | undefined): value is TargetLike {
  if (isColumn(value) || isTableLike(value)) return true;
  return typeof value === 'object' && value !== null && 'length' in value;
}
