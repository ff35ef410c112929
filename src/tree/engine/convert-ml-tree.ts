import type { TreeNode } from 'ml-cart';
import type { Matrix } from '../../data/index.js';
import type { Criterion } from '../../kernels/tree/criterion.js';
import { type Tree, TreeNodes } from '../../kernels/tree/tree-nodes.js';
import { numberBefore } from './next-numbers.js';

/**
 * A tree of ml-cart as arrays. ml-cart keeps no counts and no impurities, so they are taken from `X`, of which
 * `criterion` holds the targets. Its rule "below the split value" becomes "up to the number before it".
 *
 * @param columnOf - the column of X that a column of the tree's data was
 * @param leafValue - writes the value of a leaf over that of its rows, where it is to be the package's own
 */
export function convertMlTree(
  root: TreeNode,
  X: Matrix,
  criterion: Criterion,
  columnOf: (column: number) => number,
  leafValue?: (node: TreeNode, value: Float64Array, at: number) => void,
): Tree {
  const nodes = new TreeNodes(criterion.width, 64);
  criterion.begin(null);
  const rows = Int32Array.from({ length: X.rows }, (_, i) => i);
  const pending = [{ node: root, start: 0, end: X.rows, parent: -1, isLeft: false }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { node, start, end, parent, isLeft } = next;
    criterion.enter(rows, start, end);
    const copy = nodes.add(parent, isLeft, end - start, criterion.weight, criterion.impurity);
    criterion.writeValue(nodes.value, copy * criterion.width);
    const { left, right } = node;
    if (left === undefined || right === undefined) {
      leafValue?.(node, nodes.value, copy * criterion.width);
      continue;
    }
    const column = columnOf(node.splitColumn!);
    const threshold = numberBefore(node.splitValue!);
    const middle = divide(rows, start, end, (row) => X.at(row, column) <= threshold);
    nodes.split(copy, column, threshold, middle - start > end - middle);
    pending.push({ node: right, start: middle, end, parent: copy, isLeft: false });
    pending.push({ node: left, start, end: middle, parent: copy, isLeft: true });
  }
  return nodes.finish();
}

/** Puts the rows that are in before the others, both in their old order; returns where the others begin. */
export function divide(rows: Int32Array, start: number, end: number, isIn: (row: number) => boolean): number {
  const part = rows.subarray(start, end);
  const first = part.filter(isIn);
  const second = part.filter((row) => !isIn(row));
  part.set(first);
  part.set(second, first.length);
  return start + first.length;
}
