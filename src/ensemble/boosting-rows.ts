import type { Matrix } from '../data/index.js';
import { InvalidParameterError, PipefitError } from '../errors/index.js';
import { trainTestIndices } from '../model-selection/train-test-indices.js';

/** Rows to learn from or to validate on, with their targets (numbers, or codes of classes) and weights. */
export interface BoostingRows {
  readonly X: Matrix;
  readonly y: Float64Array;
  readonly weights: Float64Array | null;
}

/** How rows are held out. */
export interface HoldOut {
  /** A share of the rows, or a number of them. */
  readonly size: number;
  readonly randomState: number | null;
  /** Whether y holds codes of classes, each of which gives its share. */
  readonly stratify: boolean;
}

/**
 * The places of rows to train on and of rows held out for early stopping, drawn as `trainTestSplit` draws its test
 * rows. The only row of a class is always trained on.
 */
export function holdOut(
  owner: string,
  y: Float64Array,
  { size, randomState, stratify }: HoldOut,
): { readonly train: Int32Array; readonly validation: Int32Array } {
  const alone = stratify ? onlyRows(y) : [];
  const lonely = new Set(alone);
  const rows = Int32Array.from(y.keys()).filter((row) => !lonely.has(row));
  try {
    const { train, test } = trainTestIndices(rows.length, {
      testSize: size,
      randomState,
      stratify: stratify ? rows.map((row) => y[row]!) : null,
    });
    const rowsAt = (places: Int32Array) => places.map((place) => rows[place]!);
    return { train: Int32Array.from([...rowsAt(train), ...alone]), validation: rowsAt(test) };
  } catch (cause) {
    if (!(cause instanceof PipefitError)) throw cause;
    throw new InvalidParameterError(
      owner,
      'validationFraction',
      `${owner}: validationFraction ${size} of ${y.length} rows cannot hold out some${stratify ? ' of each class' : ''} ` +
        'for early stopping and leave others to train on. Choose another, or do not stop early.',
      { cause },
    );
  }
}

/** Some of the rows. */
export function takeRows({ X, y, weights }: BoostingRows, places: Int32Array): BoostingRows {
  const take = (values: Float64Array) => Float64Array.from(places, (row) => values[row]!);
  return { X: X.selectRows(places), y: take(y), weights: weights && take(weights) };
}

/** The rows whose class no other row has. */
function onlyRows(codes: Float64Array): number[] {
  const only = new Map<number, number>();
  codes.forEach((code, row) => {
    only.set(code, only.has(code) ? -1 : row);
  });
  return [...only.values()].filter((row) => row >= 0);
}
