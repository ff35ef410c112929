import { asTargets, type DataLike, isTableLike, type VectorLike } from '../data/index.js';
import { InvalidDataError, InvalidParameterError, showValue } from '../errors/index.js';
import type { WeightOptions } from './options.js';
import { checkPaired, checkRows, pairWeights } from './paired.js';
import { type PairedValues, pairValues } from './paired-values.js';
import { weightedMean } from './weighted-mean.js';

/** Numbers to compare: one a row, or a table with one target a column. */
export type TargetValues = VectorLike | DataLike;

/** How the values of several targets become one: their mean, weighted where weights are given. */
export interface TargetsOptions extends WeightOptions {
  /** 'uniformAverage' (the mean over the targets), or a weight for each target. */
  readonly multioutput?: 'uniformAverage' | ArrayLike<number> | undefined;
}

/** The same, also weighted by how much each target varies. */
export interface VaryingTargetsOptions extends WeightOptions {
  /** 'uniformAverage' (the mean over the targets), 'varianceWeighted', or a weight for each target. */
  readonly multioutput?: 'uniformAverage' | 'varianceWeighted' | ArrayLike<number> | undefined;
}

/** The same where every target keeps its own value. */
export interface EachTargetOptions extends WeightOptions {
  readonly multioutput: 'rawValues';
}

/** What a metric says of one target, and what the target weighs with 'varianceWeighted'. */
export interface TargetValue {
  readonly value: number;
  readonly spread?: number;
}

/** Measures each target, and puts the values together as the option `multioutput` says. */
export function ofTargets(
  owner: string,
  yTrue: TargetValues,
  yPred: TargetValues,
  options: TargetsOptions | VaryingTargetsOptions | EachTargetOptions,
  measure: (pairs: PairedValues) => TargetValue,
): number | Float64Array {
  const { multioutput = 'uniformAverage' } = options;
  const measured = pairTargets(owner, yTrue, yPred, options).map(measure);
  const values = Float64Array.from(measured, ({ value }) => value);
  if (multioutput === 'rawValues') return values;
  if (multioutput === 'uniformAverage') return values.length === 1 ? values[0]! : weightedMean(values, null);
  if (multioutput === 'varianceWeighted' && measured[0]!.spread !== undefined) {
    const spreads = measured.map(({ spread }) => spread!);
    return weightedMean(values, spreads.some((spread) => spread > 0) ? spreads : null);
  }
  return weightedMean(values, targetWeights(owner, multioutput, values.length, measured[0]!));
}

function pairTargets(
  owner: string,
  yTrue: TargetValues,
  yPred: TargetValues,
  options: WeightOptions,
): PairedValues[] {
  if (!isTableLike(yTrue) && !isTableLike(yPred)) {
    return [pairValues(owner, yTrue as VectorLike, yPred as VectorLike, options)];
  }
  const truth = asTargets(yTrue, owner, 'yTrue');
  const guess = asTargets(yPred, owner, 'yPred');
  const { outputs } = truth;
  const rows = truth.values.length / outputs;
  checkRows(owner, rows, 'yTrue');
  checkPaired(owner, rows, guess.values.length / guess.outputs, 'yPred');
  if (guess.outputs !== outputs) {
    throw new InvalidDataError(
      `${owner}: yTrue has ${outputs} columns but yPred has ${guess.outputs}. They must agree.`,
    );
  }
  const weights = pairWeights(owner, rows, options.sampleWeight);
  const column = (values: Float64Array, k: number) =>
    Float64Array.from({ length: rows }, (_, i) => values[i * outputs + k]!);
  return Array.from({ length: outputs }, (_, k) => ({
    truth: column(truth.values, k),
    guess: column(guess.values, k),
    weights,
  }));
}

function targetWeights(
  owner: string,
  given: unknown,
  targets: number,
  { spread }: TargetValue,
): Float64Array {
  const weights = isTableLike(given) || typeof given !== 'object' || given === null ? null : given;
  const numbers = weights === null ? [] : Array.from(weights as ArrayLike<unknown>);
  const usable =
    numbers.length === targets &&
    numbers.every((weight) => Number.isFinite(weight) && (weight as number) >= 0) &&
    numbers.some((weight) => (weight as number) > 0);
  if (usable) return Float64Array.from(numbers as number[]);
  const words = spread === undefined ? '' : "'varianceWeighted', ";
  throw new InvalidParameterError(
    owner,
    'multioutput',
    `The option 'multioutput' of ${owner} must be 'uniformAverage', ${words}'rawValues' or a weight of at least 0 ` +
      `for each of the ${targets} targets, not all of them 0. Got ${showValue(given)}.`,
  );
}
