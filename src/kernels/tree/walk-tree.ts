import type { Tree } from './tree-nodes.js';

/** The leaf that each row of a row-major matrix falls into. */
export function leavesOf(tree: Tree, data: Float64Array, rows: number, cols: number): Int32Array {
  const leaves = new Int32Array(rows);
  for (let i = 0; i < rows; i++) leaves[i] = leafOf(tree, data, i * cols);
  return leaves;
}

/** Adds the value of the leaf of each row to `sums`, `width` numbers a row. */
export function addValues(
  tree: Tree,
  data: Float64Array,
  rows: number,
  cols: number,
  width: number,
  sums: Float64Array,
): void {
  const { value } = tree;
  for (let i = 0; i < rows; i++) {
    const from = leafOf(tree, data, i * cols) * width;
    for (let c = 0; c < width; c++) sums[i * width + c]! += value[from + c]!;
  }
}

/** The nodes each row passes, root first, as the columns of a matrix of ones in compressed sparse rows. */
export function pathsOf(
  tree: Tree,
  data: Float64Array,
  rows: number,
  cols: number,
): { data: Float64Array; indices: Int32Array; indptr: Int32Array } {
  const { childrenLeft } = tree;
  const passed: number[] = [];
  const indptr = new Int32Array(rows + 1);
  for (let i = 0; i < rows; i++) {
    let node = 0;
    for (;;) {
      passed.push(node);
      if (childrenLeft[node]! < 0) break;
      node = childOf(tree, node, data, i * cols);
    }
    indptr[i + 1] = passed.length;
  }
  return { data: new Float64Array(passed.length).fill(1), indices: Int32Array.from(passed), indptr };
}

/** Distance of the farthest leaf from the root. */
export function depthOf(tree: Tree): number {
  const { childrenLeft, childrenRight } = tree;
  const depths = new Int32Array(childrenLeft.length);
  let deepest = 0;
  for (let node = 0; node < depths.length; node++) {
    const below = depths[node]! + 1;
    if (childrenLeft[node]! < 0) deepest = Math.max(deepest, depths[node]!);
    else {
      depths[childrenLeft[node]!] = below;
      depths[childrenRight[node]!] = below;
    }
  }
  return deepest;
}

/** Number of leaves. */
export function leafCount(tree: Tree): number {
  let leaves = 0;
  for (let node = 0; node < tree.childrenLeft.length; node++) if (tree.childrenLeft[node]! < 0) leaves++;
  return leaves;
}

function leafOf(tree: Tree, data: Float64Array, from: number): number {
  let node = 0;
  while (tree.childrenLeft[node]! >= 0) node = childOf(tree, node, data, from);
  return node;
}

function childOf(tree: Tree, node: number, data: Float64Array, from: number): number {
  const value = data[from + tree.feature[node]!]!;
  const left = value <= tree.threshold[node]! || (tree.missingGoLeft[node] === 1 && Number.isNaN(value));
  return left ? tree.childrenLeft[node]! : tree.childrenRight[node]!;
}
