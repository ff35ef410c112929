import type { CategoryColumn, Column } from './column.js';
import { Matrix } from './matrix.js';
import type { Schema } from './schema.js';
import { SparseMatrix } from './sparse-matrix.js';
import type { Table } from './table.js';

/**
 * A table as numbers, for models that split categories as they are: a category becomes its position among the
 * categories that `schema` has of its column, true and false become 1 and 0, dates milliseconds. What is missing and
 * categories that `schema` does not know are NaN. Text columns must have been refused before.
 */
export function codedMatrix(table: Table, schema: Schema): Matrix {
  if (table instanceof SparseMatrix) return table.toDense();
  if (table instanceof Matrix) return table;
  const { rows, cols } = table;
  const coded = Matrix.zeros(rows, cols, table.named ? table.columnNames : null);
  for (let j = 0; j < cols; j++) {
    const values = numbersOf(table.column(j), schema.columns[j]!.categories ?? []);
    for (let i = 0; i < rows; i++) coded.data[i * cols + j] = values(i);
  }
  return coded;
}

/** The number of categories of each column of a schema; 0 for columns that are no categories. */
export function categoryCounts(schema: Schema): Int32Array {
  return Int32Array.from(schema.columns, ({ categories }) => categories?.length ?? 0);
}

function numbersOf(column: Column, categories: readonly string[]): (row: number) => number {
  switch (column.type) {
    case 'category': {
      const positions = positionsIn(column, categories);
      return (row) => positions[column.codes[row]!] ?? Number.NaN;
    }
    case 'boolean':
      return (row) => (column.values[row]! < 0 ? Number.NaN : column.values[row]!);
    case 'text':
      return () => Number.NaN;
    default:
      return (row) => column.values[row]!;
  }
}

/** Where each of a column's own categories stands among the given ones; NaN for those that are not there. */
function positionsIn(column: CategoryColumn, categories: readonly string[]): Float64Array {
  const known = new Map(categories.map((category, position) => [category, position]));
  return Float64Array.from(column.categories, (category) => known.get(category) ?? Number.NaN);
}
