import { addScaled, dot } from './dot.js';
import { f64 } from './wasm/layout.js';
import { withWorkspace } from './wasm/workspace.js';

/** Columns of the factor that are made together. */
const STEP = 48;

/**
 * Cholesky factor L of a positive definite matrix, in place of its lower triangle (row-major; what is above the
 * diagonal is not read). False where a pivot is no more than rounding of its diagonal element: then the matrix is
 * singular as far as one can tell, and left as it was. O(size^3 / 3).
 */
export function cholesky(matrix: Float64Array, size: number, pause: () => Promise<void>): Promise<boolean> {
  return withWorkspace(async (workspace) => {
    const { kernels } = workspace;
    const own = workspace.allocate({
      matrix: f64(size * size),
      least: f64(size),
      scratch: f64(2 * STEP * (size + 3)),
    });
    own.matrix.set(matrix);
    for (let j = 0; j < size; j++) own.least[j] = size * Number.EPSILON * matrix[j * size + j]!;
    for (let from = 0; from < size; from += STEP) {
      await pause();
      const count = Math.min(STEP, size - from);
      const { matrix, least, scratch } = own;
      if (
        kernels.choleskyStep(matrix.byteOffset, size, from, count, least.byteOffset, scratch.byteOffset) === 0
      )
        return false;
    }
    matrix.set(own.matrix);
    return true;
  });
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
