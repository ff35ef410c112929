import { addScaled, dot } from './dot.js';

/*
 * Householder QR (Golub and Van Loan, Matrix Computations, 4th ed. 2013, sections 5.1-5.5).
 * Matrices here are column-major: element (i, j) of a matrix of `rows` rows is at j * rows + i.
 */

/**
 * Folds a block of rows into the triangular factor of the rows before it: afterwards `factor` is R of the QR
 * of all rows together. Column by column a reflection takes the block to zero; the last `carried` columns of
 * the factor (right-hand sides) are reflected along but not taken to zero. The block is overwritten.
 * O(rows * cols^2), with no more in reach than the block and R.
 */
export function foldRows(
  factor: Float64Array,
  cols: number,
  block: Float64Array,
  rows: number,
  carried: number,
): void {
  for (let k = 0; k < cols - carried; k++) {
    const own = k * rows;
    const squares = dot(block, own, block, own, rows);
    if (squares === 0) continue;
    const { beta, tau, scale } = reflector(factor[k * cols + k]!, squares);
    factor[k * cols + k] = beta;
    for (let i = 0; i < rows; i++) block[own + i]! *= scale;
    let j = k + 1;
    for (; j + 3 < cols; j += 4) foldFour(factor, cols, block, rows, k, j, tau);
    for (; j < cols; j++) {
      const at = j * cols + k;
      const s = tau * (factor[at]! + dot(block, own, block, j * rows, rows));
      factor[at]! -= s;
      addScaled(block, j * rows, -s, block, own, rows);
    }
  }
}

/** The reflection of column k upon columns j..j+3: four columns share each read of the reflector. */
function foldFour(
  factor: Float64Array,
  cols: number,
  block: Float64Array,
  rows: number,
  k: number,
  j: number,
  tau: number,
): void {
  const own = k * rows;
  const [a, b, c, d] = [j * rows, (j + 1) * rows, (j + 2) * rows, (j + 3) * rows];
  const at = j * cols + k;
  let sa = factor[at]!;
  let sb = factor[at + cols]!;
  let sc = factor[at + 2 * cols]!;
  let sd = factor[at + 3 * cols]!;
  for (let i = 0; i < rows; i++) {
    const v = block[own + i]!;
    sa += v * block[a + i]!;
    sb += v * block[b + i]!;
    sc += v * block[c + i]!;
    sd += v * block[d + i]!;
  }
  sa *= tau;
  sb *= tau;
  sc *= tau;
  sd *= tau;
  factor[at]! -= sa;
  factor[at + cols]! -= sb;
  factor[at + 2 * cols]! -= sc;
  factor[at + 3 * cols]! -= sd;
  for (let i = 0; i < rows; i++) {
    const v = block[own + i]!;
    block[a + i]! -= sa * v;
    block[b + i]! -= sb * v;
    block[c + i]! -= sc * v;
    block[d + i]! -= sd * v;
  }
}

/**
 * Reflects rows from..rows-1 of a matrix so that column `column` becomes zero below row `from`, and that part
 * of every column behind it and of the right-hand side along. The reflector stays below the diagonal (its
 * first element, 1, is implied); what is returned is its factor, for {@link applyReflector}.
 */
export function reflectColumn(
  matrix: Float64Array,
  rows: number,
  cols: number,
  column: number,
  from: number,
  target: Float64Array | null,
): number {
  const own = column * rows + from;
  const below = rows - from - 1;
  const squares = dot(matrix, own + 1, matrix, own + 1, below);
  if (squares === 0) return 0;
  const { beta, tau, scale } = reflector(matrix[own]!, squares);
  for (let i = 1; i <= below; i++) matrix[own + i]! *= scale;
  for (let j = column + 1; j < cols; j++)
    applyReflector(matrix, own, tau, matrix, j * rows + from, below + 1);
  if (target !== null) applyReflector(matrix, own, tau, target, from, below + 1);
  matrix[own] = beta;
  return tau;
}

/** Reflects `length` values of `target` by the reflector stored at `own` of `matrix` (first element 1, implied). */
export function applyReflector(
  matrix: Float64Array,
  own: number,
  tau: number,
  target: Float64Array,
  at: number,
  length: number,
): void {
  const s = tau * (target[at]! + dot(matrix, own + 1, target, at + 1, length - 1));
  target[at]! -= s;
  addScaled(target, at + 1, -s, matrix, own + 1, length - 1);
}

/** What a pivoted QR found: how many columns are independent, and the order in which they were taken. */
export interface PivotedQr {
  readonly rank: number;
  /** The original position of each column, in the order they were taken. */
  readonly order: Int32Array;
  /** The smallest share of its length that a column taken kept: how well conditioned the columns are. */
  readonly leastShare: number;
}

/**
 * QR with column pivoting in place (Businger and Golub, 1965): next comes the column of which the largest
 * share of its own length (`lengths`) is independent of the columns taken; at a share of `tolerance` or less
 * it ends. Shares do not depend on the units of the columns. R is left in the leading rows, columns in the
 * order taken; the right-hand side becomes Q'target. `pause` is awaited between columns. O(rows * cols * rank).
 */
export async function pivotedQr(
  matrix: Float64Array,
  rows: number,
  cols: number,
  target: Float64Array,
  lengths: Float64Array,
  tolerance: number,
  pause: () => Promise<void>,
): Promise<PivotedQr> {
  const order = Int32Array.from({ length: cols }, (_, j) => j);
  const most = Math.min(rows, cols);
  let leastShare = 1;
  for (let k = 0; k < most; k++) {
    await pause();
    let pivot = k;
    let share = -1;
    for (let j = k; j < cols; j++) {
      const length = lengths[order[j]!]!;
      const start = j * rows + k;
      const rest = length === 0 ? 0 : Math.sqrt(dot(matrix, start, matrix, start, rows - k)) / length;
      if (rest > share) {
        pivot = j;
        share = rest;
      }
    }
    if (share <= tolerance) return { rank: k, order, leastShare };
    leastShare = Math.min(leastShare, share);
    if (pivot !== k) {
      swapColumns(matrix, rows, k, pivot);
      [order[k], order[pivot]] = [order[pivot]!, order[k]!];
    }
    reflectColumn(matrix, rows, cols, k, k, target);
  }
  return { rank: most, order, leastShare };
}

/** Solves R x = target for the leading `size` columns of an upper triangle; `target` becomes x. */
export function solveUpper(matrix: Float64Array, rows: number, size: number, target: Float64Array): void {
  for (let k = size - 1; k >= 0; k--) {
    target[k]! /= matrix[k * rows + k]!;
    addScaled(target, 0, -target[k]!, matrix, k * rows, k);
  }
}

/** Solves R'x = target, R as in {@link solveUpper}. */
export function solveUpperTransposed(
  matrix: Float64Array,
  rows: number,
  size: number,
  target: Float64Array,
): void {
  for (let k = 0; k < size; k++) {
    target[k] = (target[k]! - dot(matrix, k * rows, target, 0, k)) / matrix[k * rows + k]!;
  }
}

/** The reflection that takes a vector of leading element alpha and remaining squares to (beta, 0, ...). */
function reflector(alpha: number, squares: number): { beta: number; tau: number; scale: number } {
  const norm = Math.sqrt(alpha * alpha + squares);
  // The sign that makes alpha - beta a sum, so that nothing cancels.
  const beta = alpha > 0 ? -norm : norm;
  return { beta, tau: (beta - alpha) / beta, scale: 1 / (alpha - beta) };
}

function swapColumns(matrix: Float64Array, rows: number, a: number, b: number): void {
  for (let i = 0; i < rows; i++) {
    const kept = matrix[a * rows + i]!;
    matrix[a * rows + i] = matrix[b * rows + i]!;
    matrix[b * rows + i] = kept;
  }
}
