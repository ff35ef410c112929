import type { CategorySets, Tree } from './tree-nodes.js';

/** The leaf that each row of a row-major matrix falls into. */
export function leavesOf(tree: Tree, data: Float64Array, rows: number, cols: number): Int32Array {
  const leaves = new Int32Array(rows);
  findLeaves(tree, data, 0, rows, cols, leaves);
  return leaves;
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

/** Writes the leaves of the rows from `start` to `end - 1`. */
export function findLeaves(
  tree: Tree,
  data: Float64Array,
  start: number,
  end: number,
  cols: number,
  leaves: Int32Array,
): void {
  if (tree.categorySets === undefined) findByNumbers(tree, data, start, end, cols, leaves);
  else findByCategories(tree, tree.categorySets, data, start, end, cols, leaves);
}

function findByNumbers(
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

/** The same where some nodes ask for categories, which are numbers 0, 1, ...; any other number there is a missing one. */
function findByCategories(
  { childrenLeft, childrenRight, feature, threshold, missingGoLeft }: Tree,
  { starts, bits }: CategorySets,
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
      const category = value | 0;
      const word = starts[node]! + (category >>> 5);
      // Numbers compare with NaN, the threshold of categories, as missing ones do.
      let goesLeft = missingGoLeft[node] === 1;
      if (value <= threshold[node]!) goesLeft = true;
      else if (value > threshold[node]!) goesLeft = false;
      else if (category === value && category >= 0 && word < starts[node + 1]!) {
        goesLeft = ((bits[word]! >>> (category & 31)) & 1) === 1;
      }
      node = goesLeft ? left : childrenRight[node]!;
    }
    leaves[i - start] = node;
  }
}
