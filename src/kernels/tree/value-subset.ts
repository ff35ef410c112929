import { RowSet } from './row-set.js';

/** Some rows of a whole table whose columns are not ranked, for a subtree that has few: their values lie close together. */
export class ValueSubset extends RowSet {
  /** Room for at most `capacity` rows of a whole table; see `take`. */
  constructor({ columns }: RowSet, capacity: number) {
    super(columns, columns, new Float64Array(capacity * columns.cols));
  }

  /** Becomes the set of `rows[start..end)` of the table, which are numbered in this order. */
  take(rows: Int32Array, start: number, end: number): void {
    const { cols, data } = this.columns;
    const values = this.values!;
    const size = end - start;
    this.size = size;
    for (let i = 0; i < size; i++) {
      const from = rows[start + i]! * cols;
      for (let j = 0; j < cols; j++) values[j * size + i] = data[from + j]!;
    }
  }
}
