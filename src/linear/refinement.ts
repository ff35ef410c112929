import { addTransposedProducts, subtractProducts } from '../kernels/compensated.js';
import { solveUpper, solveUpperTransposed } from '../kernels/qr.js';
import type { CentredProblem } from './centred-problem.js';
import { eachBlock } from './row-blocks.js';

const MOST_STEPS = 5;

/** A solution in the units of the problem, with the intercept. */
export interface LinearSolution {
  readonly solution: Float64Array;
  readonly intercept: number;
}

/**
 * Regains digits that a badly conditioned problem has lost: the residual and its products with the columns are
 * taken in twice the precision from the data, the correction comes from the seminormal equations R'R d = X'r.
 * It goes on while corrections at least halve, and one that is not followed by a smaller one is undone.
 * Björck, Stability analysis of the method of seminormal equations, Linear Algebra Appl. 88/89 (1987), 31-48.
 * `factor` is R of the problem's columns in the order `order`. Two products with X a step.
 */
export async function refine(
  problem: CentredProblem,
  order: Int32Array,
  start: LinearSolution,
  pause: () => Promise<void>,
): Promise<LinearSolution> {
  let current = start;
  let before = start;
  let last = Number.POSITIVE_INFINITY;
  for (let step = 0; step < MOST_STEPS; step++) {
    const { solution, intercept } = current;
    const correction = await correctionOf(problem, order, current, pause);
    const size = largest(correction.solution, problem.lengths) / largest(solution, problem.lengths);
    if (!(size <= last / 2)) return size < last ? current : before;
    before = current;
    current = {
      solution: solution.map((value, j) => value + correction.solution[j]!),
      intercept: intercept + correction.intercept,
    };
    if (size <= Number.EPSILON) return current;
    last = size;
  }
  return current;
}

async function correctionOf(
  { matrix, rows, cols, means, totalWeight, source }: CentredProblem,
  order: Int32Array,
  { solution, intercept }: LinearSolution,
  pause: () => Promise<void>,
): Promise<LinearSolution> {
  const lead = source.intercept ? 1 : 0;
  const all = new Float64Array(cols + lead);
  if (source.intercept) all[0] = intercept;
  all.set(solution, lead);
  const high = new Float64Array(all.length);
  const low = new Float64Array(all.length);
  await eachBlock(source, pause, (block, count) => {
    const residual = block.slice(all.length * count, (all.length + 1) * count);
    const residualLow = new Float64Array(count);
    subtractProducts(block, count, all, residual, residualLow);
    addTransposedProducts(block, count, residual, residualLow, high, low);
  });
  const gradient = high.map((value, j) => value + low[j]!);
  const mean = source.intercept ? gradient[0]! : 0;
  const step = Float64Array.from(order, (j) => gradient[lead + j]! - means[j]! * mean);
  solveUpperTransposed(matrix, rows, cols, step);
  solveUpper(matrix, rows, cols, step);
  const correction = new Float64Array(cols);
  let shift = mean / totalWeight;
  for (let k = 0; k < cols; k++) {
    correction[order[k]!] = step[k]!;
    shift -= means[order[k]!]! * step[k]!;
  }
  return { solution: correction, intercept: source.intercept ? shift : 0 };
}

function largest(solution: Float64Array, lengths: Float64Array): number {
  let most = 0;
  for (let j = 0; j < solution.length; j++) most = Math.max(most, Math.abs(solution[j]!) * lengths[j]!);
  return most;
}
