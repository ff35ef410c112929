import { f64 } from './wasm/layout.js';
import { withWorkspace } from './wasm/workspace.js';

/** Values of the rows that the kernels hold at a time: while they are in the processor's cache, all columns pass. */
export const ROW_BLOCK_VALUES = 16_384;

/** Mean, population variance and total weight of each column, over the values that are present. */
export interface ColumnMoments {
  readonly mean: Float64Array;
  readonly variance: Float64Array;
  /** Sum of the weights of the values present; without weights their number. */
  readonly weight: Float64Array;
}

/**
 * Moments of each column of a row-major matrix, NaN left out. Two passes, the second corrected for the
 * rounding of the mean (Chan, Golub and LeVeque, 1983). O(rows * cols).
 */
export function columnMoments(
  data: Float64Array,
  rows: number,
  cols: number,
  weights: Float64Array | null = null,
): ColumnMoments {
  const block = Math.min(rows, Math.max(1, Math.floor(ROW_BLOCK_VALUES / cols)));
  return withWorkspace((workspace) => {
    const { kernels } = workspace;
    const at = workspace.allocate({
      rows: f64(block * cols),
      weights: f64(weights === null ? 0 : block),
      weight: f64(cols),
      mean: f64(cols),
      drift: f64(cols),
      variance: f64(cols),
    });
    const { weight, mean, drift, variance } = at;
    for (const sums of [weight, mean, drift, variance]) sums.fill(0);
    const each = (add: (count: number, weightsAt: number) => void) => {
      for (let from = 0; from < rows; from += block) {
        const count = Math.min(block, rows - from);
        at.rows.set(data.subarray(from * cols, (from + count) * cols));
        if (weights !== null) at.weights.set(weights.subarray(from, from + count));
        add(count, weights === null ? 0 : at.weights.byteOffset);
      }
    };
    each((count, weightsAt) => {
      kernels.addColumnSums(at.rows.byteOffset, count, cols, weightsAt, weight.byteOffset, mean.byteOffset);
    });
    for (let j = 0; j < cols; j++) mean[j]! /= weight[j]!;
    each((count, weightsAt) => {
      kernels.addColumnSquares(
        at.rows.byteOffset,
        count,
        cols,
        weightsAt,
        mean.byteOffset,
        drift.byteOffset,
        variance.byteOffset,
      );
    });
    for (let j = 0; j < cols; j++) {
      const total = weight[j]!;
      variance[j] = Math.max(0, (variance[j]! - (drift[j]! * drift[j]!) / total) / total);
      mean[j]! += drift[j]! / total;
    }
    return { mean: mean.slice(), variance: variance.slice(), weight: weight.slice() };
  });
}

/** Moments of each column of a CSR matrix, zeros counted, NaN left out. O(stored values + cols). */
export function sparseColumnMoments(
  csr: { readonly data: Float64Array; readonly indices: Int32Array; readonly indptr: Int32Array },
  rows: number,
  cols: number,
  weights: Float64Array | null = null,
): ColumnMoments {
  let totalWeight = 0;
  for (let i = 0; i < rows; i++) totalWeight += weights === null ? 1 : weights[i]!;
  const weight = new Float64Array(cols).fill(totalWeight);
  const stored = new Float64Array(cols);
  const mean = new Float64Array(cols);
  const each = (visit: (column: number, value: number, w: number) => void) => {
    for (let i = 0; i < rows; i++) {
      const w = weights === null ? 1 : weights[i]!;
      for (let p = csr.indptr[i]!; p < csr.indptr[i + 1]!; p++) visit(csr.indices[p]!, csr.data[p]!, w);
    }
  };
  each((j, value, w) => {
    if (Number.isNaN(value)) weight[j]! -= w;
    else {
      stored[j]! += w;
      mean[j]! += w * value;
    }
  });
  for (let j = 0; j < cols; j++) mean[j]! /= weight[j]!;
  const variance = new Float64Array(cols);
  each((j, value, w) => {
    if (!Number.isNaN(value)) variance[j]! += w * (value - mean[j]!) ** 2;
  });
  for (let j = 0; j < cols; j++) {
    // The zeros that are not stored lie at distance `mean` from the mean.
    const zeros = weight[j]! - stored[j]!;
    variance[j] = (variance[j]! + zeros * mean[j]! * mean[j]!) / weight[j]!;
  }
  return { mean, variance, weight };
}
