import { dot } from '../kernels/dot.js';
import { reflectColumn, solveUpper } from '../kernels/qr.js';
import type { CentredProblem } from './centred-problem.js';

/** Coefficients in the units of the problem, none of them negative. */
export interface NonNegativeSolution {
  readonly solution: Float64Array;
  /** False when the limit of changes ended it. */
  readonly converged: boolean;
}

/**
 * Least squares without negative coefficients: the active set method of Lawson and Hanson, Solving Least Squares
 * Problems (1974), chapter 23. Columns join the set of positive ones by steepest descent and leave it when they
 * would turn negative; each change solves the joined columns by QR. A column of which no larger share than
 * `tolerance` of its length is independent of those joined stays out.
 * O(rows * cols^2) a change, and about cols changes.
 */
export async function nonNegativeLeastSquares(
  problem: CentredProblem,
  tolerance: number,
  pause: () => Promise<void>,
): Promise<NonNegativeSolution> {
  const { matrix, rows, cols, target } = problem;
  const norms = Float64Array.from({ length: cols }, (_, j) => norm(matrix, j * rows, rows));
  const noSlope = 10 * Number.EPSILON * Math.max(rows, cols) * norm(target, 0, rows);
  const solution = new Float64Array(cols);
  const residual = target.slice();
  const joined: number[] = [];
  const barred = new Set<number>();

  for (let change = 0; change < 10 * cols + 10; change++) {
    await pause();
    const next = steepest(problem, residual, norms, noSlope, barred);
    if (next === null) return { solution, converged: true };
    barred.add(next);
    let trial = solve(problem, [...joined, next], tolerance);
    // Rounding can make a column look useful that is not: it must come in with a positive coefficient.
    if (trial === null || trial.at(-1)! <= 0) continue;
    joined.push(next);
    while (trial?.some((value) => value <= 0)) {
      shrink(solution, joined, trial);
      trial = solve(problem, joined, tolerance);
    }
    residual.set(target);
    joined.forEach((column, k) => {
      solution[column] = trial?.[k] ?? 0;
      for (let i = 0; i < rows; i++) residual[i]! -= solution[column]! * matrix[column * rows + i]!;
    });
    barred.clear();
    for (const column of joined) barred.add(column);
  }
  return { solution, converged: false };
}

/** The column along which the residual falls fastest, or null where none makes it fall. */
function steepest(
  { matrix, rows, cols }: CentredProblem,
  residual: Float64Array,
  norms: Float64Array,
  noSlope: number,
  barred: ReadonlySet<number>,
): number | null {
  let best: number | null = null;
  let most = noSlope;
  for (let j = 0; j < cols; j++) {
    if (barred.has(j) || norms[j] === 0) continue;
    const slope = dot(matrix, j * rows, residual, 0, rows) / norms[j]!;
    if (slope > most) {
      best = j;
      most = slope;
    }
  }
  return best;
}

/** Least squares on some of the columns, or null where they depend on each other. */
function solve(
  { matrix, rows, target, lengths }: CentredProblem,
  columns: readonly number[],
  tolerance: number,
): Float64Array | null {
  if (columns.length > rows) return null;
  const chosen = new Float64Array(rows * columns.length);
  columns.forEach((column, k) => {
    chosen.set(matrix.subarray(column * rows, (column + 1) * rows), k * rows);
  });
  const rest = target.slice();
  for (let k = 0; k < columns.length; k++) {
    reflectColumn(chosen, rows, columns.length, k, k, rest);
    if (Math.abs(chosen[k * rows + k]!) <= tolerance * lengths[columns[k]!]!) return null;
  }
  solveUpper(chosen, rows, columns.length, rest);
  return rest.slice(0, columns.length);
}

/** Goes from the solution towards the trial until the first coefficient is 0, and drops those at 0 from the set. */
function shrink(solution: Float64Array, joined: number[], trial: Float64Array): void {
  const shares = joined.map((column, k) => {
    const now = solution[column]!;
    return trial[k]! <= 0 ? now / (now - trial[k]!) : 1;
  });
  const share = shares.reduce((least, each) => Math.min(least, each), 1);
  joined.forEach((column, k) => {
    const blocked = trial[k]! <= 0 && shares[k]! <= share;
    const reached = solution[column]! + share * (trial[k]! - solution[column]!);
    solution[column] = blocked ? 0 : Math.max(0, reached);
  });
  const kept = joined.filter((column) => solution[column]! > 0);
  joined.splice(0, joined.length, ...kept);
}

function norm(values: Float64Array, start: number, length: number): number {
  return Math.sqrt(dot(values, start, values, start, length));
}
