import { RadixOrder } from '../tree/radix-order.js';
import { type BoostingMemory, COLUMNS_AT_ONCE } from './memory.js';
import { quantileEdges } from './quantile-edges.js';

/** Fewer numbers than this are sorted sooner than the tables for a radix sort are made. */
const FEW = 2000;

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

/** Bins the columns of a row-major table into the memory, one after another, and tells the edges of each. */
export function* binColumns(
  memory: BoostingMemory,
  data: Float64Array,
  binning: Binning,
): Generator<Float64Array> {
  const { rows, cols } = memory.shape;
  for (let first = 0; first < cols; first += COLUMNS_AT_ONCE) {
    const count = Math.min(COLUMNS_AT_ONCE, cols - first);
    takeColumns(data, rows, cols, first, count, memory.columns);
    for (let c = 0; c < count; c++) {
      yield binColumn(memory, memory.columns.subarray(c * rows, (c + 1) * rows), first + c, binning);
    }
  }
}

function takeColumns(
  data: Float64Array,
  rows: number,
  cols: number,
  first: number,
  count: number,
  columns: Float64Array,
): void {
  for (let i = 0; i < rows; i++) {
    const from = i * cols + first;
    for (let c = 0; c < count; c++) columns[c * rows + i] = data[from + c]!;
  }
}

function binColumn(
  memory: BoostingMemory,
  values: Float64Array,
  column: number,
  { maxBins, categories, weights, sample }: Binning,
): Float64Array {
  const { kernels, shape, stride, byRow, byColumn } = memory;
  const count = categories[column]!;
  const edges =
    count > 0
      ? Float64Array.from({ length: count - 1 }, (_, i) => i + 0.5)
      : sample === null && weights !== null
        ? weightedEdges(values, maxBins, weights)
        : edgesOf(memory, values, maxBins, sample);
  memory.edges.fill(Number.POSITIVE_INFINITY).set(edges);
  const missing = edges.length + 1;
  const lacking = kernels.binColumn(
    values.byteOffset,
    shape.rows,
    memory.edges.byteOffset,
    missing,
    byColumn.byteOffset + column * shape.rows,
    byRow.byteOffset + column,
    stride,
  );
  memory.lastBins[column] = missing;
  memory.hasMissing[column] = lacking > 0 ? 1 : 0;
  memory.isCategorical[column] = count > 0 ? 1 : 0;
  return edges;
}

function edgesOf(
  { packed, counts, kernels, shape }: BoostingMemory,
  values: Float64Array,
  maxBins: number,
  sample: Int32Array | null,
): Float64Array {
  // The room for derivatives is not in use yet.
  const room = packed.subarray(0, shape.rows);
  const spare = packed.subarray(shape.rows);
  const rows = sample === null ? shape.rows : sample.length;
  let present = 0;
  for (let p = 0; p < rows; p++) {
    const value = values[sample === null ? p : sample[p]!]!;
    room[present] = value;
    if (!Number.isNaN(value)) present++;
  }
  if (present < FEW) return quantileEdges(room.subarray(0, present).sort(), null, maxBins);
  const at = kernels.sortNumbers(room.byteOffset, present, spare.byteOffset, counts.byteOffset);
  return quantileEdges((at === room.byteOffset ? room : spare).subarray(0, present), null, maxBins);
}

/** Rows of weight 0 are left out, the others count by their weight. */
function weightedEdges(values: Float64Array, maxBins: number, weights: Float64Array): Float64Array {
  const rows = Int32Array.from(values.keys()).filter((i) => weights[i]! > 0 && !Number.isNaN(values[i]));
  new RadixOrder(rows.length).sort(values, rows);
  return quantileEdges(
    Float64Array.from(rows, (row) => values[row]!),
    Float64Array.from(rows, (row) => weights[row]!),
    maxBins,
  );
}
