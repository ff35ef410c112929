import { type ArraysOf, f64, type Layout } from './wasm/layout.js';
import type { Kernels } from './wasm/module.js';
import { withWorkspace } from './wasm/workspace.js';

/** Rows of [1 | (X - shifts) / scales | target], each times its root weight, to be worked on in blocks. */
export interface PackedRows {
  readonly rows: number;
  /** Columns of X. */
  readonly cols: number;
  /** Writes rows start..start+count-1 of X to the front of `out`, row-major. */
  readRows(start: number, count: number, out: Float64Array): void;
  readonly target: Float64Array;
  /** The square root of each row's weight; null for ones. */
  readonly rootWeights: Float64Array | null;
  readonly shifts: Float64Array | null;
  readonly scales: Float64Array | null;
  /** Whether a column of ones comes first. */
  readonly intercept: boolean;
}

/** Rows and panels of a block stay in the second-level cache: this many values. */
const BLOCK_VALUES = 50_000;
const LEAST_ROWS = 64;
const MOST_ROWS = 1024;

/** Number of columns: the ones (if any), those of X, the target. */
export function packedWidth({ cols, intercept }: PackedRows): number {
  return cols + (intercept ? 2 : 1);
}

/**
 * Packs all rows block by block into panels of four columns (assembly/centred-panels.ts) in a workspace, and hands
 * each block to `use`, which may overwrite it. `layout` says what else is wanted in the workspace for blocks of so
 * many rows, `start` fills it before the first block and `end` takes the result out of it.
 */
export function throughPanels<const L extends Layout, T>(
  source: PackedRows,
  layout: (kernels: Kernels, rows: number) => L,
  steps: {
    start(arrays: ArraysOf<L>): void;
    use(kernels: Kernels, panels: number, rows: number, arrays: ArraysOf<L>): void;
    end(arrays: ArraysOf<L>): T;
  },
  pause: () => Promise<void>,
): Promise<T> {
  const { rows, cols, target, rootWeights, shifts, scales, intercept } = source;
  const width = packedWidth(source);
  const most = Math.min(rows, MOST_ROWS, Math.max(LEAST_ROWS, Math.floor(BLOCK_VALUES / width)));
  return withWorkspace(async (workspace) => {
    const { kernels } = workspace;
    const wanted = {
      rows: f64(most * cols),
      target: f64(most),
      roots: f64(rootWeights === null ? 0 : most),
      shifts: f64(shifts === null ? 0 : cols),
      scales: f64(scales === null ? 0 : cols),
      panels: f64(most * 4 * Math.ceil(width / 4)),
    };
    const own = workspace.allocate<typeof wanted>({ ...wanted, ...layout(kernels, most) });
    const arrays = own as unknown as ArraysOf<L>;
    if (shifts !== null) own.shifts.set(shifts);
    if (scales !== null) own.scales.set(scales);
    steps.start(arrays);
    for (let start = 0; start < rows; start += most) {
      const count = Math.min(most, rows - start);
      source.readRows(start, count, own.rows);
      own.target.set(target.subarray(start, start + count));
      if (rootWeights !== null) own.roots.set(rootWeights.subarray(start, start + count));
      kernels.packCentred(
        own.rows.byteOffset,
        own.target.byteOffset,
        count,
        cols,
        shifts === null ? 0 : own.shifts.byteOffset,
        scales === null ? 0 : own.scales.byteOffset,
        rootWeights === null ? 0 : own.roots.byteOffset,
        intercept ? 1 : 0,
        own.panels.byteOffset,
      );
      steps.use(kernels, own.panels.byteOffset, count, arrays);
      await pause();
    }
    return steps.end(arrays);
  });
}
