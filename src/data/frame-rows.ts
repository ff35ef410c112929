import { InvalidDataError, showValue } from '../errors/index.js';
import { type Cell, type Column, cellAt } from './column.js';
import { inspectCustom } from './print-table.js';

/** A row as people write it: an object with one property a column. */
export type FrameRow = Readonly<Record<string, Cell>>;

/** The property names that a list of row objects has. */
export interface RowNames {
  /** Every name that some row has, in order of first appearance. */
  readonly names: readonly string[];
  /** The first row that lacks a name other rows have, with that name; null when all rows have them all. */
  readonly lacking: { readonly row: number; readonly name: string } | null;
}

/** The own enumerable properties of the rows; what is no object, or has no properties at all, is an error. */
export function namesOfRows(rows: readonly object[]): RowNames {
  const known = new Set<string>();
  const names: string[] = [];
  let shortest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    if (typeof row !== 'object' || row === null || Array.isArray(row) || ArrayBuffer.isView(row)) {
      throw new InvalidDataError(`Row ${i} is ${showValue(row)} where an object is needed.`, { row: i });
    }
    const own = Object.keys(row);
    for (let j = 0; j < own.length; j++) {
      const name = own[j]!;
      // Rows mostly have their properties in one order, and then no look-up is needed.
      if (names[j] === name || known.has(name)) continue;
      known.add(name);
      names.push(name);
    }
    if (own.length < shortest) shortest = own.length;
  }
  if (names.length === 0 && rows.length > 0) {
    throw new InvalidDataError(
      `Row 0 is ${showValue(rows[0])} without properties. A row object needs one property for each column.`,
      { row: 0 },
    );
  }
  return { names, lacking: shortest < names.length ? firstLacking(rows, names) : null };
}

function firstLacking(rows: readonly object[], names: readonly string[]): RowNames['lacking'] {
  for (let row = 0; row < rows.length; row++) {
    const name = names.find((each) => !Object.hasOwn(rows[row]!, each));
    if (name !== undefined) return { row, name };
  }
  return null;
}

/** One property of every row; null where a row lacks it. */
export function propertyOfRows(rows: readonly object[], name: string): unknown[] {
  return rows.map((row) => (Object.hasOwn(row, name) ? (row as Record<string, unknown>)[name] : null));
}

/**
 * What row objects inherit from: nothing, so that `row['toString']` is a column or undefined and a column named
 * '__proto__' is a property like any other. The one symbol makes them print as plain objects do.
 */
const rowPrototype: object = Object.create(null, {
  [inspectCustom]: {
    value(this: FrameRow): FrameRow {
      return { ...this };
    },
  },
});

/** A reader of the columns' rows as objects. */
export function rowReader(names: readonly string[], columns: readonly Column[]): (index: number) => FrameRow {
  // A copy of a template, given its prototype at last, is made three times as fast as an object to which the
  // properties are added one by one.
  const template: Record<string, Cell> = Object.fromEntries(names.map((name) => [name, null]));
  return (index) => {
    const row = { ...template };
    for (let j = 0; j < columns.length; j++) row[names[j]!] = cellAt(columns[j]!, index);
    return Object.setPrototypeOf(row, rowPrototype);
  };
}
