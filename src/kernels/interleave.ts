/** Rows that are written while they are in the processor's cache. */
const BLOCK = 512;

/** Columns put side by side as row-major values; NaN is replaced by the number in `fills`, where there are any. */
export function interleave(
  columns: readonly Float64Array[],
  rows: number,
  fills: Float64Array | null = null,
): Float64Array {
  const cols = columns.length;
  const out = new Float64Array(rows * cols);
  for (let from = 0; from < rows; from += BLOCK) {
    const to = Math.min(from + BLOCK, rows);
    for (let j = 0; j < cols; j++) {
      if (fills === null) place(columns[j]!, from, to, out, j, cols);
      else placeFilled(columns[j]!, from, to, out, j, cols, fills[j]!);
    }
  }
  return out;
}

function place(
  values: Float64Array,
  from: number,
  to: number,
  out: Float64Array,
  column: number,
  cols: number,
): void {
  for (let i = from, p = from * cols + column; i < to; i++, p += cols) out[p] = values[i]!;
}

function placeFilled(
  values: Float64Array,
  from: number,
  to: number,
  out: Float64Array,
  column: number,
  cols: number,
  fill: number,
): void {
  for (let i = from, p = from * cols + column; i < to; i++, p += cols) {
    const value = values[i]!;
    out[p] = Number.isNaN(value) ? fill : value;
  }
}

/** The columns of row-major values. */
export function columnsOf(data: Float64Array, rows: number, cols: number): Float64Array[] {
  const columns = Array.from({ length: cols }, () => new Float64Array(rows));
  for (let from = 0; from < rows; from += BLOCK) {
    const to = Math.min(from + BLOCK, rows);
    for (let j = 0; j < cols; j++) {
      const values = columns[j]!;
      for (let i = from, p = from * cols + j; i < to; i++, p += cols) values[i] = data[p]!;
    }
  }
  return columns;
}
