import { Matrix, SparseMatrix } from '../data/index.js';
import type { Tree } from '../kernels/tree/tree-nodes.js';
import { decisionPath, leaves } from '../tree/fitted-tree.js';

/** The nodes that rows pass in the trees of a forest. */
export interface ForestPath {
  /** Rows by the nodes of all trees, ones where a row passes a node. */
  readonly indicator: SparseMatrix;
  /** The nodes of tree t are the columns from `nNodesPtr[t]` to `nNodesPtr[t + 1] - 1`. */
  readonly nNodesPtr: Int32Array;
}

/** The leaf of each row in each tree: rows by trees. */
export function forestLeaves(trees: readonly Tree[], X: Matrix): Matrix {
  return Matrix.fromColumns(trees.map((tree) => leaves(tree, X)));
}

/** The nodes each row passes, tree after tree. */
export function forestPath(trees: readonly Tree[], X: Matrix): ForestPath {
  const paths = trees.map((tree) => decisionPath(tree, X));
  const nNodesPtr = new Int32Array(trees.length + 1);
  trees.forEach((tree, t) => {
    nNodesPtr[t + 1] = nNodesPtr[t]! + tree.feature.length;
  });
  const total = paths.reduce((sum, path) => sum + path.nonZero, 0);
  const indices = new Int32Array(total);
  const indptr = new Int32Array(X.rows + 1);
  let filled = 0;
  for (let i = 0; i < X.rows; i++) {
    for (const [t, path] of paths.entries()) {
      for (let p = path.indptr[i]!; p < path.indptr[i + 1]!; p++) {
        indices[filled++] = nNodesPtr[t]! + path.indices[p]!;
      }
    }
    indptr[i + 1] = filled;
  }
  const parts = { data: new Float64Array(total).fill(1), indices, indptr };
  return { indicator: new SparseMatrix(parts, X.rows, nNodesPtr[trees.length]!), nNodesPtr };
}
