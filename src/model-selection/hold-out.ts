import { InvalidParameterError, PipefitError } from '../errors/index.js';
import { trainTestIndices } from './train-test-indices.js';

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

/** The rows whose class no other row has. */
function onlyRows(codes: Float64Array): number[] {
  const only = new Map<number, number>();
  codes.forEach((code, row) => {
    only.set(code, only.has(code) ? -1 : row);
  });
  return [...only.values()].filter((row) => row >= 0);
}
