import { f64 } from '../wasm/layout.js';
import { withWorkspace } from '../wasm/workspace.js';
import type { Tree } from './tree-nodes.js';
import { findLeaves } from './walk-tree.js';

/** Rows whose leaves are found at a time: few enough to keep them on the way from the leaves to the sums. */
const BLOCK = 512;

/** With fewer rows than this for each node of a tree, packing its nodes takes longer than it saves. */
const LEAST_ROWS = 64;
const ROWS_PER_NODE = 1 / 8;

/** Values of the data that are copied to the kernels' memory at a time. */
const COPIED = 1 << 21;

/** A leaf is its own left child, and no value is above this. */
const NONE_ABOVE = Number.POSITIVE_INFINITY;
const MISSING_LEFT = 1 << 31;

/** Adds the values of the leaves of each row in some trees, in their order, to `sums`, `width` numbers a row. */
export function addValues(
  trees: readonly Tree[],
  data: Float64Array,
  rows: number,
  cols: number,
  width: number,
  sums: Float64Array,
): void {
  if (areWorthPacking(trees, rows)) addByKernel(trees, data, rows, cols, width, sums);
  else for (const tree of trees) addOneByOne(tree, data, rows, cols, width, sums);
}

/** The kernel knows no categories. */
function areWorthPacking(trees: readonly Tree[], rows: number): boolean {
  if (rows < LEAST_ROWS || trees.some(({ categorySets }) => categorySets !== undefined)) return false;
  let nodes = 0;
  for (const tree of trees) nodes += tree.feature.length;
  return rows * trees.length >= ROWS_PER_NODE * nodes;
}

function addOneByOne(
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

function addByKernel(
  trees: readonly Tree[],
  data: Float64Array,
  rows: number,
  cols: number,
  width: number,
  sums: Float64Array,
): void {
  const most = trees.reduce((nodes, { feature }) => Math.max(nodes, feature.length), 0);
  const step = Math.min(rows, Math.max(1, Math.floor(COPIED / (cols + width))));
  withWorkspace((workspace) => {
    const room = workspace.allocate({
      nodes: f64(2 * most),
      values: f64(width * most),
      block: f64(step * cols),
      result: f64(step * width),
    });
    for (let start = 0; start < rows; start += step) {
      const end = Math.min(rows, start + step);
      room.block.set(data.subarray(start * cols, end * cols));
      room.result.set(sums.subarray(start * width, end * width));
      for (const tree of trees) {
        packTree(tree, width, room.nodes, room.values);
        workspace.kernels.addLeafValues(
          room.nodes.byteOffset,
          room.values.byteOffset,
          width,
          room.block.byteOffset,
          end - start,
          cols,
          room.result.byteOffset,
        );
      }
      sums.set(room.result.subarray(0, (end - start) * width), start * width);
    }
  });
}

/** Writes the nodes and their values as the kernel reads them: children side by side. */
function packTree(
  { childrenLeft, childrenRight, feature, threshold, missingGoLeft, value }: Tree,
  width: number,
  nodes: Float64Array,
  values: Float64Array,
): void {
  const words = new Int32Array(nodes.buffer, nodes.byteOffset, 2 * nodes.length);
  // The nodes to copy with where they go.
  const pending = [0, 0];
  let filled = 1;
  while (pending.length > 0) {
    const to = pending.pop()!;
    const node = pending.pop()!;
    const left = childrenLeft[node]!;
    if (left < 0) {
      nodes[2 * to] = NONE_ABOVE;
      words[4 * to + 2] = MISSING_LEFT;
      words[4 * to + 3] = to;
      for (let c = 0; c < width; c++) values[to * width + c] = value[node * width + c]!;
      continue;
    }
    nodes[2 * to] = threshold[node]!;
    words[4 * to + 2] = feature[node]! | (missingGoLeft[node] === 1 ? MISSING_LEFT : 0);
    words[4 * to + 3] = filled;
    pending.push(childrenRight[node]!, filled + 1, left, filled);
    filled += 2;
  }
}
