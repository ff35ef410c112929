import { type Column, Frame, type Label, Matrix, SparseMatrix } from '../data/index.js';
import { interleave } from '../kernels/interleave.js';
import { isUsual, type MissingValues, missingFlags, numberTest } from './missing-values.js';

/** What an imputer puts where; plain data. */
export interface FillPlan {
  readonly missingValues: MissingValues;
  /** What is put into each input column; null for columns that are left out. */
  readonly statistics: readonly (Label | null)[];
  /** Positions of the input columns that come out. */
  readonly kept: Int32Array;
  /** Positions of the input columns whose missing values are marked after them. */
  readonly marked: Int32Array;
}

/** A dense table of numbers, filled and marked in one pass. */
export function fillMatrix(X: Matrix, { missingValues, statistics, kept, marked }: FillPlan): Matrix {
  const fills = Float64Array.from(kept, (j) => Number(statistics[j]));
  const out = Matrix.zeros(X.rows, kept.length + marked.length);
  if (isUsual(missingValues) && kept.length === X.cols && marked.length === 0) {
    fillAll(X.data, X.cols, fills, out.data);
    return out;
  }
  const isMissing = numberTest(missingValues);
  for (let i = 0, p = 0; i < X.rows; i++) {
    const from = i * X.cols;
    for (let k = 0; k < kept.length; k++) {
      const value = X.data[from + kept[k]!]!;
      out.data[p++] = isMissing(value) ? fills[k]! : value;
    }
    for (let m = 0; m < marked.length; m++) out.data[p++] = isMissing(X.data[from + marked[m]!]!) ? 1 : 0;
  }
  return out;
}

function fillAll(data: Float64Array, cols: number, fills: Float64Array, out: Float64Array): void {
  for (let p = 0; p < data.length; ) {
    for (let j = 0; j < cols; j++, p++) {
      const value = data[p]!;
      out[p] = Number.isNaN(value) ? fills[j]! : value;
    }
  }
}

/** The same of a frame of numbers, without making a table of them first. */
export function fillNumbers(X: Frame, plan: FillPlan): Matrix {
  const { missingValues, statistics, kept, marked } = plan;
  const values = Array.from(kept, (j) => {
    const column = X.column(j);
    return column.type === 'number' ? column.values : null;
  });
  const columns = values.filter((each) => each !== null);
  if (!isUsual(missingValues) || marked.length > 0 || columns.length < values.length) {
    return fillMatrix(X.toMatrix(), plan);
  }
  const fills = Float64Array.from(kept, (j) => Number(statistics[j]));
  return new Matrix(interleave(columns, X.rows, fills), X.rows, columns.length);
}

/** The same for sparse data, which stay sparse; what is not stored is zero, not missing. */
export function fillSparse(X: SparseMatrix, plan: FillPlan): SparseMatrix {
  const { missingValues, statistics, kept, marked } = plan;
  const isMissing = numberTest(missingValues);
  const keptAt = placesIn(kept, X.cols);
  const markedAt = placesIn(marked, X.cols);
  const data: number[] = [];
  const indices: number[] = [];
  const indptr = new Int32Array(X.rows + 1);
  for (let i = 0; i < X.rows; i++) {
    for (let p = X.indptr[i]!; p < X.indptr[i + 1]!; p++) {
      const j = X.indices[p]!;
      if (keptAt[j]! < 0) continue;
      indices.push(keptAt[j]!);
      data.push(isMissing(X.data[p]!) ? Number(statistics[j]) : X.data[p]!);
    }
    for (let p = X.indptr[i]!; p < X.indptr[i + 1]!; p++) {
      const place = markedAt[X.indices[p]!]!;
      if (place < 0 || !isMissing(X.data[p]!)) continue;
      indices.push(kept.length + place);
      data.push(1);
    }
    indptr[i + 1] = data.length;
  }
  const parts = { data: Float64Array.from(data), indices: Int32Array.from(indices), indptr };
  return new SparseMatrix(parts, X.rows, kept.length + marked.length);
}

/** The same for columns of every type, which keep their types. */
export function fillFrame(X: Frame, names: readonly string[], plan: FillPlan): Frame {
  const { missingValues, statistics, kept, marked } = plan;
  const columns: Column[] = [];
  for (const j of kept) {
    const column = X.column(j);
    columns.push(fillColumn(column, missingFlags(column, missingValues), statistics[j]!));
  }
  for (const j of marked) {
    columns.push({ type: 'number', values: Float64Array.from(missingFlags(X.column(j), missingValues)) });
  }
  if (columns.length === 0) return X.select([]);
  return Frame.fromColumns(columns.map((column, k) => [names[k]!, column] as const));
}

function fillColumn(column: Column, flags: Uint8Array, fill: Label): Column {
  if (!flags.includes(1)) return column;
  switch (column.type) {
    case 'category': {
      const known = column.categories.indexOf(String(fill));
      const categories = known < 0 ? [...column.categories, String(fill)] : column.categories;
      const code = known < 0 ? column.categories.length : known;
      return {
        type: column.type,
        categories,
        codes: filledCodes(column.codes, flags, code),
      };
    }
    case 'text':
      return {
        type: column.type,
        values: column.values.map((old, i) => (flags[i] === 1 ? String(fill) : old)),
      };
    case 'boolean':
      return {
        type: column.type,
        values: column.values.map((old, i) => (flags[i] === 1 ? Number(fill) : old)),
      };
    default:
      return {
        type: column.type,
        values: column.values.map((old, i) => (flags[i] === 1 ? Number(fill) : old)),
      };
  }
}

function filledCodes(codes: Int32Array, flags: Uint8Array, code: number): Int32Array {
  const filled = codes.slice();
  for (let i = 0; i < filled.length; i++) if (flags[i] === 1) filled[i] = code;
  return filled;
}

/** For each column its place in the list, or -1. */
function placesIn(list: Int32Array, columns: number): Int32Array {
  const places = new Int32Array(columns).fill(-1);
  list.forEach((j, place) => {
    places[j] = place;
  });
  return places;
}
