import type { Csr } from './csr.js';
import { addScaled, dot } from './dot.js';
import { addManySparseGradients, worthKernels, writeManySparseScores } from './sparse-scores.js';
import { f64 } from './wasm/layout.js';
import { withWorkspace } from './wasm/workspace.js';

/** With fewer products than these a plain loop is done before a workspace is filled. */
const MANY = 20_000;
/** A block of rows stays in the second-level cache. */
const BLOCK_VALUES = 32_768;

/** Rows from..to-1 of a table, as a linear model with `outputs` rows of coefficients meets them. */
export interface RowRange {
  readonly from: number;
  readonly to: number;
  readonly cols: number;
  readonly outputs: number;
}

/**
 * Scores X coef' + intercept of the rows in range: one for each row of `coef`, row after row from the start of
 * `scores`. X is row-major. O(rows * cols * outputs).
 */
export function writeScores(
  data: Float64Array,
  { from, to, cols, outputs }: RowRange,
  coef: Float64Array,
  intercept: Float64Array,
  scores: Float64Array,
): void {
  if ((to - from) * cols * outputs >= MANY) {
    scoreBlocks(data, { from, to, cols, outputs }, coef, intercept, scores);
    return;
  }
  for (let i = from, at = 0; i < to; i++) {
    for (let k = 0; k < outputs; k++, at++) {
      scores[at] = intercept[k]! + dot(data, i * cols, coef, k * cols, cols);
    }
  }
}

/** {@link writeScores} through a workspace, a block of rows at a time. */
function scoreBlocks(
  data: Float64Array,
  { from, to, cols, outputs }: RowRange,
  coef: Float64Array,
  intercept: Float64Array,
  scores: Float64Array,
): void {
  const most = Math.max(4, Math.min(to - from, Math.floor(BLOCK_VALUES / (cols + outputs))));
  withWorkspace((workspace) => {
    const own = workspace.allocate({
      rows: f64(most * cols),
      coef: f64(outputs * cols),
      intercept: f64(outputs),
      scores: f64(most * outputs),
    });
    own.coef.set(coef.subarray(0, outputs * cols));
    own.intercept.set(intercept);
    for (let start = from; start < to; start += most) {
      const count = Math.min(most, to - start);
      own.rows.set(data.subarray(start * cols, (start + count) * cols));
      workspace.kernels.scoreRows(
        own.rows.byteOffset,
        count,
        cols,
        own.coef.byteOffset,
        own.intercept.byteOffset,
        outputs,
        own.scores.byteOffset,
      );
      scores.set(own.scores.subarray(0, count * outputs), (start - from) * outputs);
    }
  });
}

/** {@link writeScores} of a sparse matrix. O(stored values * outputs). */
export function writeSparseScores(
  csr: Csr,
  range: RowRange,
  coef: Float64Array,
  intercept: Float64Array,
  scores: Float64Array,
): void {
  const { data, indices, indptr } = csr;
  const { from, to, cols, outputs } = range;
  if (worthKernels(csr, range)) {
    writeManySparseScores(csr, range, coef, intercept, scores);
    return;
  }
  for (let i = from, at = 0; i < to; i++) {
    const end = indptr[i + 1]!;
    for (let k = 0; k < outputs; k++, at++) {
      let sum = intercept[k]!;
      for (let p = indptr[i]!; p < end; p++) sum += data[p]! * coef[k * cols + indices[p]!]!;
      scores[at] = sum;
    }
  }
}

/** Adds residuals' X of the rows in range to `gradient`, which has the shape of `coef` in {@link writeScores}. */
export function addScoreGradient(
  data: Float64Array,
  { from, to, cols, outputs }: RowRange,
  residuals: Float64Array,
  gradient: Float64Array,
): void {
  for (let i = from, at = 0; i < to; i++) {
    for (let k = 0; k < outputs; k++, at++) {
      addScaled(gradient, k * cols, residuals[at]!, data, i * cols, cols);
    }
  }
}

/** {@link addScoreGradient} of a sparse matrix. */
export function addSparseScoreGradient(
  csr: Csr,
  range: RowRange,
  residuals: Float64Array,
  gradient: Float64Array,
): void {
  const { data, indices, indptr } = csr;
  const { from, to, cols, outputs } = range;
  if (worthKernels(csr, range)) {
    addManySparseGradients(csr, range, residuals, gradient);
    return;
  }
  for (let i = from, at = 0; i < to; i++) {
    const end = indptr[i + 1]!;
    for (let k = 0; k < outputs; k++, at++) {
      const residual = residuals[at]!;
      for (let p = indptr[i]!; p < end; p++) gradient[k * cols + indices[p]!]! += residual * data[p]!;
    }
  }
}
