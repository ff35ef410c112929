import { type Column, columnLength, type Label, Matrix, type SparseMatrix } from '../data/index.js';
import { compensatedSum } from '../math/sum.js';

/** The values of a column that are present; those of sparse data that are not stored are only counted. */
export interface NumberSample {
  readonly values: Float64Array;
  /** Zeros beside `values`. */
  readonly zeros: number;
}

/** The present values of each column of a table of numbers. */
export function numberSamples(
  X: Matrix | SparseMatrix,
  isMissing: (value: number) => boolean,
): NumberSample[] {
  const { data, cols } = X;
  const columnOf = X instanceof Matrix ? (p: number) => p % cols : (p: number) => X.indices[p]!;
  const stored = new Int32Array(cols);
  const present = new Int32Array(cols);
  for (let p = 0; p < data.length; p++) {
    const j = columnOf(p);
    stored[j]!++;
    if (!isMissing(data[p]!)) present[j]!++;
  }
  const columns = Array.from(present, (count) => new Float64Array(count));
  const filled = new Int32Array(cols);
  for (let p = 0; p < data.length; p++) {
    if (isMissing(data[p]!)) continue;
    const j = columnOf(p);
    columns[j]![filled[j]!++] = data[p]!;
  }
  return columns.map((values, j) => ({ values, zeros: X.rows - stored[j]! }));
}

/** All values of a sample, zeros written out. */
export function writtenOut({ values, zeros }: NumberSample): Float64Array {
  if (zeros === 0) return values;
  const all = new Float64Array(values.length + zeros);
  all.set(values);
  return all;
}

export function mean({ values, zeros }: NumberSample): number {
  return compensatedSum(values) / (values.length + zeros);
}

export function median({ values, zeros }: NumberSample): number {
  const sorted = values.slice().sort();
  const below = sorted.findIndex((value) => value >= 0);
  const negative = below < 0 ? sorted.length : below;
  const at = (rank: number) => {
    if (rank < negative) return sorted[rank]!;
    return rank < negative + zeros ? 0 : sorted[rank - zeros]!;
  };
  const count = sorted.length + zeros;
  const middle = Math.floor(count / 2);
  return count % 2 === 1 ? at(middle) : (at(middle - 1) + at(middle)) / 2;
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
    const byCode = new Int32Array(column.categories.length);
    for (let i = 0; i < rows; i++) if (flags[i] === 0 && column.codes[i]! >= 0) byCode[column.codes[i]!]!++;
    column.categories.forEach((category, code) => {
      if (byCode[code]! > 0) add(category, byCode[code]!);
    });
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
