import type { Csr } from './csr.js';
import { type PackedRows, packedWidth, throughPanels } from './packed-rows.js';
import { loadSparse, sparseBlocks } from './sparse-blocks.js';
import { f64 } from './wasm/layout.js';
import { withWorkspace } from './wasm/workspace.js';

/** X'X of all rows of [1 | (X - shifts) / scales | target], as the lower triangle of a row-major matrix. */
export function crossProducts(source: PackedRows, pause: () => Promise<void>): Promise<Float64Array> {
  const width = packedWidth(source);
  return throughPanels(
    source,
    () => ({ gram: f64(width * width) }),
    {
      start: ({ gram }) => gram.fill(0),
      use: (kernels, panels, rows, { gram }) => kernels.addGram(panels, rows, width, gram.byteOffset),
      end: ({ gram }) => gram.slice(),
    },
    pause,
  );
}

/** Columns of the rows that are multiplied at a time. */
const ROW_GRAM_DEPTH = 256;

/** XX' of a row-major matrix, as the lower triangle of a row-major rows x rows matrix. O(rows^2 * cols / 2). */
export function rowGram(
  data: Float64Array,
  rows: number,
  cols: number,
  pause: () => Promise<void>,
): Promise<Float64Array> {
  return withWorkspace(async (workspace) => {
    const { kernels } = workspace;
    const most = Math.min(cols, ROW_GRAM_DEPTH);
    const { slice, panels, gram } = workspace.allocate({
      slice: f64(rows * most),
      panels: f64(4 * Math.ceil(rows / 4) * most),
      gram: f64(rows * rows),
    });
    gram.fill(0);
    for (let start = 0; start < cols; start += most) {
      const depth = Math.min(most, cols - start);
      for (let i = 0; i < rows; i++) {
        slice.set(data.subarray(i * cols + start, i * cols + start + depth), i * depth);
      }
      kernels.packRows(slice.byteOffset, rows, depth, depth, panels.byteOffset);
      kernels.addGram(panels.byteOffset, depth, rows, gram.byteOffset);
      await pause();
    }
    return gram.slice();
  });
}

/** X'WX of a sparse matrix, as the lower triangle of a row-major cols x cols matrix. O(sum of squared row sizes). */
export function sparseGram(
  csr: Csr,
  cols: number,
  weights: Float64Array | null,
  pause: () => Promise<void>,
): Promise<Float64Array> {
  const { blocks, rows, layout } = sparseBlocks(csr, 0, csr.indptr.length - 1);
  return withWorkspace(async (workspace) => {
    const own = workspace.allocate({
      ...layout,
      weights: f64(weights === null ? 0 : rows),
      gram: f64(cols * cols),
    });
    own.gram.fill(0);
    for (const [start, count] of blocks) {
      const place = loadSparse(own, csr, start, count);
      if (weights !== null) own.weights.set(weights.subarray(start, start + count));
      workspace.kernels.addSparseGram(
        ...place,
        weights === null ? 0 : own.weights.byteOffset,
        cols,
        own.gram.byteOffset,
      );
      await pause();
    }
    return own.gram.slice();
  });
}

/** XX' of a sparse matrix, as the lower triangle of a row-major rows x rows matrix. O(rows * stored values / 2). */
export function sparseRowGram({ data, indices, indptr }: Csr, cols: number): Float64Array {
  const rows = indptr.length - 1;
  const gram = new Float64Array(rows * rows);
  const dense = new Float64Array(cols);
  for (let i = 0; i < rows; i++) {
    for (let p = indptr[i]!; p < indptr[i + 1]!; p++) dense[indices[p]!] = data[p]!;
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let p = indptr[j]!; p < indptr[j + 1]!; p++) sum += data[p]! * dense[indices[p]!]!;
      gram[i * rows + j] = sum;
    }
    for (let p = indptr[i]!; p < indptr[i + 1]!; p++) dense[indices[p]!] = 0;
  }
  return gram;
}
