import { InvalidDataError, InvalidParameterError, showValue } from '../errors/index.js';
import type { Category, ColumnCategories } from './categories.js';
import { groupedPlaces } from './infrequent.js';

/** Which categories get no output column of their own: none, the first, the first of two, or given ones. */
export type Drop = 'first' | 'ifBinary' | readonly Category[] | null;

/** Where the categories of each input column go; plain data. */
export interface OneHotLayout {
  readonly categories: readonly (readonly Category[])[];
  /** Places of the categories that form one group, or null. */
  readonly infrequent: readonly (Int32Array | null)[];
  /** The place, after grouping, that has no output column; -1 where all have one. */
  readonly dropped: Int32Array;
  /** The first output column of each input column, and after the last the number of all. */
  readonly starts: Int32Array;
  /** For each category its output column; -1 where it is dropped. */
  readonly targets: readonly Int32Array[];
}

/** One input column: its categories, and where each of them is after grouping. */
interface Group {
  readonly name: string;
  readonly categories: readonly Category[];
  readonly infrequent: Int32Array | null;
  readonly places: Int32Array;
  /** How many categories are left after grouping. */
  readonly size: number;
}

/** Lays out the output columns: those of the first input column, then those of the second, ... */
export function layOut(
  columns: readonly ColumnCategories[],
  infrequent: readonly (Int32Array | null)[],
  drop: Drop,
  names: readonly string[],
  owner: string,
): OneHotLayout {
  if (Array.isArray(drop) && drop.length !== columns.length) {
    throw badDrop(
      owner,
      `needs one category for each of the ${columns.length} columns of X. Got ${drop.length}`,
    );
  }
  const starts = new Int32Array(columns.length + 1);
  const dropped = new Int32Array(columns.length);
  const targets = columns.map(({ categories }, j) => {
    const rare = infrequent[j]!;
    const places = groupedPlaces(categories.length, rare);
    const size = categories.length - (rare === null ? 0 : rare.length - 1);
    const without = droppedPlace(
      drop,
      { name: names[j]!, categories, infrequent: rare, places, size },
      j,
      owner,
    );
    dropped[j] = without;
    starts[j + 1] = starts[j]! + size - (without < 0 ? 0 : 1);
    return places.map((place) => {
      if (place === without) return -1;
      return starts[j]! + place - (without >= 0 && place > without ? 1 : 0);
    });
  });
  return { categories: columns.map((column) => column.categories), infrequent, dropped, starts, targets };
}

function droppedPlace(drop: Drop, group: Group, column: number, owner: string): number {
  if (drop === null) return -1;
  if (drop === 'first') return 0;
  if (drop === 'ifBinary') return group.size === 2 ? 0 : -1;
  const given = drop[column]!;
  const category = Number.isNaN(given) ? null : given;
  const place = group.categories.indexOf(category);
  if (place < 0)
    throw badDrop(owner, `names ${showValue(category)}, which column '${group.name}' does not hold`);
  if (group.infrequent?.includes(place)) {
    throw badDrop(owner, `names ${showValue(category)} of column '${group.name}', which is infrequent`);
  }
  return group.places[place]!;
}

function badDrop(owner: string, why: string): InvalidParameterError {
  return new InvalidParameterError(owner, 'drop', `The parameter 'drop' of ${owner} ${why}.`);
}

/**
 * For each input column which of its grouped categories each row holds: the one with the largest positive value;
 * without any the dropped one; -1 where there is none either.
 */
export function readOneHot(
  layout: OneHotLayout,
  rows: number,
  each: (visit: (row: number, column: number, value: number) => void) => void,
): Int32Array[] {
  const { starts, dropped } = layout;
  const blocks = dropped.length;
  const blockOf = new Int32Array(starts[blocks]!);
  for (let j = 0; j < blocks; j++) blockOf.fill(j, starts[j], starts[j + 1]);
  const best = new Float64Array(rows * blocks);
  const picks = Array.from(dropped, (place) => new Int32Array(rows).fill(place));
  each((row, column, value) => {
    const j = blockOf[column]!;
    if (!(value > best[row * blocks + j]!)) return;
    best[row * blocks + j] = value;
    const place = column - starts[j]!;
    picks[j]![row] = dropped[j]! >= 0 && place >= dropped[j]! ? place + 1 : place;
  });
  return picks;
}

/** The error for a row that is all zeros where that stands for nothing. */
export function nothingHot(row: number, name: string, owner: string): InvalidDataError {
  return new InvalidDataError(
    `${owner}: row ${row} holds no category of column '${name}': all its values are zero, which only stands for a ` +
      "dropped category or, with handleUnknown: 'ignore', for an unknown one.",
    { row, column: name },
  );
}
