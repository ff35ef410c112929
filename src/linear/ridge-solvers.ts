import { Matrix as MlMatrix, SVD } from 'ml-matrix';
import type { Matrix, SparseMatrix } from '../data/index.js';
import { cholesky, solveCholesky } from '../kernels/cholesky.js';
import { addSparseProduct, addSparseTransposedProduct } from '../kernels/csr.js';
import { addScaled, dot } from '../kernels/dot.js';
import { addGram, sparseGram, sparseRowGram } from '../kernels/gram.js';
import { nonNegativeLbfgs } from '../math/bounded-lbfgs.js';
import type { LbfgsOptions, LbfgsResult } from '../math/lbfgs.js';
import { type CentredData, centredOperator, centredRows, isSparse } from './centred-data.js';
import type { CentredProblem } from './centred-problem.js';
import { eachBlock } from './row-blocks.js';

type Pause = () => Promise<void>;

/**
 * Ridge by the normal equations (X'X + alpha I) w = X'y, or with more columns than rows by their dual
 * (XX' + alpha I) v = y, w = X'v. Null where the matrix is singular.
 */
export async function ridgeCholesky(
  data: CentredData,
  alpha: number,
  pause: Pause,
): Promise<Float64Array | null> {
  const { rows, cols } = data.X;
  const dual = cols > rows;
  const size = dual ? rows : cols;
  const { gram, target } = dual ? dualEquations(data) : await normalEquations(data, pause);
  for (let j = 0; j < size; j++) gram[j * size + j]! += alpha;
  if (!(await cholesky(gram, size, pause))) return null;
  solveCholesky(gram, size, target);
  if (!dual) return target;
  const coef = new Float64Array(cols);
  centredOperator(data).addTransposedProduct(target, coef);
  return coef;
}

/** A symmetric matrix (lower triangle, row-major) and a right-hand side. */
interface Equations {
  readonly gram: Float64Array;
  readonly target: Float64Array;
}

async function normalEquations(data: CentredData, pause: Pause): Promise<Equations> {
  return isSparse(data) ? sparseNormalEquations(data) : denseNormalEquations(data, pause);
}

async function denseNormalEquations(data: CentredData, pause: Pause): Promise<Equations> {
  const { X, target, rootWeights, means } = data;
  const { cols } = X;
  const width = cols + 1;
  const all = new Float64Array(width * width);
  const source = { X, target, rootWeights, scales: null, shifts: means, intercept: false };
  await eachBlock(source, pause, (block, rows) => addGram(block, rows, width, all));
  const gram = new Float64Array(cols * cols);
  for (let i = 0; i < cols; i++) gram.set(all.subarray(i * width, i * width + i + 1), i * cols);
  return { gram, target: all.slice(cols * width, cols * width + cols) };
}

/** (X - 1m')'W(X - 1m') = X'WX - sum(w) m m': nothing becomes dense but the result. */
function sparseNormalEquations({
  X,
  means,
  weights,
  rootWeights,
  target,
}: CentredData<SparseMatrix>): Equations {
  const { rows, cols } = X;
  const gram = sparseGram(X, cols, weights);
  const total = weights === null ? rows : weights.reduce((sum, weight) => sum + weight, 0);
  for (let i = 0; i < cols; i++) addScaled(gram, i * cols, -total * means[i]!, means, 0, i + 1);
  const product = new Float64Array(cols);
  const weighted = rootWeights === null ? target : target.map((value, i) => value * rootWeights[i]!);
  addSparseTransposedProduct(X, weighted, product);
  return { gram, target: product };
}

function dualEquations(data: CentredData): Equations {
  const { rows, cols } = data.X;
  if (isSparse(data)) return { gram: sparseDualGram(data), target: data.target.slice() };
  const gram = new Float64Array(rows * rows);
  // Rows of a row-major table are columns of a column-major one.
  addGram(centredRows(data as CentredData<Matrix>), cols, rows, gram);
  return { gram, target: data.target.slice() };
}

function sparseDualGram({ X, means, rootWeights }: CentredData<SparseMatrix>): Float64Array {
  const { rows, cols } = X;
  const gram = sparseRowGram(X, cols);
  const shifts = new Float64Array(rows);
  addSparseProduct(X, means, shifts);
  const square = dot(means, 0, means, 0, cols);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j <= i; j++) {
      const centred = gram[i * rows + j]! - shifts[i]! - shifts[j]! + square;
      gram[i * rows + j] = centred * (rootWeights === null ? 1 : rootWeights[i]! * rootWeights[j]!);
    }
  }
  return gram;
}

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
  const { rows, cols, addProduct, addTransposedProduct } = centredOperator(data);
  const residual = new Float64Array(rows);
  const objective = (coef: Float64Array, gradient: Float64Array): number => {
    for (let i = 0; i < rows; i++) residual[i] = -data.target[i]!;
    addProduct(coef, residual);
    for (let j = 0; j < cols; j++) gradient[j] = alpha * coef[j]!;
    addTransposedProduct(residual, gradient);
    return 0.5 * dot(residual, 0, residual, 0, rows) + 0.5 * alpha * dot(coef, 0, coef, 0, cols);
  };
  return nonNegativeLbfgs(objective, new Float64Array(cols), options);
}
