import { distinctLabels, type Label, type LabelsLike, Matrix } from '../data/index.js';
import { InvalidDataError, InvalidParameterError, showValue } from '../errors/index.js';
import type { ScoredClassOptions } from './options.js';
import { checkPaired, pairWeights } from './paired.js';
import { chosenLabels, classLabels, codesOf, showLabels } from './paired-labels.js';
import { asScores, type ScoresLike } from './scores-like.js';

/** True labels beside the scores that a classifier gave their rows. */
export interface LabelledRows {
  readonly truth: readonly Label[];
  /** The classes in the order of the columns: as given, or those of yTrue, sorted. */
  readonly classes: readonly Label[];
  readonly scores: Float64Array | Matrix;
  readonly weights: Float64Array | null;
}

/** The scores of one class against the rest. */
export interface BinaryScores {
  readonly positive: Label;
  /** The class that is not positive; null where that is more than one, or none. */
  readonly negative: Label | null;
  /** 1 for rows of the positive class, else 0. */
  readonly truth: Uint8Array;
  readonly scores: Float64Array;
  readonly weights: Float64Array | null;
}

/** The scores of every class. */
export interface ColumnScores {
  readonly classes: readonly Label[];
  /** Index into `classes`, one a row. */
  readonly truth: Int32Array;
  /** One column a class. */
  readonly scores: Matrix;
  readonly weights: Float64Array | null;
}

/** Labels, scores and weights, checked on their own and for their lengths. */
export function labelRows(
  owner: string,
  yTrue: LabelsLike,
  yScore: ScoresLike,
  options: ScoredClassOptions,
  name = 'yScore',
): LabelledRows {
  const truth = classLabels(owner, yTrue, 'yTrue');
  const scores = asScores(owner, yScore, name);
  checkPaired(owner, truth.length, scores instanceof Matrix ? scores.rows : scores.length, name);
  const weights = pairWeights(owner, truth.length, options.sampleWeight);
  const present = distinctLabels(truth);
  const classes = chosenLabels(owner, options.labels, present) ?? present;
  const unknown = present.find((label) => !classes.includes(label));
  if (unknown !== undefined) {
    throw new InvalidDataError(
      `${owner}: yTrue holds ${showValue(unknown)}, which is not among labels (${showLabels(classes)}).`,
      { row: truth.indexOf(unknown) },
    );
  }
  return { truth, classes, scores, weights };
}

/** One class against the rest: `posLabel`, or the larger of the two classes. */
export function binaryScores(owner: string, rows: LabelledRows, posLabel: Label | undefined): BinaryScores {
  const { truth, classes, scores, weights } = rows;
  const positive = positiveOf(owner, classes, posLabel);
  const others = classes.filter((label) => label !== positive);
  return {
    positive,
    negative: others.length === 1 ? others[0]! : null,
    truth: Uint8Array.from(truth, (label) => (label === positive ? 1 : 0)),
    scores: scores instanceof Matrix ? columnOf(owner, scores, classes, positive) : scores,
    weights,
  };
}

/** One column a class; a vector of scores will not do. */
export function columnScores(owner: string, rows: LabelledRows, name = 'yScore'): ColumnScores {
  const { truth, classes, scores, weights } = rows;
  if (!(scores instanceof Matrix)) {
    throw new InvalidDataError(
      `${owner}: there are ${classes.length} classes (${showLabels(classes)}), so ${name} must have one column ` +
        'a class. Got one number a row.',
    );
  }
  checkColumns(owner, scores, classes, name);
  return { classes, truth: codesOf(truth, classes), scores, weights };
}

function columnOf(owner: string, scores: Matrix, classes: readonly Label[], positive: Label): Float64Array {
  checkColumns(owner, scores, classes, 'yScore');
  return scores.column(classes.indexOf(positive));
}

function checkColumns(owner: string, scores: Matrix, classes: readonly Label[], name: string): void {
  if (scores.cols === classes.length) return;
  throw new InvalidDataError(
    `${owner}: ${name} has ${scores.cols} columns, but there are ${classes.length} classes ` +
      `(${showLabels(classes)}). Say labels with the class of each column.`,
  );
}

function positiveOf(owner: string, classes: readonly Label[], posLabel: Label | undefined): Label {
  if (posLabel !== undefined) {
    if (classes.includes(posLabel) || (classes.length === 1 && typeof posLabel === typeof classes[0])) {
      return posLabel;
    }
    throw new InvalidParameterError(
      owner,
      'posLabel',
      `${owner}: posLabel ${showValue(posLabel)} is none of the classes, which are ${showLabels(classes)}.`,
    );
  }
  if (classes.length > 2) {
    throw new InvalidDataError(
      `${owner}: there are ${classes.length} classes (${showLabels(classes)}). ` +
        'Say posLabel to look at one of them against the rest.',
    );
  }
  if (classes.length === 2) return distinctLabels(classes)[1]!;
  const only = classes[0]!;
  if (typeof only === 'boolean') return true;
  if (only === 0 || only === 1 || only === -1) return 1;
  throw new InvalidDataError(
    `${owner}: yTrue holds only the class ${showValue(only)}, so it is unknown which one is positive. ` +
      'Say labels with both classes, or posLabel.',
  );
}
