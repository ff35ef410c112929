import { inspectCustom, type Label, type LabelsLike, Matrix, printTable } from '../data/index.js';
import { DataWarning, emitWarning, InvalidParameterError, showValue } from '../errors/index.js';
import { confusionCounts, marginsOf } from './confusion-counts.js';
import type { WeightOptions } from './options.js';
import { chosenLabels, codesOf, pairLabels, showLabels } from './paired-labels.js';

/** Options of {@link confusionMatrix}. */
export interface ConfusionMatrixOptions extends WeightOptions {
  /** The classes and their order; rows with another label on either side are left out. */
  readonly labels?: LabelsLike | undefined;
  /** Shares instead of counts: of each true class, of each predicted class, or of all rows. */
  readonly normalize?: 'true' | 'pred' | 'all' | null | undefined;
}

/** How often each true class (rows) was predicted as each class (columns). */
export class ConfusionMatrix {
  /** The class of each row and of each column. */
  readonly labels: readonly Label[];
  /** Counts (or shares): `values.at(i, j)` is class i predicted as class j. */
  readonly values: Matrix;

  constructor(labels: readonly Label[], values: Matrix) {
    this.labels = labels;
    this.values = values;
  }

  /** The count (or share) of a true label that was predicted as another, or as itself. */
  count(trueLabel: Label, predictedLabel: Label): number {
    return this.values.at(this.#place(trueLabel), this.#place(predictedLabel));
  }

  /** The values as an array of rows, one row a true class. */
  toArray(): number[][] {
    return this.values.toArray();
  }

  toString(): string {
    const names = this.labels.map(String);
    const rows = this.toArray().map((row, i) => [names[i], ...row]);
    return `Confusion matrix (rows: true, columns: predicted)\n${printTable(['', ...names], rows)}`;
  }

  [inspectCustom](): string {
    return this.toString();
  }

  #place(label: Label): number {
    const place = this.labels.indexOf(label);
    if (place >= 0) return place;
    throw new InvalidParameterError(
      'ConfusionMatrix',
      'label',
      `The confusion matrix has no class ${showValue(label)}. It has ${showLabels(this.labels)}.`,
    );
  }
}

/**
 * Counts how often each true class was predicted as each class.
 *
 * @param yTrue - true labels
 * @param yPred - predicted labels, one for each true one
 * @param options - `labels`: the classes and their order; `normalize`: 'true', 'pred' or 'all' for shares;
 * `sampleWeight`: weight of each row
 * @returns the counts with their labels; rows are true classes, columns predicted ones; O(n + classes²)
 *
 * @example
 * ```ts
 * import { confusionMatrix } from 'pipefit';
 *
 * const counts = confusionMatrix(['cat', 'dog', 'dog'], ['cat', 'cat', 'dog']);
 * console.log(counts.toArray(), counts.count('dog', 'cat')); // [[1, 0], [1, 1]] 1
 * ```
 */
export function confusionMatrix(
  yTrue: LabelsLike,
  yPred: LabelsLike,
  options: ConfusionMatrixOptions = {},
): ConfusionMatrix {
  const owner = 'confusionMatrix';
  const pairs = pairLabels(owner, yTrue, yPred, options);
  const labels = chosenLabels(owner, options.labels, pairs.classes) ?? pairs.classes;
  const places = codesOf(pairs.classes, labels);
  if (pairs.truth.every((code) => places[code]! < 0)) {
    throw new InvalidParameterError(
      owner,
      'labels',
      `${owner}: none of labels (${showLabels(labels)}) is in yTrue. The labels are ${showLabels(pairs.classes)}.`,
    );
  }
  if (labels.length === 1) {
    emitWarning(
      new DataWarning(`${owner}: there is one class only. Name all classes in labels to see the others.`),
    );
  }
  const counts = confusionCounts(pairs, labels);
  const size = labels.length;
  return new ConfusionMatrix(
    labels,
    new Matrix(scale(owner, counts, size, options.normalize ?? null), size, size),
  );
}

/** Shares of what `normalize` says; 0 where there is nothing to share. */
function scale(owner: string, counts: Float64Array, size: number, normalize: string | null): Float64Array {
  if (normalize === null) return counts;
  const { rows, columns } = marginsOf(counts, size);
  const total = rows.reduce((sum, count) => sum + count, 0);
  const whole = new Map<string, (cell: number) => number>([
    ['true', (cell) => rows[Math.floor(cell / size)]!],
    ['pred', (cell) => columns[cell % size]!],
    ['all', () => total],
  ]).get(normalize);
  if (whole === undefined) {
    throw new InvalidParameterError(
      owner,
      'normalize',
      `The option 'normalize' of ${owner} must be 'true', 'pred', 'all' or null. Got ${showValue(normalize)}.`,
    );
  }
  return counts.map((count, cell) => (count === 0 ? 0 : count / whole(cell)));
}
