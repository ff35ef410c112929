import { asLabels, checkLength, type Label, type LabelsLike } from '../../data/index.js';
import { InvalidDataError, InvalidParameterError, ModelFileError, showValue } from '../../errors/index.js';
import type { ChosenOutputs } from './outputs.js';
import type { ReadyParams } from './ready-params.js';
import type { RawOutput } from './runners.js';

/** The labels of a classifier: those given, else those of the file, else numbers from 0. Empty for other tasks. */
export function classesOf(
  owner: string,
  { task, classes: given }: ReadyParams,
  own: readonly Label[] | null,
  { scores }: ChosenOutputs,
): readonly Label[] {
  if (task !== 'classifier') return [];
  const width = scores[0]?.width ?? null;
  const expected = width === 1 ? 2 : width;
  const classes = given ?? own ?? (expected === null ? null : Array.from({ length: expected }, (_, k) => k));
  if (classes === null) {
    throw new InvalidParameterError(
      owner,
      'classes',
      `${owner}: the model gives labels, and its file does not tell which there are. Say them with classes.`,
    );
  }
  const wanted = expected ?? own?.length ?? classes.length;
  if (classes.length === wanted) return classes;
  throw new InvalidParameterError(
    owner,
    'classes',
    `${owner}: classes holds ${classes.length} labels, but the model has ` +
      `${width === 1 ? 'one score, which is for two classes' : `scores for ${wanted} classes`}.`,
  );
}

/** Whether all labels of y are among the classes; a label that is not is an error. */
export function checkLabels(owner: string, y: LabelsLike, rows: number, classes: readonly Label[]): void {
  const known = new Set(classes);
  const labels = asLabels(y, owner);
  checkLength(labels.length, rows, owner, 'y');
  labels.forEach((label, row) => {
    if (known.has(label)) return;
    const shown = classes.slice(0, 8).map((each) => showValue(each));
    throw new InvalidDataError(
      `${owner}: y holds ${showValue(label)} at row ${row}, which is none of the model's classes ` +
        `(${shown.join(', ')}${classes.length > 8 ? ', ...' : ''}). Say what its classes are called with classes.`,
      { row },
    );
  });
}

/** The scores of a row, `width` of them, as probabilities: one score is that of the second of two classes. */
export function probabilitiesOf(scores: Float64Array, width: number, fromLogits: boolean): Float64Array {
  if (width > 1) return fromLogits ? softmax(scores, width) : scores;
  const both = new Float64Array(2 * scores.length);
  for (let i = 0; i < scores.length; i++) {
    const score = scores[i]!;
    both[2 * i + 1] = fromLogits ? sigmoid(score) : score;
    both[2 * i] = fromLogits ? sigmoid(-score) : 1 - score;
  }
  return both;
}

function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value));
}

function softmax(logits: Float64Array, classes: number): Float64Array {
  const shares = new Float64Array(logits.length);
  for (let from = 0; from < logits.length; from += classes) {
    let most = Number.NEGATIVE_INFINITY;
    for (let k = 0; k < classes; k++) most = Math.max(most, logits[from + k]!);
    let sum = 0;
    for (let k = 0; k < classes; k++) sum += shares[from + k] = Math.exp(logits[from + k]! - most);
    for (let k = 0; k < classes; k++) shares[from + k]! /= sum;
  }
  return shares;
}

/** The labels of a model's own label output for the first rows of it. */
export function labelsAt(
  owner: string,
  { values }: RawOutput,
  rows: number,
  {
    classes,
    ownClasses,
  }: { readonly classes: readonly Label[]; readonly ownClasses: readonly Label[] | null },
): Label[] {
  const codeOf = ownClasses === null ? null : new Map(ownClasses.map((label, code) => [label, code]));
  return Array.from({ length: rows }, (_, i) => {
    const value = values[i];
    const own = typeof value === 'bigint' ? Number(value) : (value as Label);
    const label = classes[codeOf === null ? Number(own) : (codeOf.get(own) ?? -1)];
    if (label !== undefined) return label;
    throw new ModelFileError(
      `${owner}: the model answers ${showValue(own)}, which is none of its classes. Say them with classes.`,
      'classes',
    );
  });
}
