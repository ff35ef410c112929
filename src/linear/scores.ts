import { Matrix, type SparseMatrix } from '../data/index.js';
import {
  addScoreGradient,
  addSparseScoreGradient,
  type RowRange,
  writeScores,
  writeSparseScores,
} from '../kernels/linear-scores.js';

/** X coef' + intercept of all rows, dense or sparse: one score for each row of coefficients, row after row. */
export function linearScores(
  X: Matrix | SparseMatrix,
  coef: Float64Array,
  intercept: Float64Array,
): Float64Array {
  const outputs = intercept.length;
  const scores = new Float64Array(X.rows * outputs);
  scoreRows(X, { from: 0, to: X.rows, cols: X.cols, outputs }, coef, intercept, scores);
  return scores;
}

/** Writes the scores of some rows. */
export function scoreRows(
  X: Matrix | SparseMatrix,
  range: RowRange,
  coef: Float64Array,
  intercept: Float64Array,
  scores: Float64Array,
): void {
  if (X instanceof Matrix) writeScores(X.data, range, coef, intercept, scores);
  else writeSparseScores(X, range, coef, intercept, scores);
}

/** Adds residuals' X of some rows to a gradient of the shape of the coefficients. */
export function addRowGradient(
  X: Matrix | SparseMatrix,
  range: RowRange,
  residuals: Float64Array,
  gradient: Float64Array,
): void {
  if (X instanceof Matrix) addScoreGradient(X.data, range, residuals, gradient);
  else addSparseScoreGradient(X, range, residuals, gradient);
}
