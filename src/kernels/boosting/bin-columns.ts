import { RadixOrder } from '../tree/radix-order.js';
import type { BoostingMemory } from './memory.js';
import { quantileEdges } from './quantile-edges.js';

/** How columns of a table are made into bins. */
export interface Binning {
  readonly maxBins: number;
  /** Number of categories of each column that is one, whose values are 0, 1, ...; 0 for the others. */
  readonly categories: Int32Array;
  /** Weights of the rows, or null. */
  readonly weights: Float64Array | null;
  /** The rows whose values set the edges, where not all do. */
  readonly sample: Int32Array | null;
}

/** Bins one column of a row-major table into the memory; returns its edges. */
export function binColumn(
  memory: BoostingMemory,
  data: Float64Array,
  column: number,
  { maxBins, categories, weights, sample }: Binning,
): Float64Array {
  const { kernels, shape, stride, values, byRow, byColumn } = memory;
  const { rows, cols } = shape;
  const count = categories[column]!;
  const edges =
    count > 0
      ? Float64Array.from({ length: count - 1 }, (_, i) => i + 0.5)
      : edgesOf(memory, data, column, maxBins, weights, sample);
  for (let i = 0; i < rows; i++) values[i] = data[i * cols + column]!;
  memory.edges.fill(Number.POSITIVE_INFINITY).set(edges);
  const missing = edges.length + 1;
  const lacking = kernels.binColumn(
    values.byteOffset,
    rows,
    memory.edges.byteOffset,
    missing,
    byColumn.byteOffset + column * rows,
    byRow.byteOffset + column,
    stride,
  );
  memory.lastBins[column] = missing;
  memory.hasMissing[column] = lacking > 0 ? 1 : 0;
  memory.isCategorical[column] = count > 0 ? 1 : 0;
  return edges;
}

function edgesOf(
  memory: BoostingMemory,
  data: Float64Array,
  column: number,
  maxBins: number,
  weights: Float64Array | null,
  sample: Int32Array | null,
): Float64Array {
  const { values, spareValues, counts, kernels, shape } = memory;
  const rows = sample === null ? shape.rows : sample.length;
  let present = 0;
  if (sample === null && weights !== null) return weightedEdges(memory, data, column, maxBins, weights);
  for (let p = 0; p < rows; p++) {
    const value = data[(sample === null ? p : sample[p]!) * shape.cols + column]!;
    values[present] = value;
    if (!Number.isNaN(value)) present++;
  }
  const at = kernels.sortNumbers(values.byteOffset, present, spareValues.byteOffset, counts.byteOffset);
  const sorted = at === values.byteOffset ? values : spareValues;
  return quantileEdges(sorted.subarray(0, present), null, maxBins);
}

/** Rows of weight 0 are left out, the others count by their weight. */
function weightedEdges(
  { shape }: BoostingMemory,
  data: Float64Array,
  column: number,
  maxBins: number,
  weights: Float64Array,
): Float64Array {
  const value = (row: number) => data[row * shape.cols + column]!;
  const present: number[] = [];
  for (let i = 0; i < shape.rows; i++) if (weights[i]! > 0 && !Number.isNaN(value(i))) present.push(i);
  const order = Float64Array.from(present, value);
  const ranks = Int32Array.from(order.keys());
  new RadixOrder(ranks.length).sort(order, ranks);
  return quantileEdges(
    Float64Array.from(ranks, (p) => order[p]!),
    Float64Array.from(ranks, (p) => weights[present[p]!]!),
    maxBins,
  );
}
