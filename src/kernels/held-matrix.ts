import type { Csr } from './csr.js';
import { f64, i32 } from './wasm/layout.js';
import type { Workspace } from './wasm/workspace.js';

/** Products with a matrix that stays in a workspace as long as an iteration needs it. */
export interface HeldMatrix {
  /** Adds the product with a vector to `out`. */
  addProduct(vector: Float64Array, out: Float64Array): void;
  /** Adds the product of the transposed matrix with a vector to `out`. */
  addTransposedProduct(vector: Float64Array, out: Float64Array): void;
}

/** Holds a dense matrix, which `fill` writes row-major. */
export function holdDense(
  workspace: Workspace,
  rows: number,
  cols: number,
  fill: (values: Float64Array) => void,
): HeldMatrix {
  const { kernels } = workspace;
  const own = workspace.allocate({
    values: f64(rows * cols),
    ofRows: f64(rows),
    ofColumns: f64(cols),
    zero: f64(1),
  });
  const { values, ofRows, ofColumns, zero } = own;
  fill(values);
  zero[0] = 0;
  return {
    addProduct: (vector, out) => {
      ofColumns.set(vector);
      kernels.scoreRows(
        values.byteOffset,
        rows,
        cols,
        ofColumns.byteOffset,
        zero.byteOffset,
        1,
        ofRows.byteOffset,
      );
      addTo(out, ofRows);
    },
    addTransposedProduct: (vector, out) => {
      ofRows.set(vector);
      ofColumns.fill(0);
      kernels.addWeightedRows(values.byteOffset, rows, cols, ofRows.byteOffset, ofColumns.byteOffset);
      addTo(out, ofColumns);
    },
  };
}

/** Holds a sparse matrix. */
export function holdSparse(workspace: Workspace, csr: Csr, cols: number): HeldMatrix {
  const { kernels } = workspace;
  const rows = csr.indptr.length - 1;
  const own = workspace.allocate({
    data: f64(csr.data.length),
    indices: i32(csr.indices.length),
    starts: i32(rows + 1),
    ofRows: f64(rows),
    ofColumns: f64(cols),
  });
  const { data, indices, starts, ofRows, ofColumns } = own;
  data.set(csr.data);
  indices.set(csr.indices);
  starts.set(csr.indptr);
  const place = [data.byteOffset, indices.byteOffset, starts.byteOffset, rows] as const;
  return {
    addProduct: (vector, out) => {
      ofColumns.set(vector);
      kernels.sparseProduct(...place, ofColumns.byteOffset, ofRows.byteOffset);
      addTo(out, ofRows);
    },
    addTransposedProduct: (vector, out) => {
      ofRows.set(vector);
      ofColumns.fill(0);
      kernels.addSparseTransposed(...place, ofRows.byteOffset, ofColumns.byteOffset);
      addTo(out, ofColumns);
    },
  };
}

function addTo(out: Float64Array, values: Float64Array): void {
  for (let i = 0; i < values.length; i++) out[i]! += values[i]!;
}
