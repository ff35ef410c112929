import { addScaled, dot } from './dot.js';
import { type PackedRows, packedWidth, throughPanels } from './packed-rows.js';
import { f64, u8 } from './wasm/layout.js';
import { withWorkspace } from './wasm/workspace.js';

/*
 * Householder QR (Golub and Van Loan, Matrix Computations, 4th ed. 2013, sections 5.1-5.5).
 * Matrices here are column-major: element (i, j) of a matrix of `rows` rows is at j * rows + i.
 */

/** R of the QR of all rows of [1 | (X - shifts) / scales | target], column-major, without the target's own length. */
export function triangleOf(source: PackedRows, pause: () => Promise<void>): Promise<Float64Array> {
  const width = packedWidth(source);
  return throughPanels(
    source,
    (kernels, rows) => ({ factor: f64(width * width), scratch: u8(kernels.foldScratch(rows)) }),
    {
      start: ({ factor }) => factor.fill(0),
      use: (kernels, panels, rows, { factor, scratch }) =>
        kernels.foldPanels(factor.byteOffset, width, panels, rows, width - 1, scratch.byteOffset),
      end: ({ factor }) => {
        const trimmed = new Float64Array((width - 1) * width);
        for (let j = 0; j < width; j++) {
          trimmed.set(factor.subarray(j * width, j * width + width - 1), j * (width - 1));
        }
        return trimmed;
      },
    },
    pause,
  );
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
export function pivotedQr(
  matrix: Float64Array,
  rows: number,
  cols: number,
  target: Float64Array,
  lengths: Float64Array,
  tolerance: number,
  pause: () => Promise<void>,
): Promise<PivotedQr> {
  return withWorkspace(async (workspace) => {
    const { kernels } = workspace;
    const own = workspace.allocate({ matrix: f64(rows * cols), target: f64(rows), squares: f64(cols) });
    own.matrix.set(matrix.subarray(0, rows * cols));
    own.target.set(target.subarray(0, rows));
    for (let j = 0; j < cols; j++) own.squares[j] = dot(matrix, j * rows, matrix, j * rows, rows);
    const order = Int32Array.from({ length: cols }, (_, j) => j);
    const most = Math.min(rows, cols);
    let leastShare = 1;
    let rank = 0;
    while (rank < most) {
      await pause();
      const { pivot, share } = nextColumn(own.squares, order, lengths, rank);
      if (share <= tolerance) break;
      leastShare = Math.min(leastShare, share);
      if (pivot !== rank) {
        swapColumns(own.matrix, rows, rank, pivot);
        [order[rank], order[pivot]] = [order[pivot]!, order[rank]!];
      }
      kernels.reflectStep(
        own.matrix.byteOffset,
        rows,
        cols,
        rank,
        own.target.byteOffset,
        own.squares.byteOffset,
      );
      rank++;
    }
    matrix.set(own.matrix);
    target.set(own.target);
    return { rank, order, leastShare };
  });
}

/** The column behind `from` that has the largest share of its length left. */
function nextColumn(
  squares: Float64Array,
  order: Int32Array,
  lengths: Float64Array,
  from: number,
): { readonly pivot: number; readonly share: number } {
  let pivot = from;
  let share = -1;
  for (let j = from; j < order.length; j++) {
    const length = lengths[order[j]!]!;
    const rest = length === 0 ? 0 : Math.sqrt(squares[j]!) / length;
    if (rest > share) {
      pivot = j;
      share = rest;
    }
  }
  return { pivot, share };
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
