import { SchemaError, showValue } from '../errors/index.js';
import { asTable, isRowObjects, withOwner } from './as-table.js';
import { type Column, type ColumnType, cellAt, columnLength, isMissingAt } from './column.js';
import { convertColumn } from './convert-column.js';
import type { DataLike } from './data-like.js';
import { Frame } from './frame.js';
import { namesOfRows, propertyOfRows } from './frame-rows.js';
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
 * ignored), by position otherwise; missing or mistyped columns are errors that name them. Columns that come
 * without names take those that fit saw.
 */
export function conform(data: DataLike, schema: Schema, owner: string): Table {
  const table = schema.named && isRowObjects(data) ? readKnown(data, schema, owner) : asTable(data, owner);
  const matched = matchColumns(table, schema, owner);
  if (matched instanceof Frame) return matchTypes(matched, schema, owner);
  const others = schema.columns.filter(({ type }) => type !== 'number');
  if (others.length === 0) return matched;
  // A row whose category is missing is all numbers and NaN, and booleans may be written as 0 and 1: either comes as
  // a Matrix and is still a row of fit's Frame.
  if (matched instanceof Matrix) return matchTypes(Frame.fromMatrix(matched), schema, owner);
  const foreign = others.filter(({ type }) => type !== 'boolean');
  if (foreign.length === 0) return matched;
  throw new SchemaError(
    `${owner}: fit saw a Frame whose column '${foreign[0]!.name}' is of type ${foreign[0]!.type}, but X holds only numbers.`,
    { mistyped: foreign.map(({ name }) => name) },
  );
}

/** The same for some of the columns only: with names on both sides the others may be absent. */
export function conformColumns(data: DataLike, schema: Schema, positions: Int32Array, owner: string): Table {
  if (!schema.named || !comesNamed(data)) return conform(data, schema, owner).selectColumns(positions);
  const columns = Array.from(positions, (j) => schema.columns[j]!);
  return conform(data, { columns, named: true }, owner);
}

/**
 * New data as a table whose types are those `fit` saw where the values do not tell them; the columns themselves
 * are left to be checked by the estimators that use them.
 */
export function readAs(data: DataLike, schema: Schema, owner: string): Table {
  if (isTable(data)) return data;
  if (!isRowObjects(data)) return withTypes(asTable(data, owner), schema);
  const [first, ...others] = data;
  for (const { name } of schema.columns) {
    const odd = others.findIndex((row) => Object.hasOwn(row, name) !== Object.hasOwn(first!, name));
    if (odd < 0) continue;
    throw new SchemaError(
      `${owner}: rows 0 and ${odd + 1} of X do not both have '${name}'. Give null for a value that is missing.`,
      { missing: [name] },
    );
  }
  return withTypes(
    withOwner(owner, () => Frame.fromRows(data)),
    schema,
  );
}

/** Whether the data tell their columns' names: named tables, row objects, Arrow tables. */
function comesNamed(data: DataLike): boolean {
  if (isTable(data)) return isNamed(data);
  return isRowObjects(data) || 'numRows' in data;
}

/** The columns of row objects that fit saw, and no others: what is ignored need not be readable. */
function readKnown(rows: readonly object[], { columns }: Schema, owner: string): Frame {
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    // The reader of all properties has the errors for what is no row object.
    if (typeof row !== 'object' || row === null || Array.isArray(row))
      withOwner(owner, () => namesOfRows(rows));
    if (columns.every(({ name }) => Object.hasOwn(row, name))) continue;
    const missing = columns.map(({ name }) => name).filter((name) => !Object.hasOwn(row, name));
    throw missingColumns(owner, missing, `Row ${i}`, Object.keys(row));
  }
  return withOwner(owner, () =>
    Frame.fromColumns(columns.map(({ name }) => [name, propertyOfRows(rows, name)] as const)),
  );
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
    const names = schema.named ? ` (${list(schema.columns.map(({ name }) => name))})` : '';
    throw new SchemaError(`${owner}: X has ${table.cols} columns, but fit saw ${expected}${names}.`);
  }
  return schema.named ? table.withColumnNames(schema.columns.map(({ name }) => name)) : table;
}

function missingColumns(
  owner: string,
  missing: readonly string[],
  where: string,
  present: readonly string[],
): SchemaError {
  return new SchemaError(
    `${owner}: ${where} lacks ${missing.length === 1 ? 'the column' : 'the columns'} ${list(missing)}, ` +
      `which fit saw. It has ${list(present) || 'none'}. Give null for a value that is missing.`,
    { missing },
  );
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, 8).map((name) => `'${name}'`);
  return shown.join(', ') + (names.length > 8 ? ', ...' : '');
}

/** The frame with every column in fit's type; those that cannot be are named in the error. */
function matchTypes(frame: Frame, schema: Schema, owner: string): Frame {
  const { typed, failed } = retype(frame, schema.columns);
  if (failed.length === 0) return typed;
  const told = failed.map(({ wanted, column }) => {
    return `'${wanted.name}' is of type ${column.type} (${example(column)}), fit saw ${wanted.type}`;
  });
  throw new SchemaError(`${owner}: X has columns of another type than fit saw: ${told.join('; ')}.`, {
    mistyped: failed.map(({ wanted }) => wanted.name),
  });
}

/** The table with columns in fit's types, as far as they can be. */
function withTypes(table: Table, schema: Schema): Table {
  if (!(table instanceof Frame)) return table;
  if (table.named && schema.named) {
    const byName = new Map(schema.columns.map((wanted) => [wanted.name, wanted]));
    return retype(
      table,
      table.columnNames.map((name) => byName.get(name)),
    ).typed;
  }
  return table.cols === schema.columns.length ? retype(table, schema.columns).typed : table;
}

/** The frame with each column in the type wanted, or as it was where that cannot be. */
function retype(frame: Frame, wanted: readonly (ColumnSchema | undefined)[]) {
  const failed: { readonly wanted: ColumnSchema; readonly column: Column }[] = [];
  let changed = false;
  const columns = wanted.map((each, j): [string, Column] => {
    const column = frame.column(j);
    const converted = each === undefined ? column : convertColumn(column, each);
    if (converted === null) failed.push({ wanted: each!, column });
    changed ||= converted !== null && converted !== column;
    return [frame.columnNames[j]!, converted ?? column];
  });
  if (!changed) return { typed: frame, failed };
  const typed = Frame.fromColumns(columns);
  return { typed: frame.named ? typed : typed.withColumnNames(null), failed };
}

/** The first value that is present, to show what is wrong with a column. */
function example(column: Column): string {
  let row = 0;
  while (row < columnLength(column) - 1 && isMissingAt(column, row)) row++;
  return `row ${row} holds ${showValue(cellAt(column, row))}`;
}
