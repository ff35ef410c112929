import { Matrix, type SparseMatrix } from '../data/index.js';
import type { PackedRows } from '../kernels/packed-rows.js';

/** Rows of [1 | (X - shifts) / scales | target] to be read in blocks, each times its root weight. */
export interface RowSource {
  readonly X: Matrix | SparseMatrix;
  /** One value a row. */
  readonly target: Float64Array;
  /** The square root of each row's weight; null for ones. */
  readonly rootWeights: Float64Array | null;
  /** What each column is divided by, or null for ones. */
  readonly scales: Float64Array | null;
  /** What is subtracted from each column of a dense X, or null for nothing. */
  readonly shifts: Float64Array | null;
  /** Whether a column of ones comes first. */
  readonly intercept: boolean;
}

/** A block should stay in the second-level cache while it is worked on. */
const BLOCK_VALUES = 32_768;
const LEAST_ROWS = 64;

/** Number of columns of a block: the ones (if any), X, the target. */
export function blockWidth({ X, intercept }: RowSource): number {
  return X.cols + (intercept ? 2 : 1);
}

/**
 * Hands all rows to `use`, block by block, column-major. A block may be overwritten by its user; it is the
 * same array each time. Sparse data become dense only within it.
 */
export async function eachBlock(
  source: RowSource,
  pause: () => Promise<void>,
  use: (block: Float64Array, rows: number) => void,
): Promise<void> {
  const width = blockWidth(source);
  const { rows } = source.X;
  const step = Math.min(rows, Math.max(LEAST_ROWS, Math.floor(BLOCK_VALUES / width)));
  const block = new Float64Array(step * width);
  for (let start = 0; start < rows; start += step) {
    const count = Math.min(step, rows - start);
    readBlock(source, start, count, block);
    use(block, count);
    await pause();
  }
}

/** Writes rows start..start+count-1 as one column-major block. */
export function readBlock(source: RowSource, start: number, count: number, block: Float64Array): void {
  const { X, target, rootWeights, intercept } = source;
  const lead = intercept ? count : 0;
  for (let i = 0; i < lead; i++) block[i] = rootWeights === null ? 1 : rootWeights[start + i]!;
  const last = lead + X.cols * count;
  block.set(target.subarray(start, start + count), last);
  for (let i = 0; rootWeights !== null && i < count; i++) block[last + i]! *= rootWeights[start + i]!;
  if (X instanceof Matrix) readDense(X, source, start, count, block, lead);
  else readSparse(X, source, start, count, block, lead);
}

function readDense(
  { data, cols }: Matrix,
  { rootWeights, scales, shifts }: RowSource,
  start: number,
  count: number,
  block: Float64Array,
  lead: number,
): void {
  for (let j = 0; j < cols; j++) {
    const to = lead + j * count;
    const shift = shifts === null ? 0 : shifts[j]!;
    const scale = scales === null ? 1 : scales[j]!;
    for (let i = 0, p = start * cols + j; i < count; i++, p += cols)
      block[to + i] = (data[p]! - shift) / scale;
  }
  if (rootWeights === null) return;
  for (let j = 0, p = lead; j < cols; j++) {
    for (let i = 0; i < count; i++, p++) block[p]! *= rootWeights[start + i]!;
  }
}

function readSparse(
  X: SparseMatrix,
  { rootWeights, scales }: RowSource,
  start: number,
  count: number,
  block: Float64Array,
  lead: number,
): void {
  block.fill(0, lead, lead + X.cols * count);
  for (let i = 0; i < count; i++) {
    const root = rootWeights === null ? 1 : rootWeights[start + i]!;
    for (let p = X.indptr[start + i]!; p < X.indptr[start + i + 1]!; p++) {
      const j = X.indices[p]!;
      block[lead + j * count + i] = (X.data[p]! / (scales === null ? 1 : scales[j]!)) * root;
    }
  }
}

/** The same rows as the kernels take them. Sparse data become dense only a block at a time. */
export function packedRows({ X, ...source }: RowSource): PackedRows {
  const { rows, cols } = X;
  return { ...source, rows, cols, readRows: X instanceof Matrix ? denseRows(X) : sparseRows(X) };
}

function denseRows({ data, cols }: Matrix): PackedRows['readRows'] {
  return (start, count, out) => out.set(data.subarray(start * cols, (start + count) * cols));
}

function sparseRows({ data, indices, indptr, cols }: SparseMatrix): PackedRows['readRows'] {
  return (start, count, out) => {
    out.fill(0, 0, count * cols);
    for (let i = 0; i < count; i++) {
      const end = indptr[start + i + 1]!;
      for (let p = indptr[start + i]!; p < end; p++) out[i * cols + indices[p]!] = data[p]!;
    }
  };
}

/** For each column the power of two next above its largest magnitude (1 for zeros): to divide by it is exact. */
export function columnScales(X: Matrix | SparseMatrix): Float64Array {
  const largest = new Float64Array(X.cols);
  const { data, cols } = X;
  if (X instanceof Matrix) {
    for (let p = 0; p < data.length; p += cols) {
      for (let j = 0; j < cols; j++) largest[j] = Math.max(largest[j]!, Math.abs(data[p + j]!));
    }
  } else {
    for (let p = 0; p < data.length; p++) {
      const j = X.indices[p]!;
      largest[j] = Math.max(largest[j]!, Math.abs(data[p]!));
    }
  }
  return largest.map((value) => (value === 0 ? 1 : 2 ** Math.min(1023, Math.ceil(Math.log2(value)))));
}
