import type { CategorySets, Tree } from './tree-nodes.js';

/** Bits of the number of a node, which a split by categories has no other use for. */
const BITS_IN_NODE = 64;

/** Bits of a pair of nodes; sides elsewhere take whole pairs, so that the next pair shares a line of memory again. */
const BITS_IN_PAIR = 256;

/**
 * How many categories of each column some split tells from missing ones, by column; none where no split asks. To all
 * splits the categories from this number on are missing ones.
 */
export function toldCategories(trees: readonly Tree[]): Map<number, number> {
  const told = new Map<number, number>();
  for (const { categorySets, feature, missingGoLeft } of trees) {
    if (categorySets === undefined) continue;
    for (let node = 0; node < feature.length; node++) {
      if (!asksCategories(categorySets, node)) continue;
      const column = feature[node]!;
      const before = told.get(column) ?? 0;
      told.set(column, Math.max(before, toldBy(categorySets, node, missingGoLeft[node] === 1)));
    }
  }
  return told;
}

/** Whether a node has a set. */
export function asksCategories({ starts }: CategorySets, node: number): boolean {
  return starts[node]! < starts[node + 1]!;
}

function toldBy({ starts, bits }: CategorySets, node: number, missingLeft: boolean): number {
  const first = starts[node]!;
  for (let word = starts[node + 1]! - 1; word >= first; word--) {
    const others = missingLeft ? ~bits[word]! : bits[word]!;
    if (others !== 0) return 32 * (word - first + 1) - Math.clz32(others);
  }
  return 0;
}

/** Places of 16 bytes that the sides of so many categories, and of missing ones, take outside of their node. */
export function placesOutside(told: number): number {
  return told < BITS_IN_NODE ? 0 : 2 * Math.ceil((told + 1) / BITS_IN_PAIR);
}

/** All that the trees take outside of their nodes. */
export function allPlacesOutside(trees: readonly Tree[], told: ReadonlyMap<number, number>): number {
  let places = 0;
  for (const { categorySets, feature } of trees) {
    if (categorySets === undefined) continue;
    for (let node = 0; node < feature.length; node++) {
      if (asksCategories(categorySets, node)) places += placesOutside(told.get(feature[node]!)!);
    }
  }
  return places;
}

/** Writes a bit for each category, 1 where it goes right. Bit `told` is that of missing ones, for so it is in all sets. */
export function writeSides(
  { starts, bits }: CategorySets,
  node: number,
  missingLeft: boolean,
  told: number,
  words: Int32Array,
  at: number,
): void {
  const first = starts[node]!;
  const length = starts[node + 1]! - first;
  const missing = missingLeft ? 0 : -1;
  for (let w = 0; w <= told >>> 5; w++) words[at + w] = w < length ? ~bits[first + w]! : missing;
}
