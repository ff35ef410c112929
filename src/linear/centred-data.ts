import { Matrix, type SparseMatrix } from '../data/index.js';
import { columnMoments, sparseColumnMoments } from '../kernels/column-moments.js';
import { addScaled, dot } from '../kernels/dot.js';
import { type HeldMatrix, holdDense, holdSparse } from '../kernels/held-matrix.js';
import { withWorkspace } from '../kernels/wasm/workspace.js';
import type { LinearOperator } from '../math/lsqr.js';

/**
 * Data of least squares with the intercept taken out by centring: rows of X - means and y - targetMean, each
 * times the root of its weight. X itself is left alone.
 */
export interface CentredData<X extends Matrix | SparseMatrix = Matrix | SparseMatrix> {
  readonly X: X;
  /** Weighted mean of each column; zeros without an intercept. */
  readonly means: Float64Array;
  readonly targetMean: number;
  readonly weights: Float64Array | null;
  readonly rootWeights: Float64Array | null;
  /** (y - targetMean) * rootWeights. */
  readonly target: Float64Array;
}

/** Finds the means, and centres the target. Two passes over X. */
export function centre<X extends Matrix | SparseMatrix>(
  X: X,
  y: Float64Array,
  weights: Float64Array | null,
  fitIntercept: boolean,
): CentredData<X> {
  const rootWeights = weights?.map(Math.sqrt) ?? null;
  const means = fitIntercept ? meansOf(X, weights) : new Float64Array(X.cols);
  const targetMean = fitIntercept ? columnMoments(y, y.length, 1, weights).mean[0]! : 0;
  const target = y.map((value, i) => (value - targetMean) * (rootWeights?.[i] ?? 1));
  return { X, means, targetMean, weights, rootWeights, target };
}

/** The intercept that belongs to coefficients found after centring. */
export function interceptOf(
  { means, targetMean }: { readonly means: Float64Array; readonly targetMean: number },
  coef: Float64Array,
): number {
  return targetMean - dot(means, 0, coef, 0, coef.length);
}

/** Whether the data are sparse, in the type. */
export function isSparse(data: CentredData): data is CentredData<SparseMatrix> {
  return !(data.X instanceof Matrix);
}

/** Writes the centred, weighted rows, row-major. */
export function writeCentredRows({ X, means, rootWeights }: CentredData<Matrix>, out: Float64Array): void {
  const { data, rows, cols } = X;
  for (let i = 0, p = 0; i < rows; i++) {
    const root = rootWeights === null ? 1 : rootWeights[i]!;
    for (let j = 0; j < cols; j++, p++) out[p] = (data[p]! - means[j]!) * root;
  }
}

/**
 * Runs an iteration that needs products with the centred, weighted matrix: with a copy of dense data in the kernels'
 * memory, and of sparse data as they are.
 */
export function withCentredOperator<T>(
  data: CentredData,
  iterate: (operator: LinearOperator) => Promise<T>,
): Promise<T> {
  const { rows, cols } = data.X;
  return withWorkspace((workspace) => {
    if (isSparse(data)) return iterate(sparseOperator(data, holdSparse(workspace, data.X, cols)));
    const fill = (values: Float64Array) => writeCentredRows(data as CentredData<Matrix>, values);
    return iterate({ rows, cols, ...holdDense(workspace, rows, cols, fill) });
  });
}

/** (W^1/2)(X - 1 means')v = W^1/2 (X v - means.v): nothing becomes dense. */
function sparseOperator(
  { X, means, rootWeights }: CentredData<SparseMatrix>,
  held: HeldMatrix,
): LinearOperator {
  const { rows, cols } = X;
  const scratch = new Float64Array(rows);
  return {
    rows,
    cols,
    addProduct: (vector, out) => {
      scratch.fill(-dot(means, 0, vector, 0, cols));
      held.addProduct(vector, scratch);
      for (let i = 0; i < rows; i++) out[i]! += scratch[i]! * (rootWeights?.[i] ?? 1);
    },
    addTransposedProduct: (vector, out) => {
      let sum = 0;
      for (let i = 0; i < rows; i++) {
        scratch[i] = vector[i]! * (rootWeights?.[i] ?? 1);
        sum += scratch[i]!;
      }
      held.addTransposedProduct(scratch, out);
      addScaled(out, 0, -sum, means, 0, cols);
    },
  };
}

function meansOf(X: Matrix | SparseMatrix, weights: Float64Array | null): Float64Array {
  return X instanceof Matrix
    ? columnMoments(X.data, X.rows, X.cols, weights).mean
    : sparseColumnMoments(X, X.rows, X.cols, weights).mean;
}
