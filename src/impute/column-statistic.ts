import {
  type Column,
  columnLength,
  Frame,
  type Label,
  type Matrix,
  SparseMatrix,
  type Table,
} from '../data/index.js';
import { type ColumnMoments, columnMoments } from '../kernels/column-moments.js';
import { columnsOf } from '../kernels/interleave.js';
import { selectNth } from '../kernels/select.js';
import { compensatedSum } from '../math/sum.js';
import { isUsual, type MissingValues, numberTest } from './missing-values.js';

/** The values of a column that are present; those of sparse data that are not stored are only counted. */
export interface NumberSample {
  readonly values: Float64Array;
  /** Zeros beside `values`. */
  readonly zeros: number;
}

/**
 * The mean of each column of a dense table of numbers, NaN left out; null without any value. Where the sum of a column
 * overflows, all is left to {@link mean}.
 */
export function presentMeans(X: Matrix | Frame): readonly (number | null)[] | null {
  const { weight, mean } =
    X instanceof Frame ? momentsOfColumns(numberColumns(X)) : columnMoments(X.data, X.rows, X.cols);
  const means = Array.from(mean, (value, j) => (weight[j] === 0 ? null : value));
  return means.every((value) => value === null || Number.isFinite(value)) ? means : null;
}

function momentsOfColumns(columns: readonly Float64Array[]): Pick<ColumnMoments, 'weight' | 'mean'> {
  const moments = columns.map((values) => columnMoments(values, values.length, 1));
  return {
    weight: Float64Array.from(moments, ({ weight }) => weight[0]!),
    mean: Float64Array.from(moments, ({ mean }) => mean[0]!),
  };
}

/** The present values of each column of a table of numbers. */
export function numberSamples(X: Table, missingValues: MissingValues): NumberSample[] {
  if (X instanceof SparseMatrix) return sparseSamples(X, missingValues);
  return numberColumns(X).map((values) => ({ values: presentOf(values, missingValues), zeros: 0 }));
}

function numberColumns(X: Matrix | Frame): readonly Float64Array[] {
  if (X instanceof Frame) {
    const columns = X.columnNames.flatMap((_, j) => {
      const column = X.column(j);
      return column.type === 'number' ? [column.values] : [];
    });
    return columns.length === X.cols ? columns : numberColumns(X.toMatrix());
  }
  return columnsOf(X.data, X.rows, X.cols);
}

/** The values that are not missing; the array itself where none are. */
function presentOf(values: Float64Array, missingValues: MissingValues): Float64Array {
  const usual = isUsual(missingValues);
  let missing = 0;
  for (let i = 0; i < values.length; i++) {
    if (usual ? Number.isNaN(values[i]!) : values[i] === missingValues) missing++;
  }
  if (missing === 0) return values;
  const present = new Float64Array(values.length - missing);
  for (let i = 0, to = 0; i < values.length; i++) {
    const value = values[i]!;
    if (usual ? !Number.isNaN(value) : value !== missingValues) present[to++] = value;
  }
  return present;
}

function sparseSamples(X: SparseMatrix, missingValues: MissingValues): NumberSample[] {
  const { data, indices, cols } = X;
  const isMissing = numberTest(missingValues);
  const stored = new Int32Array(cols);
  const present = new Int32Array(cols);
  for (let p = 0; p < data.length; p++) {
    stored[indices[p]!]!++;
    if (!isMissing(data[p]!)) present[indices[p]!]!++;
  }
  const columns = Array.from(present, (count) => new Float64Array(count));
  const filled = new Int32Array(cols);
  for (let p = 0; p < data.length; p++) {
    const j = indices[p]!;
    if (!isMissing(data[p]!)) columns[j]![filled[j]!++] = data[p]!;
  }
  return columns.map((values, j) => ({ values, zeros: X.rows - stored[j]! }));
}

/** All values of a sample, zeros written out; a copy. */
export function writtenOut({ values, zeros }: NumberSample): Float64Array {
  const all = new Float64Array(values.length + zeros);
  all.set(values);
  return all;
}

export function mean({ values, zeros }: NumberSample): number {
  return compensatedSum(values) / (values.length + zeros);
}

export function median(sample: NumberSample): number {
  const values = writtenOut(sample);
  const half = values.length >> 1;
  const upper = selectNth(values, half);
  if (values.length % 2 === 1) return upper;
  let lower = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < half; i++) if (values[i]! > lower) lower = values[i]!;
  return (lower + upper) / 2;
}

/** The number that comes most often; the smallest of those that do. */
export function mostFrequentNumber({ values, zeros }: NumberSample): number {
  const counts = new Map<number, number>(zeros > 0 ? [[0, zeros]] : []);
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return mostFrequent(counts)!;
}

/** The label that comes most often in the rows that are not flagged, the smallest of those that do; null without any. */
export function mostFrequentLabel(
  column: Exclude<Column, { type: 'date' }>,
  flags: Uint8Array,
): Label | null {
  const counts = new Map<Label, number>();
  const add = (label: Label, count: number) => counts.set(label, (counts.get(label) ?? 0) + count);
  const rows = columnLength(column);
  if (column.type === 'category') {
    const { codes } = column;
    const byCode = new Int32Array(column.categories.length);
    for (let i = 0; i < rows; i++) if (flags[i] === 0 && codes[i]! >= 0) byCode[codes[i]!]!++;
    column.categories.forEach((category, code) => {
      if (byCode[code]! > 0) add(category, byCode[code]!);
    });
  } else if (column.type === 'text') {
    const { values } = column;
    for (let i = 0; i < rows; i++) {
      const value = values[i];
      if (flags[i] === 0 && value != null) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
  } else {
    for (let i = 0; i < rows; i++) {
      const value = column.values[i]!;
      if (flags[i] === 0) add(column.type === 'boolean' ? value === 1 : value, 1);
    }
  }
  return mostFrequent(counts);
}

function mostFrequent<T extends Label>(counts: ReadonlyMap<T, number>): T | null {
  let best: T | null = null;
  let most = 0;
  for (const [label, count] of counts) {
    if (best === null || count > most || (count === most && label < best)) [best, most] = [label, count];
  }
  return best;
}
