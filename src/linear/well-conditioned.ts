import { Matrix, type SparseMatrix } from '../data/index.js';
import { cholesky, solveCholesky } from '../kernels/cholesky.js';
import { addSparseProduct, addSparseTransposedProduct } from '../kernels/csr.js';
import { addScaled, dot } from '../kernels/dot.js';
import { type ResidualProducts, residualProducts } from '../kernels/residual-products.js';
import { interceptOf } from './centred-data.js';
import type { LeastSquares } from './centred-problem.js';
import type { LinearState } from './linear-regressor.js';
import { type NormalEquations, normalEquations } from './normal-equations.js';

type Pause = () => Promise<void>;

/** Fewer rows a column than this are as well served by QR. */
const ROWS_A_COLUMN = 10;
/** Up to this many values QR with refinement takes no time that is felt. */
const FEW_VALUES = 100_000;
/** A sparse table's Gram matrix is dense. */
const MOST_SPARSE_COLUMNS = 2000;
/** Share of a sparse column's sum of squares that centring must leave: it is taken off after the fact. */
const LEAST_LEFT = 1e-4;
/** A correction larger than this share says that the factor was not as good as its condition promised. */
const LARGEST_CORRECTION = 1e-6;

/** Whether the data are so tall that the normal equations are worth a try. */
export function isTall({ X }: LeastSquares): boolean {
  return (
    X.rows >= ROWS_A_COLUMN * X.cols &&
    X.rows * X.cols > FEW_VALUES &&
    (X instanceof Matrix || X.cols <= MOST_SPARSE_COLUMNS)
  );
}

/**
 * Least squares of tall, well conditioned data by the Cholesky factor of the centred Gram matrix, scaled to a diagonal
 * of ones, and one correction from the residuals of the data themselves; null where that would not be as good as QR.
 *
 * The normal equations square the condition number k of the columns, so the factor alone is good to k^2 u only. A
 * second pass over the data makes up for it as long as k is below 1 / (8 sqrt(u (rows cols + cols (cols + 1)))): then
 * Cholesky QR done twice is as orthogonal as Householder's QR (Yamamoto, Nakatsukasa, Yanagisawa and Fukaya, Roundoff
 * error analysis of the CholeskyQR2 algorithm, ETNA 44 (2015), 306-326). Here the second pass corrects the solution
 * and not the factor, by the seminormal equations, which is as accurate as QR under the same condition (Björck, 1987;
 * Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed. 2002, section 20.6). k^2 is bounded from above by
 * ||G||_inf trace(G^-1). What passes the bound, lacks rank, or is corrected by more than such a factor could need goes
 * to pivoted QR.
 */
export async function wellConditionedSolution(
  problem: LeastSquares,
  tolerance: number,
  pause: Pause,
): Promise<LinearState | null> {
  const { rows, cols } = problem.X;
  const equations = await normalEquations(problem, pause);
  const scales = columnScales(equations, problem.X instanceof Matrix ? 0 : LEAST_LEFT);
  if (scales === null) return null;
  const factor = scaledGram(equations.gram, scales);
  const rowSum = largestRowSum(factor, cols);
  if (!(await cholesky(factor, cols, pause))) return null;
  const inflations = await inverseDiagonal(factor, cols, pause);
  const limit = 1 / (64 * (Number.EPSILON / 2) * (rows * cols + cols * (cols + 1)));
  if (!(rowSum * inflations.reduce((sum, each) => sum + each, 0) <= limit)) return null;
  if (!(leastShare(equations, inflations) > tolerance)) return null;

  const coef = solveScaled(factor, scales, equations.product);
  const { gradient, sum } = await productsOf(problem, equations, coef, pause);
  const step = solveScaled(factor, scales, gradient);
  if (!(largest(step, scales) <= LARGEST_CORRECTION * largest(coef, scales))) return null;
  for (let j = 0; j < cols; j++) coef[j]! += step[j]!;
  const shift = problem.fitIntercept ? sum / equations.totalWeight : 0;
  return { coef, intercept: interceptOf(equations, coef) + shift };
}

/** The length of each centred column; null where one has no length, or centring left too little of it. */
function columnScales({ gram, means, totalWeight }: NormalEquations, leastLeft: number): Float64Array | null {
  const cols = means.length;
  const scales = new Float64Array(cols);
  for (let j = 0; j < cols; j++) {
    const squares = gram[j * cols + j]!;
    scales[j] = Math.sqrt(squares);
    if (!(squares > leastLeft * (squares + totalWeight * means[j]! ** 2) && scales[j]! < 1e150)) return null;
  }
  return scales;
}

function scaledGram(gram: Float64Array, scales: Float64Array): Float64Array {
  const cols = scales.length;
  return gram.map((value, p) => {
    const i = Math.floor(p / cols);
    const j = p % cols;
    return j > i ? 0 : i === j ? 1 : value / scales[i]! / scales[j]!;
  });
}

/** The largest sum of magnitudes in a row of a symmetric matrix given by its lower triangle. */
function largestRowSum(matrix: Float64Array, size: number): number {
  const sums = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      const value = Math.abs(matrix[i * size + j]!);
      sums[i]! += value;
      if (j < i) sums[j]! += value;
    }
  }
  return sums.reduce((most, sum) => Math.max(most, sum), 0);
}

/** The diagonal of the inverse, from the Cholesky factor: how much others inflate the variance of each coefficient. */
async function inverseDiagonal(factor: Float64Array, size: number, pause: Pause): Promise<Float64Array> {
  const diagonal = new Float64Array(size);
  const column = new Float64Array(size);
  for (let j = 0; j < size; j++) {
    await pause();
    column[j] = 1 / factor[j * size + j]!;
    for (let i = j + 1; i < size; i++) {
      column[i] = -dot(factor, i * size + j, column, j, i - j) / factor[i * size + i]!;
    }
    diagonal[j] = dot(column, j, column, j, size - j);
  }
  return diagonal;
}

/** The least share of its length that a column has for itself, beside the others and the intercept. */
function leastShare({ gram, means, totalWeight }: NormalEquations, inflations: Float64Array): number {
  const cols = means.length;
  let least = 1;
  for (let j = 0; j < cols; j++) {
    const squares = gram[j * cols + j]!;
    const share = squares / (squares + totalWeight * means[j]! ** 2) / inflations[j]!;
    least = Math.min(least, Math.sqrt(share));
  }
  return least;
}

function solveScaled(factor: Float64Array, scales: Float64Array, product: Float64Array): Float64Array {
  const solution = product.map((value, j) => value / scales[j]!);
  solveCholesky(factor, scales.length, solution);
  return solution.map((value, j) => value / scales[j]!);
}

async function productsOf(
  { X, y, weights }: LeastSquares,
  { means, targetMean }: NormalEquations,
  coef: Float64Array,
  pause: Pause,
): Promise<ResidualProducts> {
  if (X instanceof Matrix) {
    return residualProducts(X.data, y, weights, { means, coef, offset: targetMean }, pause);
  }
  return sparseProducts(X, y, weights, means, targetMean - dot(means, 0, coef, 0, X.cols), coef);
}

function sparseProducts(
  X: SparseMatrix,
  y: Float64Array,
  weights: Float64Array | null,
  means: Float64Array,
  intercept: number,
  coef: Float64Array,
): ResidualProducts {
  const residual = new Float64Array(X.rows).fill(-intercept);
  addSparseProduct(
    X,
    coef.map((value) => -value),
    residual,
  );
  let sum = 0;
  for (let i = 0; i < X.rows; i++) {
    residual[i] = (y[i]! + residual[i]!) * (weights?.[i] ?? 1);
    sum += residual[i]!;
  }
  const gradient = new Float64Array(X.cols);
  addSparseTransposedProduct(X, residual, gradient);
  addScaled(gradient, 0, -sum, means, 0, X.cols);
  return { gradient, sum };
}

function largest(coef: Float64Array, scales: Float64Array): number {
  return coef.reduce((most, value, j) => Math.max(most, Math.abs(value) * scales[j]!), 0);
}
