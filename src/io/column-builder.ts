import type { CategoryColumn, Column, TextColumn } from '../data/index.js';
import { grown } from './growing.js';

/** Makes one column of a Frame, cell by cell. */
export interface ColumnBuilder {
  /** Takes one cell as the file has it; false, and nothing taken, when it cannot be of the column's type. */
  add(cell: string): boolean;
  finish(): Column;
}

/** Whether a cell stands for a missing value. */
export type IsMissing = (cell: string) => boolean;

/** A column of numbers, dates or booleans whose type was given. `scan` answers NaN for what is no such value. */
export class ScannedBuilder implements ColumnBuilder {
  readonly type: 'number' | 'date' | 'boolean';
  readonly #scan: (cell: string) => number;
  readonly #isMissing: IsMissing;
  #values = new Float64Array(0);
  #count = 0;

  constructor(type: 'number' | 'date' | 'boolean', scan: (cell: string) => number, isMissing: IsMissing) {
    this.type = type;
    this.#scan = scan;
    this.#isMissing = isMissing;
  }

  add(cell: string): boolean {
    const value = this.#scan(cell);
    if (Number.isNaN(value) && !this.#isMissing(cell)) return false;
    if (this.#count === this.#values.length) this.#values = grown(this.#values, this.#count + 1);
    this.#values[this.#count++] = value;
    return true;
  }

  /** Takes the last cell back: its row is left out. */
  undo(): void {
    this.#count--;
  }

  finish(): Column {
    return scannedColumn(this.type, this.#values.subarray(0, this.#count));
  }
}

/** A column from scanned values, NaN where missing. */
export function scannedColumn(type: 'number' | 'date' | 'boolean', values: Float64Array): Column {
  if (type !== 'boolean') return { type, values: values.slice() };
  return { type, values: Int8Array.from(values, (value) => (Number.isNaN(value) ? -1 : value)) };
}

/** A column of strings of which few are distinct; codes over the sorted distinct ones. */
export class CategoryBuilder implements ColumnBuilder {
  readonly #codeOf = new Map<string, number>();
  readonly #isMissing: IsMissing;
  readonly #categories: string[] = [];
  #codes = new Int32Array(0);
  #count = 0;

  constructor(isMissing: IsMissing) {
    this.#isMissing = isMissing;
  }

  add(cell: string): true {
    let code = this.#codeOf.get(cell);
    if (code === undefined) {
      code = this.#isMissing(cell) ? -1 : this.#categories.push(cell) - 1;
      this.#codeOf.set(cell, code);
    }
    this.#push(code);
    return true;
  }

  addMissing(): void {
    this.#push(-1);
  }

  finish(): CategoryColumn {
    const codes = this.#codes.slice(0, this.#count);
    const categories = this.#categories.slice().sort();
    const rank = new Int32Array(categories.length);
    categories.forEach((category, position) => {
      rank[this.#codeOf.get(category)!] = position;
    });
    for (let i = 0; i < codes.length; i++) if (codes[i]! >= 0) codes[i] = rank[codes[i]!]!;
    return { type: 'category', codes, categories };
  }

  #push(code: number): void {
    if (this.#count === this.#codes.length) this.#codes = grown(this.#codes, this.#count + 1);
    this.#codes[this.#count++] = code;
  }
}

/** A column of free text. */
export class TextBuilder implements ColumnBuilder {
  readonly #isMissing: IsMissing;
  readonly #values: (string | null)[] = [];

  constructor(isMissing: IsMissing) {
    this.#isMissing = isMissing;
  }

  add(cell: string): true {
    this.#values.push(this.#isMissing(cell) ? null : cell);
    return true;
  }

  finish(): TextColumn {
    return { type: 'text', values: this.#values };
  }
}
