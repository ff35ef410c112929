import { type CellCodes, codedRow, isTextType, type RowCells, type Schema } from '../../data/index.js';
import { type PackedScores, packScores, rowScorer } from '../../kernels/boosting/row-scores.js';
import type { Categories } from './columns.js';
import type { BoostingState } from './train.js';

/** Packed trees by what they were packed from, made when they are first needed. */
const packed = new WeakMap<object, PackedScores | null>();

/** Writes the raw predictions of the row in the cells to `raw`; null where rows cannot go alone. */
export function rowRaw(
  state: BoostingState,
  input: RowCells,
  schema: Schema,
  raw: Float64Array,
): (() => void) | null {
  let scores = packed.get(state.trees);
  if (scores === undefined) {
    const counts = state.categories.map((known) => known?.length ?? 0);
    scores = packScores(state, counts.length, counts);
    packed.set(state.trees, scores);
  }
  if (scores === null) return null;
  const score = rowScorer(scores);
  const coded = codedRow(input, codesOf(schema, state.categories));
  return () => score(coded(), raw);
}

/** The codes that `recode` gives the cells of each column. */
function codesOf({ columns }: Schema, categories: Categories): readonly CellCodes[] {
  return columns.map(({ type, categories: texts = [] }, column) => {
    const known = categories[column]!;
    if (known === null) return null;
    return new Map(Array.from(known, (value, code) => [isTextType(type) ? texts[value]! : value, code]));
  });
}
