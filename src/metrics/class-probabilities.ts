import { type Label, type LabelsLike, Matrix } from '../data/index.js';
import { DataWarning, emitWarning, InvalidDataError } from '../errors/index.js';
import { binaryScores, type ColumnScores, columnScores, labelRows } from './labelled-rows.js';
import type { ScoredClassOptions } from './options.js';
import type { ScoresLike } from './scores-like.js';
import { weightedMean } from './weighted-mean.js';

/**
 * The probability of every class, one column a class; a vector of them is that of the positive class of two.
 * Values outside of [0, 1] are refused, rows that do not sum to 1 get a warning.
 */
export function classProbabilities(
  owner: string,
  yTrue: LabelsLike,
  yProba: ScoresLike,
  options: ScoredClassOptions,
): ColumnScores {
  const rows = labelRows(owner, yTrue, yProba, options, 'yProba');
  checkRange(owner, rows.scores);
  const twoClasses = !(rows.scores instanceof Matrix) && rows.classes.length <= 2;
  const columns = twoClasses
    ? bothColumns(binaryScores(owner, rows, options.posLabel))
    : columnScores(owner, rows, 'yProba');
  checkSums(owner, columns.scores);
  return columns;
}

/** Share of each class among the rows: the prediction that knows nothing of X. */
export function classShares({ classes, truth, weights }: ColumnScores): Float64Array {
  return Float64Array.from(classes, (_, code) =>
    weightedMean(
      Float64Array.from(truth, (each) => (each === code ? 1 : 0)),
      weights,
    ),
  );
}

/** Mean over the rows of what the probabilities of a row cost. */
export function meanProbabilityLoss(
  { truth, scores, weights }: ColumnScores,
  loss: (probabilities: Float64Array, truth: number) => number,
): number {
  return weightedMean(
    Float64Array.from(truth, (code, i) => loss(scores.row(i), code)),
    weights,
  );
}

/** Negative logarithm of the probability of the true class, kept finite. */
export function logCost(probabilities: Float64Array, truth: number): number {
  const kept = Math.min(1 - Number.EPSILON, Math.max(Number.EPSILON, probabilities[truth]!));
  return -Math.log(kept);
}

/** Squared distance of the probabilities from certainty of the true class (Brier, 1950). */
export function brierCost(probabilities: Float64Array, truth: number): number {
  return probabilities.reduce((sum, value, code) => sum + ((code === truth ? 1 : 0) - value) ** 2, 0);
}

function bothColumns(binary: ReturnType<typeof binaryScores>): ColumnScores {
  const { positive, negative, truth, scores, weights } = binary;
  const rows = scores.length;
  const both = Matrix.zeros(rows, 2);
  for (let i = 0; i < rows; i++) both.row(i).set([1 - scores[i]!, scores[i]!]);
  // A vector that speaks of the only class of yTrue leaves the other one without a name.
  const other: Label = negative ?? `not ${String(positive)}`;
  return { classes: [other, positive], truth: Int32Array.from(truth), scores: both, weights };
}

function checkRange(owner: string, scores: Float64Array | Matrix): void {
  const values = scores instanceof Matrix ? scores.data : scores;
  const broken = values.findIndex((value) => value < 0 || value > 1);
  if (broken < 0) return;
  const row = scores instanceof Matrix ? Math.floor(broken / scores.cols) : broken;
  throw new InvalidDataError(
    `${owner}: yProba must hold probabilities from 0 to 1. Row ${row} holds ${values[broken]}.`,
    { row },
  );
}

function checkSums(owner: string, scores: Matrix): void {
  let worst = 0;
  for (let i = 0; i < scores.rows; i++) {
    const sum = scores.row(i).reduce((total, value) => total + value, 0);
    worst = Math.max(worst, Math.abs(sum - 1));
  }
  // Rounding stays far below this bound, which is scikit-learn's.
  if (worst > Math.sqrt(Number.EPSILON)) {
    emitWarning(new DataWarning(`${owner}: the rows of yProba do not sum to 1. Are they probabilities?`));
  }
}
