import { isNumericType, isTextType, type Label, numberCells, type RowCells } from '../data/index.js';
import type { EstimatorKind } from './estimator.js';
import type { Tags } from './tags.js';

/**
 * How a fitted estimator handles one row without tables: `run` reads the cells it was made for and writes `output`.
 * Steps are wired together once a fit, and used for every row after it. They allocate nothing, and where anything is
 * unusual they say false, so that the way through tables converts, warns or throws.
 */
export interface RowStep {
  readonly kind: EstimatorKind;
  /** A transformer's columns, a classifier's probabilities, a regressor's one number. */
  readonly output: RowCells;
  /** Computes the output; false where tables must answer. */
  readonly run: () => boolean;
  /** Classifiers: the labels, in the order of the probabilities. */
  readonly labels?: readonly Label[];
  /** Classifiers: which label is predicted, computed from the input alone; -1 where tables must answer. */
  readonly best?: () => number;
  /** Positions of the input columns that are looked at; all of them when absent. */
  readonly needed?: ArrayLike<number>;
}

/** The step of a transformer. */
export function transformation(output: RowCells, run: () => boolean): RowStep {
  return { kind: 'transformer', output, run };
}

/** The step of a regressor whose `run` writes the prediction to the given array of one number. */
export function regression(prediction: Float64Array, run: () => boolean): RowStep {
  return { kind: 'regressor', output: { ...numberCells(1, null), numbers: prediction }, run };
}

/**
 * The step of a classifier whose `run` writes its probabilities to the given array. Without `best` the most probable
 * label is predicted, the first one of several.
 */
export function classification(
  labels: readonly Label[],
  probabilities: Float64Array,
  run: () => boolean,
  best: () => number = () => (run() ? argMax(probabilities) : -1),
): RowStep {
  const output = { ...numberCells(labels.length, null), numbers: probabilities };
  return { kind: 'classifier', output, run, labels, best };
}

/** The place of the largest value, the first one of several. */
export function argMax(values: Float64Array): number {
  let best = 0;
  for (let j = 1; j < values.length; j++) if (values[j]! > values[best]!) best = j;
  return best;
}

/** A step that comes after others, which are run first. */
export function afterSteps(before: readonly RowStep[], last: RowStep): RowStep {
  if (before.length === 0) return last;
  const runs = before.map(({ run }) => run);
  const prepare = () => {
    for (let k = 0; k < runs.length; k++) if (!runs[k]!()) return false;
    return true;
  };
  const { run, best } = last;
  const { needed: _, ...rest } = last;
  const { needed } = before[0]!;
  return {
    ...rest,
    run: () => prepare() && run(),
    ...(best === undefined ? {} : { best: () => (prepare() ? best() : -1) }),
    ...(needed === undefined ? {} : { needed }),
  };
}

/**
 * What lets a row in as the tags allow, before the step itself: 'open' where nothing is to be checked, null where no
 * such row is ever let in.
 */
export function rowGate(input: RowCells, tags: Tags): (() => boolean) | 'open' | null {
  if (tags.unchecked) return 'open';
  if (input.form === 'sparse' && !tags.sparse) return null;
  if (!tags.mixed && !input.types.every(isNumericType)) return null;
  const { types, numbers, texts } = input;
  if (tags.missing) return () => withoutInfinity(numbers);
  const textual = types.flatMap((type, j) => (isTextType(type) ? [j] : []));
  if (textual.length === 0) return () => allFinite(numbers);
  return () => {
    for (let k = 0; k < textual.length; k++) if (texts[textual[k]!] === null) return false;
    return allFinite(numbers);
  };
}

/** Puts the gate before a step. */
export function gated(gate: () => boolean, step: RowStep): RowStep {
  return afterSteps([{ ...step, run: gate }], step);
}

function allFinite(numbers: Float64Array): boolean {
  // Zero times a finite number is zero, times any other NaN; one sum is faster than a question for each value.
  let probe = 0;
  for (let j = 0; j < numbers.length; j++) probe += numbers[j]! * 0;
  return probe === 0;
}

function withoutInfinity(numbers: Float64Array): boolean {
  for (let j = 0; j < numbers.length; j++) {
    const value = numbers[j]!;
    if (value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY) return false;
  }
  return true;
}
