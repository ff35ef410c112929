import type { Matrix, SparseMatrix } from '../data/index.js';
import { cholesky, solveCholesky } from '../kernels/cholesky.js';
import { addSparseProduct, addSparseTransposedProduct } from '../kernels/csr.js';
import { addScaled, dot } from '../kernels/dot.js';
import { rowGram, sparseRowGram } from '../kernels/gram.js';
import { type CentredData, centre, interceptOf, isSparse, writeCentredRows } from './centred-data.js';
import type { LeastSquares } from './centred-problem.js';
import type { LinearState } from './linear-regressor.js';
import { normalEquations } from './normal-equations.js';

type Pause = () => Promise<void>;

/**
 * Ridge by the normal equations (X'X + alpha I) w = X'y, or with more columns than rows by their dual
 * (XX' + alpha I) v = y, w = X'v. Null where the matrix is singular.
 */
export async function ridgeCholesky(
  problem: LeastSquares,
  alpha: number,
  pause: Pause,
): Promise<LinearState | null> {
  const { X, y, weights, fitIntercept } = problem;
  if (X.cols > X.rows) return dualCholesky(centre(X, y, weights, fitIntercept), alpha, pause);
  const equations = await normalEquations(problem, pause);
  const { gram, product } = equations;
  if (!(await solvePenalised(gram, X.cols, alpha, product, pause))) return null;
  return { coef: product, intercept: interceptOf(equations, product) };
}

async function dualCholesky(data: CentredData, alpha: number, pause: Pause): Promise<LinearState | null> {
  const solution = isSparse(data)
    ? await sparseDual(data, alpha, pause)
    : await denseDual(data as CentredData<Matrix>, alpha, pause);
  return solution === null ? null : { coef: solution, intercept: interceptOf(data, solution) };
}

async function denseDual(
  data: CentredData<Matrix>,
  alpha: number,
  pause: Pause,
): Promise<Float64Array | null> {
  const { rows, cols } = data.X;
  const centred = new Float64Array(rows * cols);
  writeCentredRows(data, centred);
  const gram = await rowGram(centred, rows, cols, pause);
  const target = data.target.slice();
  if (!(await solvePenalised(gram, rows, alpha, target, pause))) return null;
  const coef = new Float64Array(cols);
  for (let i = 0; i < rows; i++) addScaled(coef, 0, target[i]!, centred, i * cols, cols);
  return coef;
}

async function sparseDual(
  data: CentredData<SparseMatrix>,
  alpha: number,
  pause: Pause,
): Promise<Float64Array | null> {
  const { X, means, rootWeights } = data;
  const target = data.target.slice();
  if (!(await solvePenalised(sparseDualGram(data), X.rows, alpha, target, pause))) return null;
  const weighted = rootWeights === null ? target : target.map((value, i) => value * rootWeights[i]!);
  const coef = new Float64Array(X.cols);
  addSparseTransposedProduct(X, weighted, coef);
  const sum = weighted.reduce((all, value) => all + value, 0);
  addScaled(coef, 0, -sum, means, 0, X.cols);
  return coef;
}

/** Solves (gram + alpha I) x = target; `target` becomes x. False where the matrix is singular. */
async function solvePenalised(
  gram: Float64Array,
  size: number,
  alpha: number,
  target: Float64Array,
  pause: Pause,
): Promise<boolean> {
  for (let j = 0; j < size; j++) gram[j * size + j]! += alpha;
  if (!(await cholesky(gram, size, pause))) return false;
  solveCholesky(gram, size, target);
  return true;
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
