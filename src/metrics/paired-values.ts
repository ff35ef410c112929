import { asVector, type VectorLike } from '../data/index.js';
import { emitWarning, InvalidDataError, UndefinedMetricWarning } from '../errors/index.js';
import type { WeightOptions } from './options.js';
import { checkPaired, checkRows, pairWeights } from './paired.js';
import { weightedMean } from './weighted-mean.js';

/** True and predicted numbers, checked. */
export interface PairedValues {
  readonly truth: Float64Array;
  readonly guess: Float64Array;
  readonly weights: Float64Array | null;
}

/** Both sides of a comparison of numbers: finite, of one length, at least one row. */
export function pairValues(
  owner: string,
  yTrue: VectorLike,
  yPred: VectorLike,
  options: WeightOptions,
): PairedValues {
  const truth = asVector(yTrue, owner, 'yTrue');
  const guess = asVector(yPred, owner, 'yPred');
  checkRows(owner, truth.length, 'yTrue');
  checkPaired(owner, truth.length, guess.length, 'yPred');
  return { truth, guess, weights: pairWeights(owner, truth.length, options.sampleWeight) };
}

/** Mean over the rows of what each pair of numbers costs. */
export function meanLoss(pairs: PairedValues, loss: (truth: number, guess: number) => number): number {
  const { truth, guess, weights } = pairs;
  return weightedMean(
    truth.map((value, i) => loss(value, guess[i]!)),
    weights,
  );
}

/** Whether there are too few rows to compare with a constant prediction; warns if so. */
export function tooFewRows(owner: string, { truth }: { readonly truth: ArrayLike<unknown> }): boolean {
  if (truth.length >= 2) return false;
  emitWarning(new UndefinedMetricWarning(`${owner} is undefined (NaN) for fewer than two rows.`));
  return true;
}

/**
 * 1 - cost / cost of a constant: 1 without cost, 0 for a cost where the constant has none; with
 * `forceFinite: false` what the division gives.
 */
export function shareExplained(cost: number, constantCost: number, forceFinite = true): number {
  if (!forceFinite) return 1 - cost / constantCost;
  if (cost === 0) return 1;
  return constantCost === 0 ? 0 : 1 - cost / constantCost;
}

/** Refuses numbers out of a metric's range, naming the first. */
export function checkRange(
  owner: string,
  values: Float64Array,
  name: string,
  allowed: (value: number) => boolean,
  range: string,
): void {
  const row = values.findIndex((value) => !allowed(value));
  if (row < 0) return;
  throw new InvalidDataError(`${owner}: ${name} must be ${range}. Row ${row} is ${values[row]}.`, { row });
}
