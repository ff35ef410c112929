import type { Growth } from '../kernels/tree/tree-grower.js';
import type { GrowthParams, MaxFeatures } from './tree-params.js';
import type { TreeTable } from './tree-table.js';

/**
 * The parameters as numbers of rows and columns. In a forest ties must be broken at random: the last splits of
 * deep trees are mostly ties, and the first columns would get the credit for all of them.
 */
export function growthFor(
  params: Omit<GrowthParams, 'monotonicCst' | 'categoricalFeatures'> & {
    readonly maxFeatures: MaxFeatures;
    readonly splitter?: 'best' | 'random';
  },
  { rows, cols, rules }: TreeTable,
  use: 'alone' | 'in a forest',
): Growth {
  const minSamplesLeaf = rowCount(params.minSamplesLeaf, rows);
  return {
    maxDepth: params.maxDepth ?? Number.POSITIVE_INFINITY,
    minSamplesSplit: Math.max(2, rowCount(params.minSamplesSplit, rows), 2 * minSamplesLeaf),
    minSamplesLeaf,
    minWeightFractionLeaf: params.minWeightFractionLeaf,
    maxFeatures: columnCount(params.maxFeatures, cols),
    drawColumns: use === 'in a forest',
    maxLeafNodes: params.maxLeafNodes,
    minImpurityDecrease: params.minImpurityDecrease,
    randomCuts: params.splitter === 'random',
    ...rules,
  };
}

/** The number of columns that `maxFeatures` means; at least 1. */
export function columnCount(maxFeatures: MaxFeatures, cols: number): number {
  if (maxFeatures === null) return cols;
  if (maxFeatures === 'sqrt') return Math.max(1, Math.floor(Math.sqrt(cols)));
  if (maxFeatures === 'log2') return Math.max(1, Math.floor(Math.log2(cols)));
  return maxFeatures < 1 ? Math.max(1, Math.floor(maxFeatures * cols)) : maxFeatures;
}

/** A number of rows, or a share of them rounded up. */
function rowCount(given: number, rows: number): number {
  return given < 1 ? Math.ceil(given * rows) : given;
}
