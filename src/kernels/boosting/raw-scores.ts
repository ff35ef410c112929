import { f64, i32, u8, u32 } from '../wasm/layout.js';
import { withWorkspace } from '../wasm/workspace.js';
import { type BoostedScores, type BoostedTrees, rawScoreOfRow, SET_WORDS } from './boosted-trees.js';

const NODE_BYTES = 32;
/** Numbers of a block of rows, which is to stay in the processor's cache. */
const BLOCK = 1 << 14;
/** Rows from which on it pays to copy the trees to the kernels' memory. */
const FEW_ROWS = 16;

/** Raw scores of the rows of a row-major table, score after score. O(rows * trees * depth). */
export function rawScores(
  scores: BoostedScores,
  data: Float64Array,
  rows: number,
  cols: number,
): Float64Array {
  const width = scores.baseline.length;
  const raw = new Float64Array(rows * width);
  scores.baseline.forEach((value, k) => {
    raw.fill(value, k * rows, (k + 1) * rows);
  });
  if (rows < FEW_ROWS) fewRows(scores, data, rows, cols, raw);
  else addScores(scores.trees, 0, scores.trees.roots.length, data, rows, cols, width, raw);
  return raw;
}

/** Adds the trees from number `first` to before `last`, the first of them to score 0, to raw scores. */
export function addScores(
  trees: BoostedTrees,
  first: number,
  last: number,
  data: Float64Array,
  rows: number,
  cols: number,
  width: number,
  raw: Float64Array,
): void {
  const count = last - first;
  if (count === 0) return;
  const start = trees.roots[first]!;
  const nodes = (trees.roots[last] ?? trees.feature.length) - start;
  const blockRows = Math.min(rows, Math.max(1, Math.floor(BLOCK / cols)));
  withWorkspace((workspace) => {
    const memory = workspace.allocate({
      nodes: u8(nodes * NODE_BYTES),
      sets: u32(trees.sets.length),
      roots: i32(count),
      block: f64(blockRows * cols),
      scores: f64(blockRows * width),
    });
    copyNodes(trees, start, nodes, memory.nodes);
    memory.sets.set(trees.sets);
    for (let t = 0; t < count; t++) memory.roots[t] = (trees.roots[first + t]! - start) * NODE_BYTES;
    for (let from = 0; from < rows; from += blockRows) {
      const size = Math.min(blockRows, rows - from);
      memory.block.set(data.subarray(from * cols, (from + size) * cols));
      for (let k = 0; k < width; k++) {
        memory.scores.set(raw.subarray(k * rows + from, k * rows + from + size), k * size);
      }
      workspace.kernels.addTrees(
        memory.block.byteOffset,
        size,
        cols * 8,
        memory.nodes.byteOffset,
        memory.sets.byteOffset,
        memory.roots.byteOffset,
        count,
        width,
        trees.sets.length > 0 ? 1 : 0,
        memory.scores.byteOffset,
      );
      for (let k = 0; k < width; k++) {
        raw.set(memory.scores.subarray(k * size, (k + 1) * size), k * rows + from);
      }
    }
  });
}

/** Writes `count` nodes from `start` on in the form that the kernel reads. */
function copyNodes(trees: BoostedTrees, start: number, count: number, target: Uint8Array): void {
  const numbers = new Float64Array(target.buffer, target.byteOffset, target.length / 8);
  const integers = new Int32Array(target.buffer, target.byteOffset, target.length / 4);
  const { feature, threshold, value, missingLeft, set } = trees;
  for (let node = start; node < start + count; node++) {
    const at = node - start;
    const isLeaf = feature[node]! < 0;
    const left = (isLeaf ? at : trees.left[node]! - start) * NODE_BYTES;
    const right = (isLeaf ? at : trees.right[node]! - start) * NODE_BYTES;
    numbers[at * 4] = isLeaf ? value[node]! : threshold[node]!;
    integers[at * 8 + 2] = left;
    integers[at * 8 + 3] = right;
    integers[at * 8 + 4] = isLeaf ? -1 : feature[node]! * 8;
    integers[at * 8 + 5] = missingLeft[node] === 1 ? left : right;
    integers[at * 8 + 6] = set[node]! < 0 ? -1 : set[node]! * SET_WORDS * 4;
  }
}

function fewRows(
  scores: BoostedScores,
  data: Float64Array,
  rows: number,
  cols: number,
  raw: Float64Array,
): void {
  const own = new Float64Array(scores.baseline.length);
  for (let i = 0; i < rows; i++) {
    rawScoreOfRow(scores, data.subarray(i * cols, (i + 1) * cols), own);
    for (let k = 0; k < own.length; k++) raw[k * rows + i] = own[k]!;
  }
}
