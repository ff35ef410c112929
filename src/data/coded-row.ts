import { isTextType, type RowCells } from './row-cells.js';
import type { Schema } from './schema.js';

/** The numbers that the cells of a column stand for; null where they are numbers already. */
export type CellCodes = ReadonlyMap<string | number | null, number> | null;

/** Of each column the codes that `codedMatrix` gives its cells. */
export function categoryCodes({ columns }: Schema): readonly CellCodes[] {
  return columns.map(({ type, categories = [] }) =>
    isTextType(type) ? new Map(categories.map((category, code) => [category, code])) : null,
  );
}

/** Gives the row in the cells as numbers; cells without a code are missing. The array is the same each time. */
export function codedRow(
  { types, numbers, texts }: RowCells,
  codes: readonly CellCodes[],
): () => Float64Array {
  const coded = codes.flatMap((code, column) =>
    code === null ? [] : [{ column, code, isText: isTextType(types[column]!) }],
  );
  if (coded.length === 0) return () => numbers;
  const row = new Float64Array(numbers.length);
  return () => {
    row.set(numbers);
    for (let p = 0; p < coded.length; p++) {
      const { column, code, isText } = coded[p]!;
      row[column] = code.get(isText ? texts[column]! : numbers[column]!) ?? Number.NaN;
    }
    return row;
  };
}
