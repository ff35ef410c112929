import type { Tree } from './tree-nodes.js';

/** Rows whose leaves are found at a time: few enough to keep them on the way from the leaves to the sums. */
const BLOCK = 512;

/** The leaf that each row of a row-major matrix falls into. */
export function leavesOf(tree: Tree, data: Float64Array, rows: number, cols: number): Int32Array {
  const leaves = new Int32Array(rows);
  findLeaves(tree, data, 0, rows, cols, leaves);
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
  const leaves = new Int32Array(Math.min(rows, BLOCK));
  for (let start = 0; start < rows; start += BLOCK) {
    const end = Math.min(rows, start + BLOCK);
    findLeaves(tree, data, start, end, cols, leaves);
    for (let i = start; i < end; i++) {
      const from = leaves[i - start]! * width;
      for (let c = 0; c < width; c++) sums[i * width + c]! += value[from + c]!;
    }
  }
}

/** The nodes each row passes, root first, as the columns of a matrix of ones in compressed sparse rows. */
export function pathsOf(
  tree: Tree,
  data: Float64Array,
  rows: number,
  cols: number,
): { data: Float64Array; indices: Int32Array; indptr: Int32Array } {
  const parent = parentsOf(tree);
  const leaves = leavesOf(tree, data, rows, cols);
  const passed: number[] = [];
  const indptr = new Int32Array(rows + 1);
  for (let i = 0; i < rows; i++) {
    const way: number[] = [];
    for (let node = leaves[i]!; node >= 0; node = parent[node]!) way.push(node);
    passed.push(...way.reverse());
    indptr[i + 1] = passed.length;
  }
  return { data: new Float64Array(passed.length).fill(1), indices: Int32Array.from(passed), indptr };
}

/** The parent of each node; -1 for the root. */
export function parentsOf({ childrenLeft, childrenRight }: Tree): Int32Array {
  const parents = new Int32Array(childrenLeft.length).fill(-1);
  for (let node = 0; node < parents.length; node++) {
    if (childrenLeft[node]! < 0) continue;
    parents[childrenLeft[node]!] = node;
    parents[childrenRight[node]!] = node;
  }
  return parents;
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

function findLeaves(
  { childrenLeft, childrenRight, feature, threshold, missingGoLeft }: Tree,
  data: Float64Array,
  start: number,
  end: number,
  cols: number,
  leaves: Int32Array,
): void {
  for (let i = start; i < end; i++) {
    let node = 0;
    for (let left = childrenLeft[0]!; left >= 0; left = childrenLeft[node]!) {
      const value = data[i * cols + feature[node]!]!;
      if (value <= threshold[node]!) node = left;
      else if (value > threshold[node]!) node = childrenRight[node]!;
      else node = missingGoLeft[node] === 1 ? left : childrenRight[node]!;
    }
    leaves[i - start] = node;
  }
}
