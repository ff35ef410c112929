import { DataWarning, emitWarning, InvalidParameterError } from '../errors/index.js';
import type { RandomState } from '../random/index.js';
import { countCodes } from './split-input.js';

/**
 * Refuses more folds than any class has members, and warns when some class has fewer, so that some folds
 * must do without it.
 */
export function checkClassSizes(owner: string, nSplits: number, counts: Int32Array): void {
  const largest = counts.reduce((most, count) => Math.max(most, count), 0);
  const smallest = counts.reduce((least, count) => Math.min(least, count), largest);
  if (nSplits > largest) {
    throw new InvalidParameterError(
      owner,
      'nSplits',
      `${owner}: nSplits=${nSplits} is more than any class of y has members (at most ${largest}). ` +
        `Take ${largest < 2 ? 'KFold' : `nSplits of at most ${largest}, or KFold`}.`,
    );
  }
  if (nSplits > smallest) {
    emitWarning(
      new DataWarning(
        `${owner}: the least populated class in y has only ${smallest} members, which is less than ` +
          `nSplits=${nSplits}. Some folds will be without it.`,
      ),
    );
  }
}

/**
 * The fold of each row such that every fold gets its share of each class: the rows, sorted by class, are dealt
 * out like cards, which says how many of a class each fold gets; the rows of a class then fill the folds one
 * after the other, or at random with a generator. Classes count in order of appearance, as in scikit-learn.
 */
export function stratifiedFolds(
  codes: Int32Array,
  classCount: number,
  nSplits: number,
  rng: RandomState | null,
): Int32Array {
  const counts = countCodes(codes, classCount);
  const nextOfClass: Int32Array[] = new Array(classCount);
  let dealt = 0;
  for (const code of new Set(codes)) {
    const shares = new Int32Array(nSplits);
    for (const end = dealt + counts[code]!; dealt < end; dealt++) shares[dealt % nSplits]!++;
    const folds = new Int32Array(counts[code]!);
    let filled = 0;
    shares.forEach((share, fold) => {
      folds.fill(fold, filled, (filled += share));
    });
    rng?.shuffle(folds);
    nextOfClass[code] = folds;
  }
  const used = new Int32Array(classCount);
  return codes.map((code) => nextOfClass[code]![used[code]!++]!);
}
