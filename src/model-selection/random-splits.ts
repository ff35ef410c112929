import type { LabelsLike } from '../data/index.js';
import { InvalidDataError, InvalidParameterError, showValue } from '../errors/index.js';
import type { RandomState } from '../random/index.js';
import { countCodes, encodeDistinct } from './split-input.js';
import type { SplitSizes } from './split-sizes.js';
import type { Split } from './splitter.js';

/** A test and a training set from the front of a permutation, in its order. */
export function drawSplit(count: number, { train, test }: SplitSizes, rng: RandomState): Split {
  const order = rng.permutation(count);
  return { train: order.slice(test, test + train), test: order.slice(0, test) };
}

/** Checks the labels and returns what draws splits in which every class has its share, in random order. */
export function stratifiedDraws(
  owner: string,
  labels: LabelsLike,
  name: string,
  sizes: SplitSizes,
): (rng: RandomState) => Split {
  const { classes, codes } = encodeDistinct(labels, owner, name);
  const counts = countCodes(codes, classes.length);
  const lonely = classes.filter((_, code) => counts[code]! < 2);
  if (lonely.length > 0) {
    throw new InvalidDataError(
      `${owner}: some classes of ${name} have only 1 member, and it takes 2 to have one in each part: ` +
        `${showValue(lonely)}. Drop them, join them with others, or split without regard to classes.`,
      { row: codes.indexOf(classes.indexOf(lonely[0]!)) },
    );
  }
  for (const part of ['train', 'test'] as const) {
    if (sizes[part] >= classes.length) continue;
    throw new InvalidParameterError(
      owner,
      `${part}Size`,
      `${owner}: a ${part} set of ${sizes[part]} rows cannot hold all ${classes.length} classes of ${name}. ` +
        `Make ${part}Size larger.`,
    );
  }
  const rowsOfClass = Array.from(counts, (count) => new Int32Array(count));
  const filled = new Int32Array(classes.length);
  codes.forEach((code, row) => {
    rowsOfClass[code]![filled[code]!++] = row;
  });
  return (rng) => {
    const train = likelyCounts(counts, sizes.train, rng);
    const left = counts.map((count, code) => count - train[code]!);
    const test = likelyCounts(left, sizes.test, rng);
    const parts = { train: new Int32Array(sizes.train), test: new Int32Array(sizes.test) };
    let [trained, tested] = [0, 0];
    rowsOfClass.forEach((rows, code) => {
      const order = rng.permutation(rows.length);
      for (let i = 0; i < train[code]!; i++) parts.train[trained++] = rows[order[i]!]!;
      for (let i = 0; i < test[code]!; i++) parts.test[tested++] = rows[order[train[code]! + i]!]!;
    });
    rng.shuffle(parts.train);
    rng.shuffle(parts.test);
    return parts;
  };
}

/**
 * The likeliest numbers of each class among `draws` drawn things (near the mode of the multivariate
 * hypergeometric): every class its whole share, then one more for the largest remainders, of equal ones at random.
 */
export function likelyCounts(counts: Int32Array, draws: number, rng: RandomState): Int32Array {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const exact = Float64Array.from(counts, (count) => (count / total) * draws);
  const drawn = Int32Array.from(exact, Math.floor);
  const remainders = exact.map((share, code) => share - drawn[code]!);
  let missing = draws - drawn.reduce((sum, count) => sum + count, 0);
  const levels = [...new Set(remainders)].sort((a, b) => b - a);
  for (const level of levels) {
    if (missing <= 0) break;
    const tied = Array.from(counts.keys()).filter((code) => remainders[code] === level);
    const more = Math.min(tied.length, missing);
    for (const place of rng.choiceWithoutReplacement(tied.length, more)) drawn[tied[place]!]!++;
    missing -= more;
  }
  return drawn;
}
