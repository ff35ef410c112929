import { categoryCodes, codedRow, type RowCells, type Schema } from '../data/index.js';
import { type PackedForest, packForest } from '../kernels/tree/packed-forest.js';
import { meanOfLeaves, rowWalk } from '../kernels/tree/packed-walk.js';
import type { Tree } from '../kernels/tree/tree-nodes.js';

/** Packed forests by what holds their trees, made when they are first needed. */
const packed = new WeakMap<object, PackedForest | null>();

/**
 * Writes the mean over the trees of the values of a row's leaf to `mean`; null for trees that rows cannot walk alone.
 * `holder` is what the packed trees are remembered by, `schema` has the categories that they were fitted on.
 */
export function rowMean(
  holder: object,
  trees: readonly Tree[],
  input: RowCells,
  schema: Schema,
  mean: Float64Array,
): (() => boolean) | null {
  let forest = packed.get(holder);
  if (forest === undefined) {
    forest = packForest(trees, input.numbers.length, mean.length);
    packed.set(holder, forest);
  }
  if (forest === null) return null;
  const walked = forest;
  const walk = rowWalk(walked);
  const coded = codedRow(input, categoryCodes(schema));
  return () => {
    meanOfLeaves(walked, walk(coded()), mean);
    return true;
  };
}
