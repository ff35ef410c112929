import { isTextType, type Label, type RowCells } from '../data/index.js';
import { isUsual, type MissingValues, numberTest } from './missing-values.js';

/** Whether single rows of these columns may be filled or marked by what is here; the rest is left to tables. */
export function takesRows(input: RowCells, missingValues: MissingValues): boolean {
  if (isUsual(missingValues)) return true;
  return (
    typeof missingValues === 'number' &&
    input.form !== 'sparse' &&
    input.types.every((type) => type === 'number')
  );
}

/** For each of the given columns a test of whether the row lacks its value. */
export function missingTests(
  { types, numbers, texts }: RowCells,
  columns: Int32Array,
  missingValues: MissingValues,
): readonly (() => boolean)[] {
  const isMissing = numberTest(missingValues);
  return Array.from(columns, (j) =>
    isTextType(types[j]!) ? () => texts[j] === null : () => isMissing(numbers[j]!),
  );
}

/** Copies the kept columns of a row to the front of the output, what is missing filled. */
export function rowFiller(
  input: RowCells,
  kept: Int32Array,
  fills: readonly (Label | null)[],
  missingValues: MissingValues,
  { types, numbers, texts }: RowCells,
): () => void {
  const isMissing = numberTest(missingValues);
  const numberFills = Float64Array.from(kept, (j) => Number(fills[j]));
  const textFills = Array.from(kept, (j) => String(fills[j]));
  const textual = types.slice(0, kept.length).map(isTextType);
  return () => {
    for (let k = 0; k < kept.length; k++) {
      const j = kept[k]!;
      if (textual[k]) texts[k] = input.texts[j] ?? textFills[k]!;
      else {
        const value = input.numbers[j]!;
        numbers[k] = isMissing(value) ? numberFills[k]! : value;
      }
    }
  };
}
