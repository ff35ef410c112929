import { ROW_BLOCK_VALUES } from './column-moments.js';
import { f64 } from './wasm/layout.js';
import { withWorkspace } from './wasm/workspace.js';

/** Smallest and largest value of each column of a row-major matrix without infinite values, NaN left out; NaN where all are. */
export function columnExtremes(
  data: Float64Array,
  rows: number,
  cols: number,
): { readonly min: Float64Array; readonly max: Float64Array } {
  const block = Math.min(rows, Math.max(1, Math.floor(ROW_BLOCK_VALUES / cols)));
  return withWorkspace((workspace) => {
    const at = workspace.allocate({ rows: f64(block * cols), min: f64(cols), max: f64(cols) });
    at.min.fill(Number.POSITIVE_INFINITY);
    at.max.fill(Number.NEGATIVE_INFINITY);
    for (let from = 0; from < rows; from += block) {
      const count = Math.min(block, rows - from);
      at.rows.set(data.subarray(from * cols, (from + count) * cols));
      workspace.kernels.extendColumnRange(
        at.rows.byteOffset,
        count,
        cols,
        at.min.byteOffset,
        at.max.byteOffset,
      );
    }
    // Still the wrong way round: there was no value.
    const filled = (extremes: Float64Array) =>
      extremes.map((value, j) => (at.min[j]! > at.max[j]! ? Number.NaN : value));
    return { min: filled(at.min), max: filled(at.max) };
  });
}
