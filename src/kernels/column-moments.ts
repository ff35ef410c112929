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
  const weight = new Float64Array(cols);
  const mean = new Float64Array(cols);
  for (let i = 0; i < rows; i++) {
    const w = weights === null ? 1 : weights[i]!;
    for (let j = 0; j < cols; j++) {
      const value = data[i * cols + j]!;
      if (Number.isNaN(value)) continue;
      weight[j]! += w;
      mean[j]! += w * value;
    }
  }
  for (let j = 0; j < cols; j++) mean[j]! /= weight[j]!;
  const variance = new Float64Array(cols);
  const drift = new Float64Array(cols);
  for (let i = 0; i < rows; i++) {
    const w = weights === null ? 1 : weights[i]!;
    for (let j = 0; j < cols; j++) {
      const value = data[i * cols + j]!;
      if (Number.isNaN(value)) continue;
      const distance = value - mean[j]!;
      drift[j]! += w * distance;
      variance[j]! += w * distance * distance;
    }
  }
  for (let j = 0; j < cols; j++) {
    const total = weight[j]!;
    variance[j] = Math.max(0, (variance[j]! - (drift[j]! * drift[j]!) / total) / total);
    mean[j]! += drift[j]! / total;
  }
  return { mean, variance, weight };
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
