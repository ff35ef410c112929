import { type Column, Frame, Matrix, namesOf, SparseMatrix, type Table } from '../data/index.js';

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
  let offset = 0;
  for (const part of parts) {
    for (let i = 0; i < rows; i++) {
      const to = i * names.length + offset;
      if (part instanceof Matrix) {
        for (let j = 0, from = i * part.cols; j < part.cols; j++) joined.data[to + j] = part.data[from + j]!;
      } else {
        for (let p = part.indptr[i]!; p < part.indptr[i + 1]!; p++)
          joined.data[to + part.indices[p]!] = part.data[p]!;
      }
    }
    offset += part.cols;
  }
  return joined;
}

function joinSparse(
  parts: readonly (Matrix | SparseMatrix)[],
  names: readonly string[],
  rows: number,
): SparseMatrix {
  const sparse = parts.map((part) => (part instanceof Matrix ? SparseMatrix.fromDense(part) : part));
  const size = sparse.reduce((sum, part) => sum + part.nonZero, 0);
  const data = new Float64Array(size);
  const indices = new Int32Array(size);
  const indptr = new Int32Array(rows + 1);
  let position = 0;
  for (let i = 0; i < rows; i++) {
    let offset = 0;
    for (const part of sparse) {
      for (let p = part.indptr[i]!; p < part.indptr[i + 1]!; p++) {
        data[position] = part.data[p]!;
        indices[position++] = part.indices[p]! + offset;
      }
      offset += part.cols;
    }
    indptr[i + 1] = position;
  }
  return new SparseMatrix({ data, indices, indptr }, rows, names.length, names);
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
