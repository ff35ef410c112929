import { Matrix as MlMatrix, SVD } from 'ml-matrix';
import { dot } from '../kernels/dot.js';
import { nonNegativeLbfgs } from '../math/bounded-lbfgs.js';
import type { LbfgsOptions, LbfgsResult } from '../math/lbfgs.js';
import { type CentredData, withCentredOperator } from './centred-data.js';
import type { CentredProblem } from './centred-problem.js';

/** A column this much smaller than the largest one cannot be told from zeros, and its rounding would do harm. */
const NO_COLUMN = 2 ** -500;

/**
 * Ridge by the singular value decomposition A = U S V': w = V (S / (S^2 + alpha)) U'y. Singular values that are
 * no more than rounding of the largest count as zero, so that alpha 0 gives the solution of least length.
 */
export function ridgeSvd(problem: CentredProblem, alpha: number): Float64Array {
  const { matrix, target, rows, cols, scales } = problem;
  const coef = new Float64Array(cols);
  if (rows === 0) return coef;
  const unit = scales.reduce((most, scale) => Math.max(most, scale), 0);
  const transposed = MlMatrix.from1DArray(cols, rows, matrix);
  for (let j = 0; j < cols; j++) {
    const share = scales[j]! / unit;
    transposed.mulRow(j, share < NO_COLUMN ? 0 : share);
  }
  // The transposed matrix is at hand, so its left vectors are V and its right ones U.
  const svd = new SVD(transposed, { autoTranspose: true });
  const least = Math.max(rows, cols) * Number.EPSILON * svd.diagonal[0]!;
  svd.diagonal.forEach((value, k) => {
    if (value <= least) return;
    const singular = value * unit;
    let share = 0;
    for (let i = 0; i < rows; i++) share += svd.rightSingularVectors.get(i, k) * target[i]!;
    share /= singular + alpha / singular;
    for (let j = 0; j < cols; j++) coef[j]! += share * svd.leftSingularVectors.get(j, k);
  });
  return coef;
}

/** Ridge without negative coefficients, by L-BFGS within the bounds. */
export function nonNegativeRidge(
  data: CentredData,
  alpha: number,
  options: LbfgsOptions,
): Promise<LbfgsResult> {
  return withCentredOperator(data, ({ rows, cols, addProduct, addTransposedProduct }) => {
    const residual = new Float64Array(rows);
    const objective = (coef: Float64Array, gradient: Float64Array): number => {
      for (let i = 0; i < rows; i++) residual[i] = -data.target[i]!;
      addProduct(coef, residual);
      for (let j = 0; j < cols; j++) gradient[j] = alpha * coef[j]!;
      addTransposedProduct(residual, gradient);
      return 0.5 * dot(residual, 0, residual, 0, rows) + 0.5 * alpha * dot(coef, 0, coef, 0, cols);
    };
    return nonNegativeLbfgs(objective, new Float64Array(cols), options);
  });
}
