import type { Matrix, SparseMatrix } from '../data/index.js';
import type { Tree } from '../kernels/tree/tree-nodes.js';
import { numberAfter } from '../tree/engine/next-numbers.js';
import { leaves } from '../tree/fitted-tree.js';
import { denseRows } from '../tree/grow-tree.js';

/**
 * The share of the trees that vote for each class, `width` numbers a row, for trees whose leaves hold one vote. Of
 * classes with equally many votes the one that had them first in the order of the trees is chosen, as by
 * ml-random-forest; where the first of `classes` would be chosen instead, its share is the next number up.
 */
export function voteShares(trees: readonly Tree[], X: Matrix | SparseMatrix, width: number): Float64Array {
  const table = denseRows(X);
  const votes = new Float64Array(table.rows * width);
  const most = new Int32Array(table.rows);
  const chosen = new Int32Array(table.rows);
  for (const tree of trees) {
    const classOf = votedClasses(tree, width);
    const reached = leaves(tree, table);
    for (let i = 0; i < reached.length; i++) {
      const voted = classOf[reached[i]!]!;
      const count = ++votes[i * width + voted]!;
      if (count <= most[i]!) continue;
      most[i] = count;
      chosen[i] = voted;
    }
  }
  const shares = votes.map((count) => count / trees.length);
  for (let i = 0; i < table.rows; i++) {
    const at = i * width + chosen[i]!;
    const share = shares[at]!;
    if (shares.subarray(i * width, at).includes(share)) shares[at] = numberAfter(share);
  }
  return shares;
}

/** The class that each leaf votes for. */
function votedClasses({ value, feature }: Tree, width: number): Int32Array {
  return Int32Array.from(feature, (_, node) => value.subarray(node * width, (node + 1) * width).indexOf(1));
}
