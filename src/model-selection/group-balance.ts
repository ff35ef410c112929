import type { EncodedLabels } from '../data/index.js';
import type { RandomState } from '../random/index.js';
import { countCodes } from './split-input.js';

/**
 * The fold of each row such that groups stay together and classes keep their shares as well as they can.
 *
 * Greedy: groups with the most uneven classes first, each to the fold in which it makes the shares of the classes
 * most alike over the folds, and of equally good folds to the one with the fewest rows. Which fold is best can hang
 * on the last bit, so sums are taken in NumPy's order: only then are ties ties in both.
 */
export function stratifiedGroupFolds(
  { classes, codes }: EncodedLabels,
  groups: EncodedLabels,
  nSplits: number,
  rng: RandomState | null,
): Int32Array {
  const kinds = classes.length;
  const members = Array.from(groups.classes, () => new Float64Array(kinds));
  codes.forEach((code, row) => {
    members[groups.codes[row]!]![code]!++;
  });
  const spread = members.map((counts) => deviation(counts, pairwiseSum));
  const order = [...(rng?.permutation(members.length) ?? members.keys())];
  order.sort((a, b) => spread[b]! - spread[a]!);

  const folds = new FoldBalance(nSplits, countCodes(codes, kinds));
  const foldOfGroup = new Int32Array(members.length);
  for (const group of order) foldOfGroup[group] = folds.place(members[group]!);
  return groups.codes.map((group) => foldOfGroup[group]!);
}

/** How many rows of each class are in each fold so far. */
class FoldBalance {
  readonly #counts: Float64Array[];
  readonly #totals: Int32Array;
  readonly #shares: Float64Array;
  readonly #spreads: Float64Array;

  constructor(nSplits: number, totals: Int32Array) {
    this.#counts = Array.from({ length: nSplits }, () => new Float64Array(totals.length));
    this.#totals = totals;
    this.#shares = new Float64Array(nSplits);
    this.#spreads = new Float64Array(totals.length);
  }

  /** Puts a group into the best fold and says which. */
  place(group: Float64Array): number {
    let best = 0;
    let leastUneven = Number.POSITIVE_INFINITY;
    let fewestRows = Number.POSITIVE_INFINITY;
    this.#counts.forEach((counts, fold) => {
      add(counts, group, 1);
      const uneven = this.#unevenness();
      add(counts, group, -1);
      const rows = pairwiseSum(counts);
      const better = uneven < leastUneven || (isClose(uneven, leastUneven) && rows < fewestRows);
      if (better) [best, leastUneven, fewestRows] = [fold, uneven, rows];
    });
    add(this.#counts[best]!, group, 1);
    return best;
  }

  /** How much the share of a class differs between folds, on average over the classes. */
  #unevenness(): number {
    const [counts, totals, shares, spreads] = [this.#counts, this.#totals, this.#shares, this.#spreads];
    // NumPy adds up columns from top to bottom, but a single column is one run of numbers to it.
    const sum = totals.length === 1 ? pairwiseSum : plainSum;
    for (let kind = 0; kind < totals.length; kind++) {
      for (let fold = 0; fold < shares.length; fold++) shares[fold] = counts[fold]![kind]! / totals[kind]!;
      spreads[kind] = deviation(shares, sum);
    }
    return pairwiseSum(spreads) / spreads.length;
  }
}

/** Adds `sign` times the second vector to the first. */
function add(into: Float64Array, values: Float64Array, sign: number): void {
  for (let i = 0; i < into.length; i++) into[i]! += sign * values[i]!;
}

/** Population standard deviation. */
function deviation(values: Float64Array, sum: (values: Float64Array) => number): number {
  const mean = sum(values) / values.length;
  const squares = values.map((value) => (value - mean) * (value - mean));
  return Math.sqrt(sum(squares) / values.length);
}

/** NumPy's `isclose`. */
function isClose(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-8 + 1e-5 * Math.abs(b);
}

function plainSum(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}

/** The sum of a run of numbers in NumPy's order: eight running sums, halves from 129 numbers on. */
function pairwiseSum(values: Float64Array): number {
  const { length } = values;
  if (length < 8) return plainSum(values);
  if (length > 128) {
    const middle = Math.floor(length / 2);
    const half = middle - (middle % 8);
    return pairwiseSum(values.subarray(0, half)) + pairwiseSum(values.subarray(half));
  }
  const lanes = values.slice(0, 8);
  const full = length - (length % 8);
  for (let i = 8; i < full; i++) lanes[i % 8]! += values[i]!;
  const pair = (lane: number) => lanes[lane]! + lanes[lane + 1]!;
  let sum = pair(0) + pair(2) + (pair(4) + pair(6));
  for (let i = full; i < length; i++) sum += values[i]!;
  return sum;
}
