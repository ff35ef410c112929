import { type Column, Frame, type Label, Matrix, SparseMatrix } from '../data/index.js';
import { type MissingValues, missingFlags, numberTest } from './missing-values.js';

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
  const isMissing = numberTest(missingValues);
  const fills = Float64Array.from(kept, (j) => Number(statistics[j]));
  const out = Matrix.zeros(X.rows, kept.length + marked.length);
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
        codes: column.codes.map((old, i) => (flags[i] === 1 ? code : old)),
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

/** For each column its place in the list, or -1. */
function placesIn(list: Int32Array, columns: number): Int32Array {
  const places = new Int32Array(columns).fill(-1);
  list.forEach((j, place) => {
    places[j] = place;
  });
  return places;
}
