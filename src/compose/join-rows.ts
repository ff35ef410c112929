import { type RowStep, transformation } from '../core/index.js';
import { isNumericType, numberCells, type RowCells, type RowForm, rowCells } from '../data/index.js';

/** What computes a part of a joined row, and where it is found afterwards. */
export interface RowPart {
  readonly output: RowCells;
  /** False where tables must answer. */
  readonly run: () => boolean;
}

/**
 * One row from the rows of several parts side by side, in the form that their tables would be joined in; null where
 * that depends on how the row came. `sparse` is the form of a join of numbers.
 */
export function joinRows(
  parts: readonly RowPart[],
  weights: readonly number[],
  names: readonly string[],
  sparse: boolean,
): RowStep | null {
  const scaled = parts.map(({ output }, k) => weights[k] !== 1 && output.types.every(isNumericType));
  const types = parts.flatMap(({ output }, k) => output.types.map((type) => (scaled[k] ? 'number' : type)));
  const forms = parts.map(({ output }, k) =>
    scaled[k] && output.form !== 'sparse' ? 'matrix' : output.form,
  );
  const form = joinedForm(forms, sparse);
  if (form === null || types.length !== names.length || types.length === 0) return null;
  if (weights.some((weight, k) => weight !== 1 && !scaled[k])) return null;
  if (form !== 'frame' && !types.every((type) => type === 'number')) return null;
  const joined = form === 'frame' ? rowCells(types, names, form) : numberCells(types.length, names, form);
  const copies = parts.map(({ output }, k) => {
    const start = parts.slice(0, k).reduce((sum, part) => sum + part.output.types.length, 0);
    return copier(output, joined, start, weights[k]!);
  });
  const runs = parts.map(({ run }) => run);
  return transformation(joined, () => {
    for (let k = 0; k < runs.length; k++) {
      if (!runs[k]!()) return false;
      copies[k]!();
    }
    return true;
  });
}

/** Whether a Frame, sparse or dense numbers come out; null where a part may be one thing or another. */
function joinedForm(forms: readonly RowForm[], sparse: boolean): RowForm | null {
  if (forms.includes('frame')) return 'frame';
  if (forms.includes('any')) return sparse ? null : 'any';
  return sparse ? 'sparse' : 'matrix';
}

function copier({ numbers, texts }: RowCells, to: RowCells, start: number, weight: number): () => void {
  return () => {
    for (let j = 0; j < numbers.length; j++) to.numbers[start + j] = numbers[j]! * weight;
    for (let j = 0; j < texts.length; j++) to.texts[start + j] = texts[j]!;
  };
}

/** Some cells of a row, copied each time. */
export function selectCells(input: RowCells, positions: Int32Array, names: readonly string[]): RowPart {
  const types = Array.from(positions, (j) => input.types[j]!);
  const output = rowCells(types, names, input.form);
  const { numbers, texts } = output;
  const run = () => {
    for (let k = 0; k < numbers.length; k++) numbers[k] = input.numbers[positions[k]!]!;
    for (let k = 0; k < texts.length; k++) texts[k] = input.texts[positions[k]!] ?? null;
    return true;
  };
  return { output, run };
}
