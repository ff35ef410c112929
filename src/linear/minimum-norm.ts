import { applyReflector, pivotedQr, reflectColumn, solveUpper, solveUpperTransposed } from '../kernels/qr.js';
import { interceptOf } from './centred-data.js';
import type { CentredProblem } from './centred-problem.js';
import { type LinearSolution, refine } from './refinement.js';

/** A solution in the units of the problem, and how many columns it rests on. */
export interface RankedSolution extends LinearSolution {
  readonly rank: number;
}

/** Where columns keep at least this share of their length, few digits are lost. */
const WELL_CONDITIONED = 1e-2;
/** Up to this many values a second look costs nothing that is felt. */
const FEW_VALUES = 100_000;

/**
 * The least squares solution, and of several the one of least length: pivoted QR, with refinement where data
 * are few or badly conditioned; where columns depend on each other a complete orthogonal decomposition (Golub
 * and Van Loan 2013, section 5.5.2). The problem is overwritten.
 */
export async function minimumNormSolution(
  problem: CentredProblem,
  tolerance: number,
  pause: () => Promise<void>,
): Promise<RankedSolution> {
  const { matrix, target, rows, cols, lengths, scales } = problem;
  const { rank, order, leastShare } = await pivotedQr(matrix, rows, cols, target, lengths, tolerance, pause);
  const solution = new Float64Array(cols);
  if (rank === cols) {
    solveUpper(matrix, rows, rank, target);
    for (let k = 0; k < cols; k++) solution[order[k]!] = target[k]!;
  } else if (rank > 0) {
    const wide = transposedRows(matrix, rows, cols, rank, order, scales);
    const coef = shortestSolution(wide, cols, rank, target);
    for (let j = 0; j < cols; j++) solution[j] = coef[j]! * scales[j]!;
  }
  const found = { solution, intercept: interceptOf(problem, solution) };
  const worthwhile = leastShare < WELL_CONDITIONED || problem.source.X.rows * cols <= FEW_VALUES;
  const refined = rank === cols && worthwhile ? await refine(problem, order, found, pause) : found;
  return { ...refined, rank };
}

/** The first `rank` rows of R as columns, in the order and the units of the data. */
function transposedRows(
  matrix: Float64Array,
  rows: number,
  cols: number,
  rank: number,
  order: Int32Array,
  scales: Float64Array,
): Float64Array {
  const transposed = new Float64Array(cols * rank);
  for (let j = 0; j < cols; j++) {
    const column = order[j]!;
    for (let k = 0; k <= Math.min(j, rank - 1); k++) {
      transposed[k * cols + column] = matrix[j * rows + k]! * scales[column]!;
    }
  }
  return transposed;
}

/** The shortest x with T'x = target, for a column-major T of full column rank. T is overwritten. */
function shortestSolution(T: Float64Array, rows: number, cols: number, target: Float64Array): Float64Array {
  const taus = Float64Array.from({ length: cols }, (_, k) => reflectColumn(T, rows, cols, k, k, null));
  const solution = new Float64Array(rows);
  solution.set(target.subarray(0, cols));
  solveUpperTransposed(T, rows, cols, solution);
  for (let k = cols - 1; k >= 0; k--) applyReflector(T, k * rows + k, taus[k]!, solution, k, rows - k);
  return solution;
}
