import type { Csr } from './csr.js';
import type { RowRange } from './linear-scores.js';
import { loadSparse, sparseBlocks } from './sparse-blocks.js';
import { f64 } from './wasm/layout.js';
import { withWorkspace } from './wasm/workspace.js';

/*
 * Scores of sparse rows for several rows of coefficients at once, and gradients back: sparse times dense, for which each
 * stored value is read once. With fewer outputs than MANY_OUTPUTS, or little to do, a plain loop is as fast.
 */

const MANY_OUTPUTS = 4;
const MANY_PRODUCTS = 100_000;

/** Whether the products below are faster than loops over outputs and rows. */
export function worthKernels({ indptr }: Csr, { from, to, cols, outputs }: RowRange): boolean {
  const products = (indptr[to]! - indptr[from]!) * outputs;
  // The coefficients are turned round at every call.
  return outputs >= MANY_OUTPUTS && products >= Math.max(MANY_PRODUCTS, 2 * cols * outputs);
}

/** Writes X coef' + intercept of the rows in range. */
export function writeManySparseScores(
  csr: Csr,
  { from, to, cols, outputs }: RowRange,
  coef: Float64Array,
  intercept: Float64Array,
  scores: Float64Array,
): void {
  const { blocks, rows, layout } = sparseBlocks(csr, from, to);
  withWorkspace((workspace) => {
    const own = workspace.allocate({ ...layout, dense: f64(cols * outputs), result: f64(rows * outputs) });
    for (let k = 0; k < outputs; k++) {
      for (let j = 0; j < cols; j++) own.dense[j * outputs + k] = coef[k * cols + j]!;
    }
    for (const [start, count] of blocks) {
      const place = loadSparse(own, csr, start, count);
      workspace.kernels.sparseTimesDense(...place, own.dense.byteOffset, outputs, own.result.byteOffset);
      const first = (start - from) * outputs;
      for (let at = 0; at < count * outputs; at++)
        scores[first + at] = own.result[at]! + intercept[at % outputs]!;
    }
  });
}

/** Adds residuals' X of the rows in range to a gradient of the shape of the coefficients. */
export function addManySparseGradients(
  csr: Csr,
  { from, to, cols, outputs }: RowRange,
  residuals: Float64Array,
  gradient: Float64Array,
): void {
  const { blocks, rows, layout } = sparseBlocks(csr, from, to);
  withWorkspace((workspace) => {
    const own = workspace.allocate({ ...layout, dense: f64(rows * outputs), result: f64(cols * outputs) });
    own.result.fill(0);
    for (const [start, count] of blocks) {
      const place = loadSparse(own, csr, start, count);
      const first = (start - from) * outputs;
      own.dense.set(residuals.subarray(first, first + count * outputs));
      workspace.kernels.addSparseTransposedDense(
        ...place,
        own.dense.byteOffset,
        outputs,
        own.result.byteOffset,
      );
    }
    for (let k = 0; k < outputs; k++) {
      for (let j = 0; j < cols; j++) gradient[k * cols + j]! += own.result[j * outputs + k]!;
    }
  });
}
