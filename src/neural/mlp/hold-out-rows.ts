import { InvalidParameterError, PipefitError } from '../../errors/index.js';
import { drawSplit, stratifiedDraws } from '../../model-selection/random-splits.js';
import { resolveSizes } from '../../model-selection/split-sizes.js';
import type { Split } from '../../model-selection/splitter.js';
import type { RandomState } from '../../random/index.js';

/**
 * Rows to train on and rows held out for early stopping, drawn as scikit-learn draws them from the generator that has
 * drawn the weights. `codes` are the classes of rows where each is to give its share.
 */
export function holdOutRows(
  owner: string,
  rows: number,
  fraction: number,
  codes: Int32Array | null,
  random: RandomState,
): Split {
  try {
    const sizes = resolveSizes(owner, rows, { testSize: fraction, trainSize: null }, fraction);
    if (sizes.test < 2) throw tooFew(owner, rows, fraction);
    if (codes === null) return drawSplit(rows, sizes, random);
    return stratifiedDraws(owner, codes, 'y', sizes)(random);
  } catch (cause) {
    if (!(cause instanceof PipefitError)) throw cause;
    throw tooFew(owner, rows, fraction, { cause });
  }
}

function tooFew(
  owner: string,
  rows: number,
  fraction: number,
  options?: ErrorOptions,
): InvalidParameterError {
  return new InvalidParameterError(
    owner,
    'validationFraction',
    `${owner}: validationFraction ${fraction} of ${rows} rows cannot hold out two or more (of two classes some of ` +
      'each) for early stopping and leave others to train on. Choose another, or set earlyStopping: false.',
    options,
  );
}
