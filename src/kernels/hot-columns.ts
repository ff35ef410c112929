/** Rows that are joined while they are in the processor's cache. */
const BLOCK = 1024;

/** Writes 1 into the column that each row names, of row-major values; below 0 names none. */
export function markHot(targets: Int32Array, out: Float64Array, cols: number): void {
  for (let i = 0, start = 0; i < targets.length; i++, start += cols) {
    if (targets[i]! >= 0) out[start + targets[i]!] = 1;
  }
}

/** The columns that each row names in each of some lists (below 0: none), as the indices of sparse rows. */
export function joinHot(
  lists: readonly Int32Array[],
  rows: number,
): { readonly indices: Int32Array; readonly indptr: Int32Array } {
  const indptr = new Int32Array(rows + 1);
  for (const targets of lists) countHot(targets, indptr);
  for (let i = 0; i < rows; i++) indptr[i + 1]! += indptr[i]!;
  const indices = new Int32Array(indptr[rows]!);
  const next = indptr.slice(0, rows);
  for (let from = 0; from < rows; from += BLOCK) {
    const to = Math.min(from + BLOCK, rows);
    for (const targets of lists) writeHot(targets, from, to, next, indices);
  }
  return { indices, indptr };
}

function countHot(targets: Int32Array, indptr: Int32Array): void {
  for (let i = 0; i < targets.length; i++) if (targets[i]! >= 0) indptr[i + 1]!++;
}

function writeHot(
  targets: Int32Array,
  from: number,
  to: number,
  next: Int32Array,
  indices: Int32Array,
): void {
  for (let i = from; i < to; i++) if (targets[i]! >= 0) indices[next[i]!++] = targets[i]!;
}
