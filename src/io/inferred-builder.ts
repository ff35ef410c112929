import type { Column } from '../data/index.js';
import { CategoryBuilder, type ColumnBuilder, type IsMissing, scannedColumn } from './column-builder.js';
import { grown } from './growing.js';
import type { Exception } from './mixed-column.js';
import { OriginalText } from './original-text.js';
import { notation } from './scan-number.js';
import type { Scanners } from './scanners.js';

type Type = keyof Scanners;

/** In the order in which they are tried. */
const types: readonly Type[] = ['number', 'boolean', 'date'];

/** Whether `write` makes the cell of its value again, does not, or the value would lose something of it. */
const notations: Readonly<Record<Type, (cell: string, value: number) => 'plain' | 'other' | 'lossy'>> = {
  number: notation,
  boolean: (cell) => (cell === 'true' || cell === 'false' ? 'plain' : 'other'),
  date: (cell) => (cell.length === 10 ? 'plain' : 'other'),
};

const write: Readonly<Record<Type, (value: number) => string>> = {
  number: String,
  boolean: (value) => (value === 1 ? 'true' : 'false'),
  date: (value) => new Date(value).toISOString().slice(0, 10),
};

/**
 * A column whose type is found while it is read: that of its first cell, as long as all others agree, else
 * category. Cells that their value does not tell are remembered as they were, so that nothing is lost by widening:
 * a column of 1, 2.50 and unknown has the categories '1', '2.50' and 'unknown'.
 */
export class InferredBuilder implements ColumnBuilder {
  readonly #isMissing: IsMissing;
  readonly #scanners: Scanners;
  /** The line of the cell that is being added. */
  readonly #line: () => number;
  #type: Type | null = null;
  #scan: (cell: string) => number = () => Number.NaN;
  #values = new Float64Array(0);
  #count = 0;
  #originals = new OriginalText();
  #categories: CategoryBuilder | null = null;
  #exception: Exception | null = null;

  constructor(isMissing: IsMissing, scanners: Scanners, line: () => number) {
    this.#isMissing = isMissing;
    this.#scanners = scanners;
    this.#line = line;
  }

  /** The first cell that is no number, where the column holds categories. */
  get exception(): Exception | null {
    return this.#exception;
  }

  add(cell: string): true {
    if (this.#categories !== null) return this.#categories.add(cell);
    let value = this.#scan(cell);
    if (Number.isNaN(value)) {
      if (this.#isMissing(cell)) return this.#push(Number.NaN);
      if (this.#type !== null || !this.#choose(cell)) return this.#widen(cell);
      value = this.#scan(cell);
    }
    const form = notations[this.#type!](cell, value);
    if (form === 'lossy') return this.#widen(cell);
    if (form === 'other') this.#originals.add(this.#count, cell);
    return this.#push(value);
  }

  finish(): Column {
    if (this.#categories !== null) return this.#categories.finish();
    return scannedColumn(this.#type ?? 'number', this.#values.subarray(0, this.#count));
  }

  /** Finds the type of the first cell; false where it has none. */
  #choose(cell: string): boolean {
    const type = types.find((each) => !Number.isNaN(this.#scanners[each](cell)));
    if (type === undefined) return false;
    this.#type = type;
    this.#scan = this.#scanners[type];
    return true;
  }

  #push(value: number): true {
    if (this.#count === this.#values.length) this.#values = grown(this.#values, this.#count + 1);
    this.#values[this.#count++] = value;
    return true;
  }

  #widen(cell: string): true {
    const categories = new CategoryBuilder(this.#isMissing);
    const original = this.#originals.reader();
    for (let row = 0; row < this.#count; row++) {
      const value = this.#values[row]!;
      if (Number.isNaN(value)) categories.addMissing();
      else categories.add(original(row) ?? write[this.#type!](value));
    }
    this.#categories = categories;
    this.#exception = { cell, line: this.#line() };
    this.#originals = new OriginalText();
    this.#values = new Float64Array(0);
    return categories.add(cell);
  }
}
