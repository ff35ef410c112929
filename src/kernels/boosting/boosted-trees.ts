/** Words of a set of categories: 256 bits. */
export const SET_WORDS = 8;

/** Trees as plain data: the nodes of all trees one after another, each tree from its root on. */
export interface BoostedTrees {
  /** The first node of each tree. */
  readonly roots: Int32Array;
  /** The column a node asks about; -1 for leaves. */
  readonly feature: Int32Array;
  /** A row goes left when its value is at most this; of no meaning for categories and leaves. */
  readonly threshold: Float64Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** 1 where rows whose value is missing go left. */
  readonly missingLeft: Uint8Array;
  /** Which set of `sets` has the categories that go left; -1 where the column has none. */
  readonly set: Int32Array;
  /** Sets of categories, a bit for each, of eight words. */
  readonly sets: Uint32Array;
  /** What a leaf adds to the raw prediction. */
  readonly value: Float64Array;
}

/** What the score of a row is made of: tree t adds to score `t % baseline.length`. */
export interface BoostedScores {
  readonly trees: BoostedTrees;
  /** The raw prediction before the first tree, one for each score. */
  readonly baseline: Float64Array;
}

/** Trees as they are made. */
export class TreeCollector {
  #roots: number[] = [];
  #feature: number[] = [];
  #threshold: number[] = [];
  #left: number[] = [];
  #right: number[] = [];
  #missingLeft: number[] = [];
  #set: number[] = [];
  #sets: number[] = [];
  #value: number[] = [];

  /** The next node is the root of a new tree. */
  beginTree(): void {
    this.#roots.push(this.#feature.length);
  }

  addLeaf(value: number): number {
    return this.#add(-1, 0, false, -1, value);
  }

  /** A split, whose children are still to be added and set. */
  addSplit(feature: number, threshold: number, missingLeft: boolean, set: Uint32Array | null): number {
    const number = set === null ? -1 : this.#sets.length / SET_WORDS;
    if (set !== null) this.#sets.push(...set);
    return this.#add(feature, threshold, missingLeft, number, 0);
  }

  setChild(node: number, isLeft: boolean, child: number): void {
    (isLeft ? this.#left : this.#right)[node] = child;
  }

  /** The trees as they stand. */
  collect(): BoostedTrees {
    return {
      roots: Int32Array.from(this.#roots),
      feature: Int32Array.from(this.#feature),
      threshold: Float64Array.from(this.#threshold),
      left: Int32Array.from(this.#left),
      right: Int32Array.from(this.#right),
      missingLeft: Uint8Array.from(this.#missingLeft),
      set: Int32Array.from(this.#set),
      sets: Uint32Array.from(this.#sets),
      value: Float64Array.from(this.#value),
    };
  }

  #add(feature: number, threshold: number, missingLeft: boolean, set: number, value: number): number {
    this.#left.push(-1);
    this.#right.push(-1);
    this.#threshold.push(threshold);
    this.#missingLeft.push(missingLeft ? 1 : 0);
    this.#set.push(set);
    this.#value.push(value);
    return this.#feature.push(feature) - 1;
  }
}

/** The trees of several collections, one collection after another. */
export function joinTrees(parts: readonly BoostedTrees[]): BoostedTrees {
  const sizes = parts.map(({ feature }) => feature.length);
  const nodesBefore = sizes.map((_, p) => sizes.slice(0, p).reduce((sum, size) => sum + size, 0));
  const setsBefore = parts.map((_, p) =>
    parts.slice(0, p).reduce((sum, { sets }) => sum + sets.length / SET_WORDS, 0),
  );
  const shift = (by: number) => (place: number) => (place < 0 ? place : place + by);
  return {
    roots: joined(Int32Array, parts, ({ roots }, p) => roots.map(shift(nodesBefore[p]!))),
    feature: joined(Int32Array, parts, ({ feature }) => feature),
    threshold: joined(Float64Array, parts, ({ threshold }) => threshold),
    left: joined(Int32Array, parts, ({ left }, p) => left.map(shift(nodesBefore[p]!))),
    right: joined(Int32Array, parts, ({ right }, p) => right.map(shift(nodesBefore[p]!))),
    missingLeft: joined(Uint8Array, parts, ({ missingLeft }) => missingLeft),
    set: joined(Int32Array, parts, ({ set }, p) => set.map(shift(setsBefore[p]!))),
    sets: joined(Uint32Array, parts, ({ sets }) => sets),
    value: joined(Float64Array, parts, ({ value }) => value),
  };
}

function joined<A extends Int32Array | Uint32Array | Uint8Array | Float64Array>(
  type: new (length: number) => A,
  parts: readonly BoostedTrees[],
  of: (part: BoostedTrees, position: number) => A,
): A {
  const arrays = parts.map(of);
  const result = new type(arrays.reduce((sum, { length }) => sum + length, 0));
  let filled = 0;
  for (const array of arrays) {
    result.set(array, filled);
    filled += array.length;
  }
  return result;
}

/**
 * Writes the raw scores of one row to `out`. The row has a number for each column, NaN for what is missing and the
 * positions of categories, as after `recode`. Allocates nothing. O(trees * depth).
 */
export function rawScoreOfRow(
  { trees, baseline }: BoostedScores,
  row: Float64Array,
  out: Float64Array,
): void {
  const { roots, feature, threshold, left, right, value } = trees;
  const width = baseline.length;
  const categorical = trees.sets.length > 0;
  for (let k = 0; k < width; k++) out[k] = baseline[k]!;
  let score = 0;
  for (let t = 0; t < roots.length; t++) {
    let node = roots[t]!;
    let column = feature[node]!;
    while (column >= 0) {
      const cell = row[column]!;
      if (categorical && trees.set[node]! >= 0)
        node = goesLeft(trees, node, cell) ? left[node]! : right[node]!;
      else if (cell <= threshold[node]!) node = left[node]!;
      else if (cell > threshold[node]!) node = right[node]!;
      else node = trees.missingLeft[node] === 1 ? left[node]! : right[node]!;
      column = feature[node]!;
    }
    out[score]! += value[node]!;
    if (++score === width) score = 0;
  }
}

/** Whether a row with this category goes left. */
function goesLeft({ sets, set, missingLeft }: BoostedTrees, node: number, category: number): boolean {
  if (Number.isNaN(category)) return missingLeft[node] === 1;
  return ((sets[set[node]! * SET_WORDS + (category >> 5)]! >>> (category & 31)) & 1) === 1;
}
