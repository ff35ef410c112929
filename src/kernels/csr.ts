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
