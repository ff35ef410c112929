import { type Column, Frame, Matrix, namesOf, SparseMatrix, type Table } from '../data/index.js';

/** Rows that are joined while they are in the processor's cache. */
const BLOCK = 1024;

/** The share of non-zero values in tables side by side; dense ones count as full, as in scikit-learn. */
export function jointDensity(parts: readonly Table[]): number {
  let stored = 0;
  let cells = 0;
  for (const part of parts) {
    cells += part.rows * part.cols;
    stored += part instanceof SparseMatrix ? part.nonZero : part.rows * part.cols;
  }
  return cells === 0 ? 1 : stored / cells;
}

/** Tables of the same rows side by side: a Frame when one of them is, else sparse or dense as asked. */
export function joinColumns(
  parts: readonly Table[],
  names: readonly string[],
  sparse: boolean,
  rows: number,
): Table {
  if (parts.some((part) => part instanceof Frame)) return joinFrames(parts, names);
  const numeric = parts as readonly (Matrix | SparseMatrix)[];
  return sparse ? joinSparse(numeric, names, rows) : joinDense(numeric, names, rows);
}

function joinFrames(parts: readonly Table[], names: readonly string[]): Frame {
  const columns: Column[] = [];
  for (const part of parts) {
    const frame =
      part instanceof Frame ? part : Frame.fromMatrix(part instanceof Matrix ? part : part.toDense());
    for (let j = 0; j < frame.cols; j++) columns.push(frame.column(j));
  }
  return Frame.fromColumns(columns.map((column, j): [string, Column] => [names[j]!, column]));
}

function joinDense(
  parts: readonly (Matrix | SparseMatrix)[],
  names: readonly string[],
  rows: number,
): Matrix {
  const joined = Matrix.zeros(rows, names.length, names);
  for (let from = 0; from < rows; from += BLOCK) {
    const to = Math.min(from + BLOCK, rows);
    let offset = 0;
    for (const part of parts) {
      if (part instanceof Matrix) placeDense(part, from, to, joined, offset);
      else placeSparse(part, from, to, joined, offset);
      offset += part.cols;
    }
  }
  return joined;
}

function placeDense({ data, cols }: Matrix, from: number, to: number, joined: Matrix, offset: number): void {
  const out = joined.data;
  const gap = joined.cols - cols;
  for (let i = from, p = from * cols, q = from * joined.cols + offset; i < to; i++, q += gap) {
    for (let j = 0; j < cols; j++, p++, q++) out[q] = data[p]!;
  }
}

function placeSparse(part: SparseMatrix, from: number, to: number, joined: Matrix, offset: number): void {
  const { data, indices, indptr } = part;
  const out = joined.data;
  for (let i = from, row = from * joined.cols + offset; i < to; i++, row += joined.cols) {
    for (let p = indptr[i]!; p < indptr[i + 1]!; p++) out[row + indices[p]!] = data[p]!;
  }
}

/** The rows of a sparse matrix while they are filled: `next` is where each row goes on. */
interface GrowingRows {
  readonly data: Float64Array;
  readonly indices: Int32Array;
  readonly next: Int32Array;
}

function joinSparse(
  parts: readonly (Matrix | SparseMatrix)[],
  names: readonly string[],
  rows: number,
): SparseMatrix {
  const indptr = new Int32Array(rows + 1);
  for (const part of parts) {
    if (part instanceof Matrix) countDense(part, indptr);
    else for (let i = 0; i < rows; i++) indptr[i + 1]! += part.indptr[i + 1]! - part.indptr[i]!;
  }
  for (let i = 0; i < rows; i++) indptr[i + 1]! += indptr[i]!;
  const data = new Float64Array(indptr[rows]!);
  const indices = new Int32Array(data.length);
  const growing = { data, indices, next: indptr.slice(0, rows) };
  for (let from = 0; from < rows; from += BLOCK) {
    const to = Math.min(from + BLOCK, rows);
    let offset = 0;
    for (const part of parts) {
      if (part instanceof Matrix) appendDense(part, from, to, offset, growing);
      else appendSparse(part, from, to, offset, growing);
      offset += part.cols;
    }
  }
  return new SparseMatrix({ data, indices, indptr }, rows, names.length, names);
}

function countDense({ data, rows, cols }: Matrix, indptr: Int32Array): void {
  for (let i = 0, p = 0; i < rows; i++) {
    let stored = 0;
    for (let j = 0; j < cols; j++, p++) if (data[p] !== 0) stored++;
    indptr[i + 1]! += stored;
  }
}

function appendDense(part: Matrix, from: number, to: number, offset: number, into: GrowingRows): void {
  const { data, cols } = part;
  const { data: values, indices: places, next } = into;
  for (let i = from, p = from * cols; i < to; i++) {
    let at = next[i]!;
    for (let j = 0; j < cols; j++, p++) {
      const value = data[p]!;
      if (value === 0) continue;
      values[at] = value;
      places[at++] = offset + j;
    }
    next[i] = at;
  }
}

function appendSparse(part: SparseMatrix, from: number, to: number, offset: number, into: GrowingRows): void {
  const { data, indices, indptr } = part;
  const { data: values, indices: places, next } = into;
  for (let i = from, p = indptr[from]!; i < to; i++) {
    let at = next[i]!;
    for (const end = indptr[i + 1]!; p < end; p++) {
      values[at] = data[p]!;
      places[at++] = offset + indices[p]!;
    }
    next[i] = at;
  }
}

/** Output names of the parts, each with its part's name in front where asked; a name that comes twice is returned. */
export function joinNames(
  parts: readonly { readonly name: string; readonly names: readonly string[] }[],
  prefixed: boolean,
): { readonly names: string[]; readonly duplicate: string | null } {
  const names = parts.flatMap((part) =>
    part.names.map((name) => (prefixed ? `${part.name}__${name}` : name)),
  );
  const seen = new Set<string>();
  let duplicate: string | null = null;
  for (const name of names) {
    if (seen.has(name)) duplicate ??= name;
    seen.add(name);
  }
  return { names, duplicate };
}

/** A table with every number multiplied. */
export function scaleTable(table: Table, factor: number): Table {
  if (factor === 1) return table;
  if (table instanceof SparseMatrix) {
    const data = table.data.map((value) => value * factor);
    return new SparseMatrix(
      { indices: table.indices, indptr: table.indptr, data },
      table.rows,
      table.cols,
      table.columnNames,
    );
  }
  const matrix = table instanceof Frame ? table.toMatrix() : table;
  return new Matrix(
    matrix.data.map((value) => value * factor),
    matrix.rows,
    matrix.cols,
    namesOf(matrix),
  );
}
