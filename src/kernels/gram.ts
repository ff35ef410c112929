import type { Csr } from './csr.js';
import { dot } from './dot.js';

/**
 * Adds B'B to the lower triangle of `gram` (row-major, cols x cols) for a column-major block B.
 * Two columns by two share each read. O(rows * cols^2 / 2).
 */
export function addGram(block: Float64Array, rows: number, cols: number, gram: Float64Array): void {
  for (let i = 0; i < cols; i += 2) {
    if (i + 1 === cols) {
      for (let j = 0; j <= i; j++) gram[i * cols + j]! += dot(block, i * rows, block, j * rows, rows);
      return;
    }
    for (let j = 0; j <= i; j += 2) addFour(block, rows, cols, i, j, gram);
  }
}

/** The products of columns i and i+1 with columns j and j+1. */
function addFour(
  block: Float64Array,
  rows: number,
  cols: number,
  i: number,
  j: number,
  gram: Float64Array,
): void {
  const a = i * rows;
  const b = a + rows;
  const c = j * rows;
  const d = c + rows;
  let ac = 0;
  let ad = 0;
  let bc = 0;
  let bd = 0;
  for (let k = 0; k < rows; k++) {
    const first = block[a + k]!;
    const second = block[b + k]!;
    const third = block[c + k]!;
    const fourth = block[d + k]!;
    ac += first * third;
    ad += first * fourth;
    bc += second * third;
    bd += second * fourth;
  }
  gram[i * cols + j]! += ac;
  if (j < i) gram[i * cols + j + 1]! += ad;
  gram[(i + 1) * cols + j]! += bc;
  gram[(i + 1) * cols + j + 1]! += bd;
}

/** X'WX of a sparse matrix, as the lower triangle of a row-major cols x cols matrix. O(sum of squared row sizes). */
export function sparseGram(
  { data, indices, indptr }: Csr,
  cols: number,
  weights: Float64Array | null,
): Float64Array {
  const gram = new Float64Array(cols * cols);
  for (let i = 0; i + 1 < indptr.length; i++) {
    const weight = weights === null ? 1 : weights[i]!;
    for (let p = indptr[i]!; p < indptr[i + 1]!; p++) {
      const row = indices[p]! * cols;
      const value = weight * data[p]!;
      for (let q = indptr[i]!; q <= p; q++) gram[row + indices[q]!]! += value * data[q]!;
    }
  }
  return gram;
}

/** XX' of a sparse matrix, as the lower triangle of a row-major rows x rows matrix. O(rows * stored values / 2). */
export function sparseRowGram({ data, indices, indptr }: Csr, cols: number): Float64Array {
  const rows = indptr.length - 1;
  const gram = new Float64Array(rows * rows);
  const dense = new Float64Array(cols);
  for (let i = 0; i < rows; i++) {
    for (let p = indptr[i]!; p < indptr[i + 1]!; p++) dense[indices[p]!] = data[p]!;
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let p = indptr[j]!; p < indptr[j + 1]!; p++) sum += data[p]! * dense[indices[p]!]!;
      gram[i * rows + j] = sum;
    }
    for (let p = indptr[i]!; p < indptr[i + 1]!; p++) dense[indices[p]!] = 0;
  }
  return gram;
}
