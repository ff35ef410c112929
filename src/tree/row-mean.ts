import type { RowCells } from '../data/index.js';
import {
  forestCells,
  meanOfRow,
  type PackedForest,
  packForest,
  writeCells,
} from '../kernels/tree/packed-forest.js';
import type { Tree } from '../kernels/tree/tree-nodes.js';

/** Packed forests by what holds their trees, made when they are first needed. */
const packed = new WeakMap<object, PackedForest | null>();

/**
 * Writes the mean over the trees of the values of a row's leaf to `mean`; null for trees that rows cannot walk alone.
 * `holder` is what the packed trees are remembered by.
 */
export function rowMean(
  holder: object,
  trees: readonly Tree[],
  { numbers }: RowCells,
  mean: Float64Array,
): (() => boolean) | null {
  let forest = packed.get(holder);
  if (forest === undefined) {
    forest = packForest(trees, numbers.length, mean.length);
    packed.set(holder, forest);
  }
  if (forest === null) return null;
  const walked = forest;
  const cells = forestCells(numbers.length);
  const ends = new Int32Array(walked.roots.length);
  return () => {
    writeCells(numbers, cells);
    meanOfRow(walked, cells, ends, mean);
    return true;
  };
}
