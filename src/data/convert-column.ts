import { type Column, type ColumnType, columnLength, countMissing } from './column.js';
import { columnFrom } from './column-from.js';
import { parseDate } from './parse-date.js';
import type { ColumnSchema } from './schema.js';

/**
 * The same values in a column of the type that `fit` saw, where nothing is guessed or lost; else null. It lets in
 * what the same table looks like on another way here: through JSON (dates as text), as an array of numbers
 * (booleans as 0 and 1, categories that are numbers), or as a single row (a category that is missing has no type).
 */
export function convertColumn(column: Column, wanted: ColumnSchema): Column | null {
  const { type } = wanted;
  if (column.type === type) return column;
  const rows = columnLength(column);
  if (countMissing(column) === rows) return emptyColumn(type, rows);
  switch (type) {
    case 'number':
      return column.type === 'boolean' ? numbersOf(column.values) : null;
    case 'boolean':
      return column.type === 'number' ? flagsOf(column.values) : null;
    case 'date':
      if (column.type === 'number') return { type, values: column.values };
      return column.type === 'category' ? datesOf(column.codes, column.categories) : null;
    case 'text':
      if (column.type !== 'category') return null;
      return { type, values: Array.from(column.codes, (code) => column.categories[code] ?? null) };
    case 'category':
      if (column.type === 'text') return columnFrom(column.values, wanted.name, type);
      return column.type === 'number' && wanted.categories?.some(isNumeral)
        ? columnFrom(column.values, wanted.name, type)
        : null;
  }
}

function numbersOf(flags: Int8Array): Column {
  return { type: 'number', values: Float64Array.from(flags, (flag) => (flag < 0 ? Number.NaN : flag)) };
}

function flagsOf(numbers: Float64Array): Column | null {
  if (!numbers.every((value) => value === 0 || value === 1 || Number.isNaN(value))) return null;
  return { type: 'boolean', values: Int8Array.from(numbers, (value) => (Number.isNaN(value) ? -1 : value)) };
}

function datesOf(codes: Int32Array, categories: readonly string[]): Column | null {
  const times = categories.map(parseDate);
  if (codes.some((code) => code >= 0 && times[code] === null)) return null;
  return { type: 'date', values: Float64Array.from(codes, (code) => times[code] ?? Number.NaN) };
}

/** Whether a category is a number written as text: then a number may stand for it. */
function isNumeral(category: string): boolean {
  return category.trim() !== '' && String(Number(category)) === category;
}

function emptyColumn(type: ColumnType, rows: number): Column {
  switch (type) {
    case 'number':
    case 'date':
      return { type, values: new Float64Array(rows).fill(Number.NaN) };
    case 'category':
      return { type, codes: new Int32Array(rows).fill(-1), categories: [] };
    case 'boolean':
      return { type, values: new Int8Array(rows).fill(-1) };
    case 'text':
      return { type, values: new Array<null>(rows).fill(null) };
  }
}
