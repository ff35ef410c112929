import type { Csr } from './csr.js';
import { f64, i32 } from './wasm/layout.js';

/** Stored values of a block: with their places they stay in the second-level cache. */
const BLOCK_VALUES = 32_768;

/** Runs of rows of a sparse matrix that are brought into a workspace one after the other. */
export interface SparseBlocks {
  /** First row and number of rows of each. */
  readonly blocks: readonly (readonly [start: number, count: number])[];
  /** Rows of the largest. */
  readonly rows: number;
  /** What holds any of them. */
  readonly layout: {
    readonly data: ReturnType<typeof f64>;
    readonly indices: ReturnType<typeof i32>;
    readonly starts: ReturnType<typeof i32>;
  };
}

/** Cuts rows from..to-1 of a sparse matrix into blocks. */
export function sparseBlocks({ indptr }: Csr, from: number, to: number): SparseBlocks {
  const blocks: [number, number][] = [];
  let rows = 0;
  let values = 0;
  for (let start = from; start < to; ) {
    let end = start + 1;
    while (end < to && indptr[end + 1]! - indptr[start]! <= BLOCK_VALUES) end++;
    blocks.push([start, end - start]);
    rows = Math.max(rows, end - start);
    values = Math.max(values, indptr[end]! - indptr[start]!);
    start = end;
  }
  return { blocks, rows, layout: { data: f64(values), indices: i32(values), starts: i32(rows + 1) } };
}

/** Where a block lies. */
export interface SparsePlace {
  readonly data: Float64Array;
  readonly indices: Int32Array;
  readonly starts: Int32Array;
}

/** Brings a block into a workspace; what is returned are the first arguments of the kernels. */
export function loadSparse(
  place: SparsePlace,
  { data, indices, indptr }: Csr,
  start: number,
  count: number,
): readonly [data: number, indices: number, starts: number, rows: number] {
  const first = indptr[start]!;
  const end = indptr[start + count]!;
  place.data.set(data.subarray(first, end));
  place.indices.set(indices.subarray(first, end));
  for (let i = 0; i <= count; i++) place.starts[i] = indptr[start + i]! - first;
  return [place.data.byteOffset, place.indices.byteOffset, place.starts.byteOffset, count];
}
