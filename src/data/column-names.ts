import { InvalidDataError, nearestName } from '../errors/index.js';

/** The names of columns that came without any: x0, x1, ... */
export function defaultNames(count: number): string[] {
  return Array.from({ length: count }, (_, j) => `x${j}`);
}

/** Positions of columns given by position (negative counts from the end) or by name. */
export function resolveColumns(
  columns: ArrayLike<number | string>,
  names: readonly string[] | null,
  count: number,
): Int32Array {
  const positionOf = new Map(names?.map((name, j) => [name, j]));
  return Int32Array.from(columns, (column) => {
    if (typeof column === 'number') {
      const position = column < 0 ? column + count : column;
      if (!Number.isInteger(position) || position < 0 || position >= count) {
        throw new InvalidDataError(`There is no column ${column}: the data has ${count} columns.`, {
          column,
        });
      }
      return position;
    }
    if (names === null) {
      throw new InvalidDataError(
        `Column '${column}' was asked for by name, but the data has no column names. ` +
          'Give a Frame, row objects or a Matrix with columnNames, or ask by position.',
        { column },
      );
    }
    const position = positionOf.get(column);
    if (position === undefined) {
      const near = nearestName(column, names);
      throw new InvalidDataError(
        `There is no column '${column}'.${near === null ? '' : ` Did you mean '${near}'?`}`,
        {
          column,
        },
      );
    }
    return position;
  });
}
