import { type Matrix, SparseMatrix } from '../data/index.js';
import { addValues } from '../kernels/tree/leaf-values.js';
import type { Tree } from '../kernels/tree/tree-nodes.js';
import { leavesOf, pathsOf } from '../kernels/tree/walk-tree.js';

/** What a fitted tree remembers. */
export interface TreeState {
  readonly tree: Tree;
}

/** The leaf of each row. */
export function leaves(tree: Tree, X: Matrix): Int32Array {
  const { data, rows, cols } = X;
  return leavesOf(tree, data, rows, cols);
}

/** The nodes that each row passes, as ones in a sparse matrix of rows by nodes. */
export function decisionPath(tree: Tree, X: Matrix): SparseMatrix {
  const { data, rows, cols } = X;
  return new SparseMatrix(pathsOf(tree, data, rows, cols), rows, tree.feature.length);
}

/** The mean over some trees of the values of each row's leaf, `width` numbers a row. */
export function meanValues(trees: readonly Tree[], X: Matrix, width: number): Float64Array {
  const { data, rows, cols } = X;
  const means = new Float64Array(rows * width);
  addValues(trees, data, rows, cols, width, means);
  if (trees.length > 1) for (let p = 0; p < means.length; p++) means[p]! /= trees.length;
  return means;
}
