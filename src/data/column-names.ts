import { InvalidDataError, nearestName } from '../errors/index.js';

/** The names of columns that came without any: x0, x1, ... */
export function defaultNames(count: number): string[] {
  return Array.from({ length: count }, (_, j) => `x${j}`);
}

/** The position of one column given by position (negative counts from the end) or by name. */
export function resolveColumn(
  column: number | string,
  names: readonly string[] | null,
  count: number,
): number {
  if (typeof column === 'number') return resolvePosition(column, count);
  if (names === null) throw nameless(column);
  const position = names.indexOf(column);
  if (position < 0) throw unknownColumn(column, names);
  if (names.indexOf(column, position + 1) >= 0) throw ambiguous(column);
  return position;
}

/** Positions of columns given by position (negative counts from the end) or by name. */
export function resolveColumns(
  columns: ArrayLike<number | string>,
  names: readonly string[] | null,
  count: number,
): Int32Array {
  const positions = new Int32Array(columns.length);
  let known: Map<string, number> | null = null;
  for (let k = 0; k < positions.length; k++) {
    const column = columns[k]!;
    if (typeof column === 'number') {
      positions[k] = resolvePosition(column, count);
      continue;
    }
    if (names === null) throw nameless(column);
    known ??= positionsByName(names);
    const position = known.get(column);
    if (position === undefined) throw unknownColumn(column, names);
    if (position < 0) throw ambiguous(column);
    positions[k] = position;
  }
  return positions;
}

/** Where each name stands; -1 for a name that several columns have. */
function positionsByName(names: readonly string[]): Map<string, number> {
  const positions = new Map<string, number>();
  names.forEach((name, j) => {
    positions.set(name, positions.has(name) ? -1 : j);
  });
  return positions;
}

function resolvePosition(column: number, count: number): number {
  const position = column < 0 ? column + count : column;
  if (!Number.isInteger(position) || position < 0 || position >= count) {
    throw new InvalidDataError(`There is no column ${column}: the data has ${count} columns.`, { column });
  }
  return position;
}

function nameless(column: string): InvalidDataError {
  return new InvalidDataError(
    `Column '${column}' was asked for by name, but the data has no column names. ` +
      'Give a Frame, row objects or a Matrix with columnNames, or ask by position.',
    { column },
  );
}

function unknownColumn(column: string, names: readonly string[]): InvalidDataError {
  const near = nearestName(column, names);
  return new InvalidDataError(
    `There is no column '${column}'.${near === null ? '' : ` Did you mean '${near}'?`}`,
    { column },
  );
}

function ambiguous(column: string): InvalidDataError {
  return new InvalidDataError(
    `Several columns are named '${column}'. Ask by position, or give them different names.`,
    { column },
  );
}
