import { asLabels, distinctLabels, type Label, type LabelsLike } from '../data/index.js';
import { InvalidDataError, InvalidParameterError, showValue } from '../errors/index.js';
import type { WeightOptions } from './options.js';
import { checkPaired, checkRows, pairWeights } from './paired.js';

/** True and predicted labels, checked. */
export interface AlignedLabels {
  readonly truth: readonly Label[];
  readonly guess: readonly Label[];
  readonly weights: Float64Array | null;
}

/** True and predicted labels as codes into the classes of both. */
export interface PairedLabels {
  /** Distinct labels of both sides, in order. */
  readonly classes: readonly Label[];
  readonly truth: Int32Array;
  readonly guess: Int32Array;
  readonly weights: Float64Array | null;
}

/** Labels of classes, checked: one type, at least one row, and no numbers with a fraction. */
export function classLabels(owner: string, labels: LabelsLike, name: string): Label[] {
  const given = asLabels(labels, owner, name);
  checkRows(owner, given.length, name);
  const broken = given.findIndex((label) => typeof label === 'number' && !Number.isInteger(label));
  if (broken >= 0) {
    throw new InvalidDataError(
      `${owner}: ${name} must hold class labels, but row ${broken} is ${given[broken]}, a continuous value. ` +
        'For scores or probabilities use a metric such as rocAucScore or logLoss, for numbers one such as ' +
        'meanSquaredError.',
      { row: broken },
    );
  }
  return given;
}

/** Both sides of a comparison of labels, checked: one type, one length. */
export function alignLabels(
  owner: string,
  yTrue: LabelsLike,
  yPred: LabelsLike,
  options: WeightOptions = {},
  names: readonly [string, string] = ['yTrue', 'yPred'],
): AlignedLabels {
  const truth = classLabels(owner, yTrue, names[0]);
  const guess = classLabels(owner, yPred, names[1]);
  checkPaired(owner, truth.length, guess.length, names[1], names[0]);
  checkSameType(owner, truth, guess, names);
  return { truth, guess, weights: pairWeights(owner, truth.length, options.sampleWeight) };
}

/** Both sides of a comparison of labels, checked and encoded. */
export function pairLabels(...given: Parameters<typeof alignLabels>): PairedLabels {
  const { truth, guess, weights } = alignLabels(...given);
  const seen = new Map<Label, number>();
  const encode = (label: Label) => {
    const code = seen.get(label) ?? seen.size;
    if (code === seen.size) seen.set(label, code);
    return code;
  };
  const codes = Int32Array.from(truth, encode);
  const guessed = Int32Array.from(guess, encode);
  const classes = distinctLabels([...seen.keys()]);
  const place = codesOf([...seen.keys()], classes);
  return {
    classes,
    truth: codes.map((code) => place[code]!),
    guess: guessed.map((code) => place[code]!),
    weights,
  };
}

/** Each label's place among the classes; -1 where it is none of them. */
export function codesOf(labels: readonly Label[], classes: readonly Label[]): Int32Array {
  const codeOf = new Map(classes.map((label, code) => [label, code]));
  return Int32Array.from(labels, (label) => codeOf.get(label) ?? -1);
}

/** The labels option, checked: at least one, none twice, of the type of the classes. */
export function chosenLabels(
  owner: string,
  labels: LabelsLike | null | undefined,
  classes: readonly Label[],
): readonly Label[] | null {
  if (labels === undefined || labels === null) return null;
  const chosen = asLabels(labels, owner, 'labels');
  if (chosen.length === 0) {
    throw new InvalidParameterError(owner, 'labels', `${owner}: labels must name at least one class.`);
  }
  const twice = chosen.find((label, i) => chosen.indexOf(label) !== i);
  if (twice !== undefined) {
    throw new InvalidParameterError(owner, 'labels', `${owner}: labels holds ${showValue(twice)} twice.`);
  }
  checkSameType(owner, classes, chosen, ['yTrue', 'labels']);
  return chosen;
}

/** Labels as an error message shows them. */
export function showLabels(labels: readonly Label[]): string {
  const shown = labels.slice(0, 10).map(showValue).join(', ');
  return labels.length > 10 ? `${shown}, ... (${labels.length} in all)` : shown;
}

function checkSameType(
  owner: string,
  first: readonly Label[],
  second: readonly Label[],
  [firstName, secondName]: readonly [string, string],
): void {
  if (typeof first[0] === typeof second[0]) return;
  throw new InvalidDataError(
    `${owner}: ${firstName} holds labels of type ${typeof first[0]} (such as ${showValue(first[0])}), ` +
      `but ${secondName} of type ${typeof second[0]} (such as ${showValue(second[0])}). They must be of one type.`,
  );
}
