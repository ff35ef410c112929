import { custom, type Param } from '../core/index.js';
import { type Column, columnLength, Frame, SparseMatrix, type Table } from '../data/index.js';
import { InvalidDataError, InvalidParameterError, showValue } from '../errors/index.js';

/** What counts as missing: null and NaN both mean the missing values of a table, else the given number or string. */
export type MissingValues = number | string | null;

/** The parameter `missingValues`. */
export const missingValuesParam: Param<MissingValues> = custom({
  default: null,
  describe: 'a number, a string or null',
  doc: 'The number or string that stands for a missing value; null: the missing values (NaN, null) themselves.',
  accepts: (value) => value === null || typeof value === 'number' || typeof value === 'string',
});

/** Whether the missing values of the tables are meant, and not a stand-in. */
export function isUsual(missingValues: MissingValues): boolean {
  return missingValues === null || Number.isNaN(missingValues);
}

/** Refuses a stand-in that no column could hold, and zero in sparse data, where it is everywhere. */
export function checkMissingValues(X: Table, missingValues: MissingValues, owner: string): void {
  if (isUsual(missingValues)) return;
  const isText = typeof missingValues === 'string';
  const types = X instanceof Frame ? X.types : (['number'] as const);
  if (!types.some((type) => (isText ? type === 'category' || type === 'text' : type === 'number'))) {
    throw new InvalidParameterError(
      owner,
      'missingValues',
      `The parameter 'missingValues' of ${owner} is ${showValue(missingValues)}, but no column of X holds ` +
        `${isText ? 'strings' : 'numbers'}.`,
    );
  }
  if (X instanceof SparseMatrix && missingValues === 0) {
    throw new InvalidDataError(
      `${owner}: with missingValues: 0 every value that sparse data do not store is missing. Call toDense() first.`,
    );
  }
}

/** Tells which numbers are missing. */
export function numberTest(missingValues: MissingValues): (value: number) => boolean {
  return isUsual(missingValues) ? Number.isNaN : (value) => value === missingValues;
}

/** For each row of a column 1 where it is missing, else 0. */
export function missingFlags(column: Column, missingValues: MissingValues): Uint8Array {
  const flags = new Uint8Array(columnLength(column));
  const usual = isUsual(missingValues);
  // A loop for each type: one that asks for the type at each value takes several times as long.
  switch (column.type) {
    case 'category': {
      const { codes, categories } = column;
      const code = usual ? -1 : categories.indexOf(missingValues as string);
      if (usual || code >= 0) for (let i = 0; i < codes.length; i++) if (codes[i] === code) flags[i] = 1;
      break;
    }
    case 'text': {
      const { values } = column;
      if (usual) for (let i = 0; i < values.length; i++) flags[i] = values[i] == null ? 1 : 0;
      else for (let i = 0; i < values.length; i++) if (values[i] === missingValues) flags[i] = 1;
      break;
    }
    case 'boolean': {
      const { values } = column;
      if (usual) for (let i = 0; i < values.length; i++) if (values[i]! < 0) flags[i] = 1;
      break;
    }
    default: {
      const { values } = column;
      if (usual) for (let i = 0; i < values.length; i++) flags[i] = Number.isNaN(values[i]!) ? 1 : 0;
      else if (column.type === 'number') {
        for (let i = 0; i < values.length; i++) if (values[i] === missingValues) flags[i] = 1;
      }
    }
  }
  return flags;
}
