import type { Matrix, SparseMatrix } from '../data/index.js';
import { reflectColumn, triangleOf } from '../kernels/qr.js';
import { blockWidth, columnScales, packedRows, type RowSource, readBlock } from './row-blocks.js';

/**
 * Least squares after the intercept is taken out by an orthogonal transform: minimise
 * ||target - matrix w'||, where w' = scales * w. It has at most cols + 1 rows, however many the data had.
 */
export interface CentredProblem {
  /** Column-major, rows x cols. */
  readonly matrix: Float64Array;
  readonly target: Float64Array;
  readonly rows: number;
  readonly cols: number;
  /** Length of each column before centring: what its rounding errors are proportional to. */
  readonly lengths: Float64Array;
  /** Power of two by which each column of X was divided: w' is w times these. */
  readonly scales: Float64Array;
  /** Mean of each column, of the target, and the sum of weights; zeros without an intercept. */
  readonly means: Float64Array;
  readonly targetMean: number;
  readonly totalWeight: number;
  /** The data that this is made of. */
  readonly source: RowSource;
}

/** Least squares as it is given. */
export interface LeastSquares {
  readonly X: Matrix | SparseMatrix;
  readonly y: Float64Array;
  readonly weights: Float64Array | null;
  readonly fitIntercept: boolean;
}

/** With fewer values than these a table that is not tall is not worth folding. */
const FEW_VALUES = 50_000;

/**
 * Brings least squares with weights and intercept to a small problem with the same solutions. Tall data are
 * folded into a triangle block by block (QR by rows; Golub and Van Loan 2013, sections 5.1 and 6.5.3), so
 * that sparse data become dense only one block at a time. O(rows * cols^2).
 */
export async function centredProblem(
  { X, y, weights, fitIntercept }: LeastSquares,
  pause: () => Promise<void>,
): Promise<CentredProblem> {
  const rootWeights = weights?.map(Math.sqrt) ?? null;
  const scales = columnScales(X);
  const source: ScaledSource = { X, target: y, rootWeights, scales, shifts: null, intercept: fitIntercept };
  const width = blockWidth(source);
  const tall = X.rows > 2 * width || (X.rows > width && X.rows * width > FEW_VALUES);
  const rows = tall ? width - 1 : X.rows;
  const all = tall ? await triangleOf(packedRows(source), pause) : wholeTable(source);
  return fitIntercept ? withoutIntercept(all, rows, source) : asItIs(all, rows, source);
}

type ScaledSource = RowSource & { readonly scales: Float64Array };

function wholeTable(source: RowSource): Float64Array {
  const { rows } = source.X;
  const table = new Float64Array(rows * blockWidth(source));
  readBlock(source, 0, rows, table);
  return table;
}

function asItIs(all: Float64Array, rows: number, source: ScaledSource): CentredProblem {
  const { X, scales } = source;
  const { cols } = X;
  return {
    matrix: all.subarray(0, rows * cols),
    target: all.subarray(rows * cols),
    rows,
    cols,
    lengths: columnLengths(all, rows, 0, cols),
    scales,
    means: new Float64Array(cols),
    targetMean: 0,
    totalWeight: 0,
    source,
  };
}

/** Reflects the column of ones away: what is left below its first row is centred. */
function withoutIntercept(all: Float64Array, rows: number, source: ScaledSource): CentredProblem {
  const { X, scales } = source;
  const { cols } = X;
  const lengths = columnLengths(all, rows, 1, cols);
  reflectColumn(all, rows, cols + 2, 0, 0, null);
  const below = rows - 1;
  const rest = new Float64Array(below * (cols + 1));
  // The first row of R holds the sums over the column of ones, divided by its length.
  const means = new Float64Array(cols + 1);
  for (let j = 0; j <= cols; j++) {
    const start = (j + 1) * rows;
    means[j] = all[start]! / all[0]!;
    rest.set(all.subarray(start + 1, start + rows), j * below);
  }
  return {
    matrix: rest.subarray(0, below * cols),
    target: rest.subarray(below * cols),
    rows: below,
    cols,
    lengths,
    scales,
    means: means.slice(0, cols),
    targetMean: means[cols]!,
    totalWeight: all[0]! * all[0]!,
    source,
  };
}

function columnLengths(matrix: Float64Array, rows: number, from: number, count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, j) => {
    let squares = 0;
    for (let p = (from + j) * rows; p < (from + j + 1) * rows; p++) squares += matrix[p]! * matrix[p]!;
    return Math.sqrt(squares);
  });
}
