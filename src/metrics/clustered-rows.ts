import { asTable, checkValues, type DataLike, type LabelsLike, Matrix, SparseMatrix } from '../data/index.js';
import { InvalidDataError } from '../errors/index.js';
import { checkPaired } from './paired.js';
import { classLabels, codesOf } from './paired-labels.js';

/** Rows of numbers with the cluster of each. */
export interface ClusteredRows {
  readonly X: Matrix;
  /** Cluster of each row, from 0. */
  readonly codes: Int32Array;
  /** Number of rows in each cluster. */
  readonly sizes: Float64Array;
}

/** Data as a dense matrix without missing values. */
export function denseRows(owner: string, X: DataLike): Matrix {
  const table = asTable(X, owner);
  const matrix =
    table instanceof Matrix ? table : table instanceof SparseMatrix ? table.toDense() : table.toMatrix();
  checkValues(matrix, owner, { missing: false });
  return matrix;
}

/** Rows and labels, checked: at least two clusters, and fewer than rows. */
export function clusterRows(owner: string, X: DataLike, labels: LabelsLike): ClusteredRows {
  const matrix = denseRows(owner, X);
  const given = classLabels(owner, labels, 'labels');
  checkPaired(owner, matrix.rows, given.length, 'labels', 'X');
  const clusters = [...new Set(given)];
  if (clusters.length < 2 || clusters.length >= given.length) {
    throw new InvalidDataError(
      `${owner}: labels must hold from 2 to ${given.length - 1} clusters (one fewer than rows). ` +
        `Got ${clusters.length}.`,
    );
  }
  const codes = codesOf(given, clusters);
  const sizes = new Float64Array(clusters.length);
  for (const code of codes) sizes[code]! += 1;
  return { X: matrix, codes, sizes };
}

/** The mean row of each cluster. */
export function centroidsOf({ X, codes, sizes }: ClusteredRows): Matrix {
  const centroids = Matrix.zeros(sizes.length, X.cols);
  for (let i = 0; i < X.rows; i++) {
    const centroid = centroids.row(codes[i]!);
    const row = X.row(i);
    for (let j = 0; j < row.length; j++) centroid[j]! += row[j]!;
  }
  for (let k = 0; k < sizes.length; k++) {
    const centroid = centroids.row(k);
    for (let j = 0; j < centroid.length; j++) centroid[j]! /= sizes[k]!;
  }
  return centroids;
}

/** Squared euclidean distance of two rows. */
export function squaredDistance(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) {
    const difference = a[j]! - b[j]!;
    sum += difference * difference;
  }
  return sum;
}
