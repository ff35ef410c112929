import { isTextType, type RowCells, type Schema } from '../../data/index.js';
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
  const coded = codedRow(input, schema, state.categories);
  return () => score(coded(), raw);
}

/** Gives the row in the cells as `recode` of its table would. */
function codedRow(
  { types, numbers, texts }: RowCells,
  { columns }: Schema,
  categories: Categories,
): () => Float64Array {
  const row = new Float64Array(types.length);
  const coded = types.flatMap((type, column) => {
    const known = categories[column]!;
    if (known === null) return [];
    const code = new Map<unknown, number>();
    const texts = columns[column]!.categories ?? [];
    known.forEach((value, place) => {
      code.set(isTextType(type) ? texts[value] : value, place);
    });
    return [{ column, isText: isTextType(type), code }];
  });
  return () => {
    row.set(numbers);
    for (let p = 0; p < coded.length; p++) {
      const { column, isText, code } = coded[p]!;
      row[column] = code.get(isText ? texts[column] : numbers[column]) ?? Number.NaN;
    }
    return row;
  };
}
