import { either, integer, optional, real } from '../core/index.js';
import { type Category, INFREQUENT } from './categories.js';

/** The parameters by which encoders put rare categories together. */
export const infrequentParams = {
  minFrequency: optional(
    either(
      integer({ min: 1, default: 1, doc: '' }),
      real({ min: 0, max: 1, above: true, below: true, default: 0.5, doc: '' }),
      {
        default: 1,
        doc: 'A category in fewer rows (an integer), or in a smaller share of the rows, is infrequent.',
      },
    ),
  ),
  maxCategories: optional(
    integer({
      min: 1,
      default: 1,
      doc: 'At most so many categories a column, the group of the infrequent ones included.',
    }),
  ),
};

/** Which categories `minFrequency` and `maxCategories` put together, by place, ascending; null when none. */
export function findInfrequent(
  counts: Int32Array,
  rows: number,
  { minFrequency, maxCategories }: { minFrequency: number | null; maxCategories: number | null },
): Int32Array | null {
  const needed = minFrequency === null ? 0 : minFrequency < 1 ? minFrequency * rows : minFrequency;
  const infrequent = counts.map((count) => Number(count < needed));
  const frequent = infrequent.reduce((sum, flag) => sum + 1 - flag, 0);
  if (maxCategories !== null && maxCategories < frequent + 1) {
    // A stable sort: among categories of one count the first ones are grouped.
    const rarestFirst = Array.from(counts.keys()).sort((a, b) => counts[a]! - counts[b]!);
    for (const place of rarestFirst.slice(0, counts.length - (maxCategories - 1))) infrequent[place] = 1;
  }
  const places = Int32Array.from(counts.keys()).filter((place) => infrequent[place] === 1);
  return places.length === 0 ? null : places;
}

/** The place of each category after the infrequent ones became one, which comes last. */
export function groupedPlaces(count: number, infrequent: Int32Array | null): Int32Array {
  if (infrequent === null) return Int32Array.from({ length: count }, (_, place) => place);
  const rare = new Set(infrequent);
  let next = 0;
  return Int32Array.from({ length: count }, (_, place) => (rare.has(place) ? count - rare.size : next++));
}

/** The categories of a column as they are after grouping: the frequent ones, then the name of the group. */
export function groupedCategories(
  categories: readonly Category[],
  infrequent: Int32Array | null,
): readonly Category[] {
  if (infrequent === null) return categories;
  const rare = new Set(infrequent);
  return [...categories.filter((_, place) => !rare.has(place)), INFREQUENT];
}

/** The categories of each column that were put together; null where none were. */
export function infrequentOf(
  categories: readonly (readonly Category[])[],
  infrequent: readonly (Int32Array | null)[],
): readonly (readonly Category[] | null)[] {
  return infrequent.map((places, j) => places && Array.from(places, (place) => categories[j]![place]!));
}
