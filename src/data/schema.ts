import { SchemaError } from '../errors/index.js';
import { asTable } from './as-table.js';
import { type Column, type ColumnType, columnLength, countMissing } from './column.js';
import type { DataLike } from './data-like.js';
import { Frame } from './frame.js';
import { Matrix } from './matrix.js';
import { isNamed, isTable, namesOf, type Table } from './table.js';

/** One column as `fit` saw it. */
export interface ColumnSchema {
  readonly name: string;
  readonly type: ColumnType;
  /** The categories of a category column, in its order. */
  readonly categories?: readonly string[];
}

/** The columns as `fit` saw them; plain data, part of every fitted state. */
export interface Schema {
  readonly columns: readonly ColumnSchema[];
  /** Whether the names came with the data; if so, columns are matched by name. */
  readonly named: boolean;
}

/** What is to be remembered of a table's columns. */
export function schemaOf(table: Table): Schema {
  const columns = namesOf(table).map((name, j): ColumnSchema => {
    if (!(table instanceof Frame)) return { name, type: 'number' };
    const column = table.column(j);
    return column.type === 'category'
      ? { name, type: column.type, categories: column.categories }
      : { name, type: column.type };
  });
  return { columns, named: isNamed(table) };
}

/**
 * New data in the form `fit` saw: columns matched by name where both sides have names (extra ones are
 * ignored), by position otherwise; missing or mistyped columns are errors that name them.
 */
export function conform(data: DataLike, schema: Schema, owner: string): Table {
  checkRowObjects(data, schema, owner);
  const table = isTable(data) ? data : asTable(data, owner, typesOf(data, schema));
  const matched = matchColumns(table, schema, owner);
  return matched instanceof Frame ? matchTypes(matched, schema, owner) : checkNumeric(matched, schema, owner);
}

/** Types for values that do not tell theirs: only where fit saw something other than numbers. */
function typesOf(data: DataLike, schema: Schema): Map<string, ColumnType> {
  const types = new Map<string, ColumnType>();
  const objects = Array.isArray(data) && !isArrayLike(data[0]);
  schema.columns.forEach(({ name, type }, j) => {
    // A string where fit saw numbers must stay visible as a mistyped column, so numbers are not forced.
    if (type !== 'number') types.set(objects || schema.named ? name : `x${j}`, type);
  });
  return types;
}

/** A row object that lacks a column is refused by name: absent is not the same as missing (null). */
function checkRowObjects(data: DataLike, schema: Schema, owner: string): void {
  if (!Array.isArray(data) || !schema.named) return;
  for (let i = 0; i < data.length; i++) {
    const row: unknown = data[i];
    if (typeof row !== 'object' || row === null || isArrayLike(row)) return;
    const missing = schema.columns.filter(({ name }) => !Object.hasOwn(row, name)).map(({ name }) => name);
    if (missing.length > 0) throw missingColumns(owner, missing, `Row ${i}`, Object.keys(row));
  }
}

function matchColumns(table: Table, schema: Schema, owner: string): Table {
  const expected = schema.columns.length;
  if (schema.named && isNamed(table)) {
    const names = table.columnNames!;
    if (names.length === expected && schema.columns.every(({ name }, j) => names[j] === name)) return table;
    const known = new Set(names);
    const missing = schema.columns.filter(({ name }) => !known.has(name)).map(({ name }) => name);
    if (missing.length > 0) throw missingColumns(owner, missing, 'X', names);
    return table.selectColumns(schema.columns.map(({ name }) => name));
  }
  if (table.cols !== expected) {
    throw new SchemaError(`${owner}: X has ${table.cols} columns, but fit saw ${expected}.`);
  }
  return table;
}

function missingColumns(
  owner: string,
  missing: readonly string[],
  where: string,
  present: readonly string[],
): SchemaError {
  const list = (names: readonly string[]) =>
    names
      .slice(0, 8)
      .map((name) => `'${name}'`)
      .join(', ') + (names.length > 8 ? ', ...' : '');
  return new SchemaError(
    `${owner}: ${where} lacks ${missing.length === 1 ? 'the column' : 'the columns'} ${list(missing)}, ` +
      `which fit saw. It has ${list(present)}. Give null for a value that is missing.`,
    { missing },
  );
}

function checkNumeric<T extends Table>(table: T, schema: Schema, owner: string): Table {
  const other = schema.columns.filter(({ type }) => type !== 'number' && type !== 'boolean');
  if (other.length === 0) return table;
  // A row whose category is missing is all numbers and NaN: it comes as a Matrix and is still a row of fit's Frame.
  if (table instanceof Matrix) {
    const named = table.columnNames ? table : table.withColumnNames(schema.columns.map(({ name }) => name));
    return matchTypes(Frame.fromMatrix(named), schema, owner);
  }
  throw new SchemaError(
    `${owner}: fit saw a Frame whose column '${other[0]!.name}' is of type ${other[0]!.type}, but X holds only numbers.`,
    { mistyped: other.map(({ name }) => name) },
  );
}

function matchTypes(frame: Frame, schema: Schema, owner: string): Table {
  let conformed = frame;
  const mistyped: string[] = [];
  const told: string[] = [];
  schema.columns.forEach(({ type }, j) => {
    const column = frame.column(j);
    if (column.type === type) return;
    const name = frame.columnNames[j]!;
    const converted = convert(column, type);
    if (converted === null) {
      mistyped.push(name);
      told.push(`'${name}' is of type ${column.type}, fit saw ${type}`);
    } else conformed = conformed.withColumn(name, converted);
  });
  if (mistyped.length > 0) {
    throw new SchemaError(`${owner}: X has columns of another type than fit saw: ${told.join('; ')}.`, {
      mistyped,
    });
  }
  return conformed;
}

/** The same values under another type, where nothing is guessed or lost; else null. */
function convert(column: Column, type: ColumnType): Column | null {
  const rows = columnLength(column);
  if (countMissing(column) === rows) return emptyColumn(type, rows);
  if (type === 'number' && column.type === 'boolean') {
    return { type, values: Float64Array.from(column.values, (value) => (value < 0 ? Number.NaN : value)) };
  }
  if (type === 'text' && column.type === 'category') {
    return { type, values: Array.from(column.codes, (code) => (code < 0 ? null : column.categories[code]!)) };
  }
  if (type === 'category' && column.type === 'text') {
    const categories = [...new Set(column.values)].filter((value) => value !== null).sort();
    const codeOf = new Map<string | null, number>(categories.map((value, code) => [value, code]));
    return { type, categories, codes: Int32Array.from(column.values, (value) => codeOf.get(value) ?? -1) };
  }
  return null;
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

function isArrayLike(value: unknown): boolean {
  return Array.isArray(value) || ArrayBuffer.isView(value);
}
