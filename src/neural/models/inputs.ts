import { cellsOf, Frame, type Matrix } from '../../data/index.js';
import { InvalidDataError, UnsupportedError } from '../../errors/index.js';
import type { Feed } from './runners.js';

/** One input as a model's file declares it. */
export interface ModelInput {
  readonly name: string;
  /** The type in the model's own words: float32, int64, string, ... */
  readonly type: string;
  /** Sizes of the axes after that of the rows; null is a size that may be any. */
  readonly shape: readonly (number | null)[];
  /** How many rows go in at a time, where the model fixes that. */
  readonly rows: number | null;
}

/** One input and the columns it is filled from. */
export interface BoundInput {
  readonly name: string;
  readonly type: string;
  readonly shape: readonly number[];
  /** Positions of its columns among those of the table. */
  readonly columns: Int32Array;
}

/** Columns as `fit` saw them, or as a model by itself asks for them. */
export interface TableColumns {
  readonly names: readonly string[];
  readonly named: boolean;
}

/** Which columns each input takes: those of its name where all inputs take one column each, else the next ones. */
export function bindInputs(
  owner: string,
  given: readonly ModelInput[],
  inputShape: readonly number[] | null,
  { names, named }: TableColumns,
): BoundInput[] {
  const inputs = withInputShape(owner, given, inputShape);
  if (inputs.length === 1) {
    const shape = filledShape(owner, inputs[0]!, names.length);
    return [bound(inputs[0]!, shape, names.keys())];
  }
  const shapes = inputs.map((input) => knownShape(owner, input));
  const places = new Map(names.map((name, j) => [name, j]));
  const single = shapes.every((shape) => sizeOf(shape) === 1);
  if (named && single && inputs.every(({ name }) => places.has(name))) {
    return inputs.map((input, i) => bound(input, shapes[i]!, [places.get(input.name)!]));
  }
  const widths = shapes.map(sizeOf);
  const wanted = widths.reduce((sum, width) => sum + width, 0);
  if (wanted !== names.length) {
    const told = inputs.map(({ name }, i) => `${name} (${widths[i]})`).join(', ');
    throw new InvalidDataError(
      `${owner}: the model's inputs take ${wanted} columns, ${told}, but X has ${names.length}. ` +
        (single
          ? 'Give X with their names as columns, or its columns in their order.'
          : 'Give them in order.'),
    );
  }
  let next = 0;
  return inputs.map((input, i) => {
    const columns = Array.from({ length: widths[i]! }, () => next++);
    return bound(input, shapes[i]!, columns);
  });
}

/** The columns that a model asks for by itself, where nothing was fitted to. */
export function columnsOf(
  owner: string,
  given: readonly ModelInput[],
  inputShape: readonly number[] | null,
): { readonly name: string; readonly isText: boolean; readonly named: boolean }[] {
  const inputs = withInputShape(owner, given, inputShape);
  const named = inputs.length > 1 && inputs.every(({ shape }) => sizeOf(shape) === 1);
  let next = 0;
  return inputs.flatMap((input) => {
    const width = sizeOf(knownShape(owner, input));
    const isText = isTextType(input.type);
    return Array.from({ length: width }, () => ({
      name: named ? input.name : `x${next++}`,
      isText,
      named,
    }));
  });
}

/** The inputs of some rows: `from` to before `to`, and the last one again until there are `rows`. */
export type Feeder = (from: number, to: number, rows: number) => Feed[];

/** Reads a table as inputs. */
export function feeder(owner: string, table: Matrix | Frame, inputs: readonly BoundInput[]): Feeder {
  const columns = inputs.map((input) => inputCells(owner, table, input));
  return (from, to, rows) =>
    inputs.map(({ name, type, shape }, i) => {
      const width = sizeOf(shape);
      const cells = columns[i]!;
      const values = cells.slice(from * width, to * width) as Float64Array | string[];
      return { name, type, shape: [rows, ...shape], values: padded(values, width, rows) };
    });
}

/** Inputs of one row of nothing, to try a model with. */
export function blankFeeds(inputs: readonly BoundInput[], rows: number): Feed[] {
  return inputs.map(({ name, type, shape }) => {
    const size = rows * sizeOf(shape);
    const values = isTextType(type) ? new Array<string>(size).fill('') : new Float64Array(size);
    return { name, type, shape: [rows, ...shape], values };
  });
}

export function sizeOf(shape: readonly (number | null)[]): number {
  return shape.reduce<number>((size, axis) => size * (axis ?? 1), 1);
}

export function isTextType(type: string): boolean {
  return type === 'string';
}

function inputCells(
  owner: string,
  table: Matrix | Frame,
  { name, type, columns }: BoundInput,
): Float64Array | string[] {
  const text = isTextType(type);
  if (!(table instanceof Frame)) {
    if (text) throw mistyped(owner, name, 'text', table.columnNames?.[columns[0]!] ?? `x${columns[0]}`);
    return (columns.length === table.cols ? table : table.selectColumns(columns)).data;
  }
  if (!text) return table.selectColumns(columns).toMatrix().data;
  const cells = Array.from(columns, (j) => {
    const column = table.column(j);
    if (column.type !== 'category' && column.type !== 'text') {
      throw mistyped(owner, name, 'text', table.columnNames[j]!);
    }
    return cellsOf(column);
  });
  return Array.from({ length: table.rows * cells.length }, (_, k) =>
    String(cells[k % cells.length]![Math.floor(k / cells.length)] ?? ''),
  );
}

function mistyped(owner: string, input: string, wanted: string, column: string): InvalidDataError {
  return new InvalidDataError(
    `${owner}: the model's input '${input}' takes ${wanted}, but the column '${column}' of X holds none. ` +
      'Give a Frame or row objects with strings there.',
    { column },
  );
}

/** Values of some rows, with the last row repeated until there are enough. */
function padded<T extends Float64Array | string[]>(values: T, width: number, rows: number): T {
  if (values.length === rows * width) return values;
  const last = values.slice(values.length - width);
  const all: Float64Array | string[] =
    values instanceof Float64Array ? new Float64Array(rows * width) : new Array<string>(rows * width);
  for (let i = 0; i < all.length; i++) {
    all[i] = i < values.length ? values[i]! : last[i % width]!;
  }
  return all as T;
}

function bound({ name, type }: ModelInput, shape: readonly number[], columns: Iterable<number>): BoundInput {
  return { name, type, shape, columns: Int32Array.from(columns) };
}

function withInputShape(
  owner: string,
  inputs: readonly ModelInput[],
  inputShape: readonly number[] | null,
): readonly ModelInput[] {
  if (inputs.length === 0) throw new UnsupportedError(`${owner}: the model has no inputs.`);
  if (inputShape === null) return inputs;
  const [first] = inputs;
  const fits =
    inputs.length === 1 &&
    (first!.shape.length === 0 || first!.shape.length === inputShape.length) &&
    first!.shape.every((size, i) => size === null || size === inputShape[i]);
  if (fits) return [{ ...first!, shape: inputShape }];
  throw new InvalidDataError(
    `${owner}: inputShape is [${inputShape.join(', ')}], but the model takes ${inputs.map(showInput).join(' and ')}.`,
  );
}

/** The shape of the only input, whose open size is found from the number of columns. */
function filledShape(owner: string, input: ModelInput, columns: number): number[] {
  const { shape } = input;
  const open = shape.filter((size) => size === null).length;
  if (open > 1) throw openShape(owner, input);
  const known = sizeOf(shape);
  const missing = columns / known;
  if (open === 0 ? missing !== 1 : !Number.isInteger(missing)) {
    const shown = shape.length > 1 ? `${showInput(input)}, which is ${open ? 'a multiple of ' : ''}` : '';
    throw new InvalidDataError(`${owner}: the model takes ${shown}${known} columns, but X has ${columns}.`);
  }
  return shape.map((size) => size ?? missing);
}

function knownShape(owner: string, input: ModelInput): readonly number[] {
  if (input.shape.includes(null)) throw openShape(owner, input);
  return input.shape as readonly number[];
}

function openShape(owner: string, input: ModelInput): InvalidDataError {
  return new InvalidDataError(
    `${owner}: the model takes ${showInput(input)}, whose sizes marked ? may be any. Say them with inputShape.`,
  );
}

function showInput({ name, shape }: ModelInput): string {
  return `'${name}' of shape [${shape.map((size) => size ?? '?').join(', ')}]`;
}
