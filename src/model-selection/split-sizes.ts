import { custom, type Param } from '../core/index.js';
import { InvalidParameterError } from '../errors/index.js';

/** How many things go to the training and to the test set. */
export interface SplitSizes {
  readonly train: number;
  readonly test: number;
}

/** A size as people give it: a share above 0 and below 1, a number of at least 1, or null. */
export function sizeParam(doc: string): Param<number | null> {
  return custom<number | null>({
    default: null,
    doc,
    describe: 'a share above 0 and below 1, an integer of at least 1, or null',
    accepts: (value) =>
      value === null ||
      (typeof value === 'number' && (isShare(value) || (Number.isSafeInteger(value) && value >= 1))),
  });
}

/**
 * Sizes in things: of a share of the test set rounded up, of the training set rounded down; a size that is not given
 * is what the other leaves, and `fallback` is the test size when neither is.
 */
export function resolveSizes(
  owner: string,
  count: number,
  sizes: { readonly testSize: number | null; readonly trainSize: number | null },
  fallback: number,
  things = 'rows',
): SplitSizes {
  const { trainSize } = sizes;
  const testSize = sizes.testSize ?? (trainSize === null ? fallback : null);
  refuseExcess(owner, 'testSize', testSize, count, things);
  refuseExcess(owner, 'trainSize', trainSize, count, things);
  if (testSize !== null && trainSize !== null && isShare(testSize) && isShare(trainSize)) {
    if (testSize + trainSize > 1) throw tooMuch(owner, testSize, trainSize, `more than all ${things}`);
  }
  const test = testSize === null ? null : countOf(testSize, count, Math.ceil);
  const train = trainSize === null ? count - test! : countOf(trainSize, count, Math.floor);
  const rest = test ?? count - train;
  if (train + rest > count) {
    throw tooMuch(owner, testSize!, trainSize!, `${rest} + ${train} of ${count} ${things}`);
  }
  if (train === 0) {
    throw new InvalidParameterError(
      owner,
      trainSize === null ? 'testSize' : 'trainSize',
      `${owner}: no ${things} are left to train on with testSize=${testSize}, trainSize=${trainSize} and ` +
        `${count} ${things}. Test on fewer, or give more data.`,
    );
  }
  return { train, test: rest };
}

/** A share or a number as a number. */
export function countOf(size: number, count: number, round: (value: number) => number): number {
  return isShare(size) ? round(size * count) : size;
}

function isShare(size: number): boolean {
  return size > 0 && size < 1;
}

function refuseExcess(
  owner: string,
  name: 'testSize' | 'trainSize',
  size: number | null,
  count: number,
  things: string,
): void {
  if (size === null || size < count || isShare(size)) return;
  throw new InvalidParameterError(
    owner,
    name,
    `${owner}: ${name}=${size} leaves nothing of ${count} ${things}. Take fewer, or a share between 0 and 1.`,
  );
}

function tooMuch(owner: string, testSize: number, trainSize: number, what: string): InvalidParameterError {
  return new InvalidParameterError(
    owner,
    'testSize',
    `${owner}: testSize=${testSize} and trainSize=${trainSize} ask for ${what}. Reduce one of them.`,
  );
}
