/** A table in compressed sparse rows, as kernels take it. */
export interface Csr {
  readonly data: Float64Array;
  readonly indices: Int32Array;
  readonly indptr: Int32Array;
}

/** Adds the product of a sparse matrix and a vector to `out`. O(stored values). */
export function addSparseProduct(
  { data, indices, indptr }: Csr,
  vector: Float64Array,
  out: Float64Array,
): void {
  for (let i = 0; i < out.length; i++) {
    let sum = 0;
    const end = indptr[i + 1]!;
    for (let p = indptr[i]!; p < end; p++) sum += data[p]! * vector[indices[p]!]!;
    out[i]! += sum;
  }
}

/** Adds the product of a transposed sparse matrix and a vector to `out`. O(stored values). */
export function addSparseTransposedProduct(
  { data, indices, indptr }: Csr,
  vector: Float64Array,
  out: Float64Array,
): void {
  for (let i = 0; i < vector.length; i++) {
    const factor = vector[i]!;
    if (factor === 0) continue;
    const end = indptr[i + 1]!;
    for (let p = indptr[i]!; p < end; p++) out[indices[p]!]! += factor * data[p]!;
  }
}

/** The transposed matrix, each row of the given one times its factor (null for ones). O(stored values + cols). */
export function transposeCsr(
  { data, indices, indptr }: Csr,
  cols: number,
  factors: Float64Array | null,
): Csr {
  const starts = new Int32Array(cols + 1);
  for (const column of indices) starts[column + 1]!++;
  for (let j = 0; j < cols; j++) starts[j + 1]! += starts[j]!;
  const next = starts.slice(0, cols);
  const values = new Float64Array(data.length);
  const rows = new Int32Array(data.length);
  for (let i = 0; i + 1 < indptr.length; i++) {
    const factor = factors === null ? 1 : factors[i]!;
    for (let p = indptr[i]!; p < indptr[i + 1]!; p++) {
      const at = next[indices[p]!]!++;
      values[at] = data[p]! * factor;
      rows[at] = i;
    }
  }
  return { data: values, indices: rows, indptr: starts };
}
