import { Matrix } from '../data/index.js';

/** What trees are told of the columns of their data. */
export interface ColumnRules {
  /** How many categories each column has, 0 for numbers; null where no column has any. */
  readonly categories: Int32Array | null;
  /** For each column 1 or -1 where predictions must rise or fall along it, else 0; null where none must. */
  readonly monotonic: Int8Array | null;
}

/** The data that trees grow on: numbers, and codes 0, 1, ... in columns of categories. */
export class TreeTable extends Matrix {
  readonly rules: ColumnRules;

  constructor({ data, rows, cols, columnNames }: Matrix, rules: ColumnRules) {
    super(data, rows, cols, columnNames);
    this.rules = rules;
  }
}
