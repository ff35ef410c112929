import type { Schema } from '../../data/index.js';
import { InvalidDataError } from '../../errors/index.js';
import type { BoostingState } from './train.js';

/** What the last fit left behind. */
export interface LastFit {
  readonly state: BoostingState;
  readonly schema: Schema;
}

/** The last fit's model, where it is to be gone on with on these columns. */
export function modelToKeep(
  owner: string,
  warmStart: boolean,
  last: LastFit | null,
  { columns }: Schema,
  width: number,
): BoostingState | null {
  if (!warmStart || last === null) return null;
  const { state, schema } = last;
  const refuse = (message: string) => new InvalidDataError(`${owner}: ${message} Set warmStart: false.`);
  if (schema.columns.length !== columns.length) {
    throw refuse(
      `warmStart keeps trees that saw ${schema.columns.length} columns, but X has ${columns.length}.`,
    );
  }
  if (state.baseline.length !== width) {
    throw refuse('warmStart keeps trees for other classes than y has.');
  }
  // Categories are known by their positions, which must not change below the trees.
  const other = columns.find(({ categories }, j) => {
    const known = schema.columns[j]!.categories;
    return categories?.length !== known?.length || categories?.some((each, c) => each !== known![c]);
  });
  if (other !== undefined) {
    throw refuse(
      `warmStart keeps trees that saw other categories, or another order of them, in '${other.name}'.`,
    );
  }
  return state;
}
