import { Matrix, type SparseMatrix } from '../data/index.js';
import { columnMoments, sparseColumnMoments } from '../kernels/column-moments.js';
import { addSparseProduct, addSparseTransposedProduct } from '../kernels/csr.js';
import { addScaled, dot } from '../kernels/dot.js';
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

/** The centred, weighted rows as a row-major copy. */
export function centredRows({ X, means, rootWeights }: CentredData<Matrix>): Float64Array {
  const { data, rows, cols } = X;
  const centred = new Float64Array(rows * cols);
  for (let i = 0, p = 0; i < rows; i++) {
    const root = rootWeights === null ? 1 : rootWeights[i]!;
    for (let j = 0; j < cols; j++, p++) centred[p] = (data[p]! - means[j]!) * root;
  }
  return centred;
}

/** Products with the centred, weighted matrix: from a copy of dense data, and without one of sparse data. */
export function centredOperator(data: CentredData): LinearOperator {
  return isSparse(data) ? sparseOperator(data) : denseOperator(data as CentredData<Matrix>);
}

function denseOperator(data: CentredData<Matrix>): LinearOperator {
  const { rows, cols } = data.X;
  const centred = centredRows(data);
  return {
    rows,
    cols,
    addProduct: (vector, out) => {
      for (let i = 0; i < rows; i++) out[i]! += dot(centred, i * cols, vector, 0, cols);
    },
    addTransposedProduct: (vector, out) => {
      for (let i = 0; i < rows; i++) addScaled(out, 0, vector[i]!, centred, i * cols, cols);
    },
  };
}

/** (W^1/2)(X - 1 means')v = W^1/2 (X v - means.v): nothing becomes dense. */
function sparseOperator({ X, means, rootWeights }: CentredData<SparseMatrix>): LinearOperator {
  const { rows, cols } = X;
  const scratch = new Float64Array(rows);
  return {
    rows,
    cols,
    addProduct: (vector, out) => {
      scratch.fill(-dot(means, 0, vector, 0, cols));
      addSparseProduct(X, vector, scratch);
      for (let i = 0; i < rows; i++) out[i]! += scratch[i]! * (rootWeights?.[i] ?? 1);
    },
    addTransposedProduct: (vector, out) => {
      let sum = 0;
      for (let i = 0; i < rows; i++) {
        scratch[i] = vector[i]! * (rootWeights?.[i] ?? 1);
        sum += scratch[i]!;
      }
      addSparseTransposedProduct(X, scratch, out);
      addScaled(out, 0, -sum, means, 0, cols);
    },
  };
}

function meansOf(X: Matrix | SparseMatrix, weights: Float64Array | null): Float64Array {
  return X instanceof Matrix
    ? columnMoments(X.data, X.rows, X.cols, weights).mean
    : sparseColumnMoments(X, X.rows, X.cols, weights).mean;
}
