import { setAt, type Tree } from './tree-nodes.js';

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
  for (const tree of trees) {
    if (tree.categorySets === undefined) continue;
    const { feature, missingGoLeft } = tree;
    for (let node = 0; node < feature.length; node++) {
      const set = setAt(tree, node);
      if (set === null) continue;
      const column = feature[node]!;
      told.set(column, Math.max(told.get(column) ?? 0, toldBy(set, missingGoLeft[node] === 1)));
    }
  }
  return told;
}

function toldBy(set: Uint32Array, missingLeft: boolean): number {
  for (let word = set.length - 1; word >= 0; word--) {
    const others = missingLeft ? ~set[word]! : set[word]!;
    if (others !== 0) return 32 * (word + 1) - Math.clz32(others);
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
    const { starts } = categorySets;
    for (let node = 0; node < feature.length; node++) {
      if (starts[node]! < starts[node + 1]!) places += placesOutside(told.get(feature[node]!)!);
    }
  }
  return places;
}

/** Writes a bit for each category, 1 where it goes right. Bit `told` is that of missing ones, for so it is in all sets. */
export function writeSides(
  set: Uint32Array,
  missingLeft: boolean,
  told: number,
  words: Int32Array,
  first: number,
): void {
  const missing = missingLeft ? 0 : -1;
  for (let w = 0; w <= told >>> 5; w++) words[first + w] = w < set.length ? ~set[w]! : missing;
}
