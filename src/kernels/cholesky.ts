import { addScaled, dot } from './dot.js';

/**
 * Cholesky factor L of a positive definite matrix, in place of its lower triangle (row-major; what is above the
 * diagonal is neither read nor written). False where a pivot is no more than rounding of its diagonal element:
 * then the matrix is singular as far as one can tell. O(size^3 / 3). Golub and Van Loan (2013), section 4.2.
 */
export async function cholesky(
  matrix: Float64Array,
  size: number,
  pause: () => Promise<void>,
): Promise<boolean> {
  for (let i = 0; i < size; i++) {
    await pause();
    const row = i * size;
    for (let j = 0; j < i; j++) {
      const other = j * size;
      matrix[row + j] = (matrix[row + j]! - dot(matrix, row, matrix, other, j)) / matrix[other + j]!;
    }
    const diagonal = matrix[row + i]!;
    const pivot = diagonal - dot(matrix, row, matrix, row, i);
    if (!(pivot > size * Number.EPSILON * diagonal)) return false;
    matrix[row + i] = Math.sqrt(pivot);
  }
  return true;
}

/** Solves L L' x = target for the factor of {@link cholesky}; `target` becomes x. */
export function solveCholesky(factor: Float64Array, size: number, target: Float64Array): void {
  for (let i = 0; i < size; i++) {
    target[i] = (target[i]! - dot(factor, i * size, target, 0, i)) / factor[i * size + i]!;
  }
  for (let i = size - 1; i >= 0; i--) {
    target[i]! /= factor[i * size + i]!;
    addScaled(target, 0, -target[i]!, factor, i * size, i);
  }
}
