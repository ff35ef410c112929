import type { ColumnType } from './column.js';
import type { RowCells } from './row-cells.js';
import type { Schema } from './schema.js';

/** Writes the cells of a row to their places; false where anything about the row is unusual. */
export type CellReader = (row: unknown) => boolean;

export interface CellReaderOptions {
  /** Columns that row objects must have; null for all. The others may be absent from them. */
  readonly needed: ArrayLike<number> | null;
  /** Whether properties that are no columns must be readable as cells, as in a table of all of them. */
  readonly readsAll: boolean;
}

/** How the value of a column is written down. */
const IGNORED = 0;
const NUMBER = 1;
const TEXT = 2;
const BOOLEAN = 3;
const DATE = 4;

const kindOf: Readonly<Record<ColumnType, number>> = {
  number: NUMBER,
  category: TEXT,
  text: TEXT,
  boolean: BOOLEAN,
  date: DATE,
};

/** Most property names that are remembered in the order in which rows have them. */
const MOST_REMEMBERED = 1024;

/**
 * A reader of single rows in the form that `fit` saw, without a table. It takes what needs no thought: values of their
 * column's own type, null and undefined. It says false to everything else, be it a mistake or a value that a table
 * would convert, so that the way through tables decides about it. Nothing is allocated for a row.
 */
export function cellReader(
  { columns, named }: Schema,
  { numbers, texts }: RowCells,
  { needed, readsAll }: CellReaderOptions,
): CellReader {
  const width = columns.length;
  const kinds = Uint8Array.from(columns, ({ type }) => kindOf[type]);
  const onlyNumbers = kinds.every((kind) => kind === NUMBER);
  const wanted = needed === null ? kinds : new Uint8Array(width);
  if (needed !== null) for (let k = 0; k < needed.length; k++) wanted[needed[k]!] = kinds[needed[k]!]!;
  const wantedCount = wanted.reduce((sum, kind) => sum + (kind === IGNORED ? 0 : 1), 0);
  const positions = new Map(columns.map(({ name }, j) => [name, j]));
  // Rows mostly have their properties in one order; then a name is found by comparing it with that of the last row.
  const lastNames: string[] = [];
  const lastPlaces: number[] = [];

  function place(name: string, at: number): number {
    if (lastNames[at] === name) return lastPlaces[at]!;
    const found = positions.get(name) ?? -1;
    if (at <= lastNames.length && at < MOST_REMEMBERED) {
      lastNames[at] = name;
      lastPlaces[at] = found;
    }
    return found;
  }

  function write(value: unknown, kind: number, j: number): boolean {
    if (kind === NUMBER) {
      if (typeof value === 'number') numbers[j] = value;
      else if (value === null || value === undefined) numbers[j] = Number.NaN;
      else return false;
    } else if (kind === TEXT) {
      if (typeof value === 'string') texts[j] = value;
      else if (value === null || value === undefined) texts[j] = null;
      else return false;
    } else if (value === null || value === undefined) {
      numbers[j] = Number.NaN;
    } else if (kind === BOOLEAN) {
      if (typeof value !== 'boolean') return false;
      numbers[j] = value ? 1 : 0;
    } else {
      if (!(value instanceof Date)) return false;
      numbers[j] = value.getTime();
    }
    return true;
  }

  function readNumbers(row: ArrayLike<unknown>): boolean {
    for (let j = 0; j < width; j++) {
      const value = row[j];
      if (typeof value === 'number') numbers[j] = value;
      else if (value === null || value === undefined) numbers[j] = Number.NaN;
      else return false;
    }
    return true;
  }

  function readCells(row: ArrayLike<unknown>): boolean {
    for (let j = 0; j < width; j++) if (!write(row[j], kinds[j]!, j)) return false;
    return true;
  }

  function readProperties(row: Record<string, unknown>): boolean {
    // What is inherited is no column, and the loop below would take it for one.
    for (const inherited in Object.getPrototypeOf(row)) return inherited === undefined;
    let found = 0;
    let at = 0;
    for (const name in row) {
      const j = place(name, at++);
      const kind = j < 0 ? IGNORED : wanted[j]!;
      if (kind !== IGNORED) {
        if (!write(row[name], kind, j)) return false;
        found++;
      } else if (readsAll && !isCell(row[name])) return false;
    }
    return found === wantedCount;
  }

  return (row) => {
    if (row instanceof Float64Array) {
      if (!onlyNumbers || row.length !== width) return false;
      numbers.set(row);
      return true;
    }
    if (typeof row !== 'object' || row === null) return false;
    if (Array.isArray(row) || ArrayBuffer.isView(row)) {
      const { length } = row as unknown as ArrayLike<unknown>;
      if (length !== width) return false;
      return onlyNumbers
        ? readNumbers(row as unknown as ArrayLike<unknown>)
        : readCells(row as unknown as ArrayLike<unknown>);
    }
    return named && readProperties(row as Record<string, unknown>);
  };
}

/** Whether a table could hold a value in some column. */
function isCell(value: unknown): boolean {
  switch (typeof value) {
    case 'number':
    case 'string':
    case 'boolean':
    case 'undefined':
      return true;
    default:
      return value === null || value instanceof Date;
  }
}
