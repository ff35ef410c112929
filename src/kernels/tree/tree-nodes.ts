/** The categories that go left, for the nodes that ask for them, as bits. */
export interface CategorySets {
  /** The bits of node n are the words from `starts[n]` to `starts[n + 1] - 1`, none where it asks no categories. */
  readonly starts: Int32Array;
  /** Bit c & 31 of word c >> 5 tells whether category c goes left. */
  readonly bits: Uint32Array;
}

/** A fitted tree as flat arrays, one entry a node; node 0 is the root, and children have higher numbers. */
export interface Tree {
  /** The child for values up to the threshold; -1 in a leaf. */
  readonly childrenLeft: Int32Array;
  /** The child for values above the threshold; -1 in a leaf. */
  readonly childrenRight: Int32Array;
  /** The column that is asked; -2 in a leaf. */
  readonly feature: Int32Array;
  /** Values up to it go left; -2 in a leaf; Infinity where only missing values go right; NaN where categories are asked. */
  readonly threshold: Float64Array;
  /** Whether a missing value goes left (1) or right (0), and so do categories that fit did not know. */
  readonly missingGoLeft: Uint8Array;
  /** Absent where no node asks for categories. */
  readonly categorySets?: CategorySets;
  readonly impurity: Float64Array;
  /** Rows of the training data in the node. */
  readonly nNodeSamples: Int32Array;
  /** Their total weight. */
  readonly weightedNNodeSamples: Float64Array;
  /** What the node predicts: one number a target in regression, the share of each class in classification. */
  readonly value: Float64Array;
}

/** Marks in the arrays of leaves. */
export const NO_CHILD = -1;
export const NO_SPLIT = -2;

/** A tree that nodes are added to. */
export class TreeNodes implements Tree {
  childrenLeft: Int32Array;
  childrenRight: Int32Array;
  feature: Int32Array;
  threshold: Float64Array;
  missingGoLeft: Uint8Array;
  impurity: Float64Array;
  nNodeSamples: Int32Array;
  weightedNNodeSamples: Float64Array;
  value: Float64Array;
  readonly #sets = new Map<number, Uint32Array>();
  /** How many nodes there are. */
  count = 0;
  readonly width: number;

  constructor(width: number, capacity: number) {
    this.width = width;
    this.childrenLeft = new Int32Array(capacity);
    this.childrenRight = new Int32Array(capacity);
    this.feature = new Int32Array(capacity);
    this.threshold = new Float64Array(capacity);
    this.missingGoLeft = new Uint8Array(capacity);
    this.impurity = new Float64Array(capacity);
    this.nNodeSamples = new Int32Array(capacity);
    this.weightedNNodeSamples = new Float64Array(capacity);
    this.value = new Float64Array(capacity * width);
  }

  /** Adds a leaf below `parent` (-1 for the root), and returns its number. */
  add(parent: number, isLeft: boolean, rows: number, weight: number, impurity: number): number {
    const node = this.count++;
    if (node === this.feature.length) this.#resize(2 * node);
    if (parent >= 0) (isLeft ? this.childrenLeft : this.childrenRight)[parent] = node;
    this.childrenLeft[node] = NO_CHILD;
    this.childrenRight[node] = NO_CHILD;
    this.feature[node] = NO_SPLIT;
    this.threshold[node] = NO_SPLIT;
    this.missingGoLeft[node] = 0;
    this.nNodeSamples[node] = rows;
    this.weightedNNodeSamples[node] = weight;
    this.impurity[node] = impurity;
    return node;
  }

  /** Turns a leaf into a split; its children are added next. `set` has the bits of a split of categories. */
  split(
    node: number,
    feature: number,
    threshold: number,
    missingLeft: boolean,
    set: Uint32Array | null = null,
  ): void {
    if (set !== null) this.#sets.set(node, set);
    this.feature[node] = feature;
    this.threshold[node] = threshold;
    this.missingGoLeft[node] = missingLeft ? 1 : 0;
  }

  /** The arrays, cut to the number of nodes. */
  finish(): Tree {
    this.#resize(this.count);
    const { childrenLeft, childrenRight, feature, threshold, missingGoLeft } = this;
    const { impurity, nNodeSamples, weightedNNodeSamples, value } = this;
    const links = { childrenLeft, childrenRight, feature, threshold, missingGoLeft };
    const arrays = { ...links, impurity, nNodeSamples, weightedNNodeSamples, value };
    return this.#sets.size === 0 ? arrays : { ...arrays, categorySets: joinSets(this.#sets, this.count) };
  }

  #resize(capacity: number): void {
    this.childrenLeft = resized(this.childrenLeft, capacity);
    this.childrenRight = resized(this.childrenRight, capacity);
    this.feature = resized(this.feature, capacity);
    this.threshold = resized(this.threshold, capacity);
    this.missingGoLeft = resized(this.missingGoLeft, capacity);
    this.impurity = resized(this.impurity, capacity);
    this.nNodeSamples = resized(this.nNodeSamples, capacity);
    this.weightedNNodeSamples = resized(this.weightedNNodeSamples, capacity);
    this.value = resized(this.value, capacity * this.width);
  }
}

/** The bits of the categories marked with 1; the last of `sides` is the missing one, whose mark fills the last word. */
export function setOf(sides: Uint8Array): Uint32Array {
  const categories = sides.length - 1;
  const words = new Uint32Array((categories + 31) >>> 5);
  for (let category = 0; category < words.length << 5; category++) {
    if (sides[Math.min(category, categories)] === 1) words[category >>> 5]! |= 1 << (category & 31);
  }
  return words;
}

/** The sets of some of `count` nodes, by node. */
export function joinSets(sets: ReadonlyMap<number, Uint32Array>, count: number): CategorySets {
  const starts = new Int32Array(count + 1);
  for (let node = 0; node < count; node++) starts[node + 1] = starts[node]! + (sets.get(node)?.length ?? 0);
  const bits = new Uint32Array(starts[count]!);
  for (const [node, set] of sets) bits.set(set, starts[node]!);
  return { starts, bits };
}

/** The bits of a node's set; null where it asks no categories. */
export function setAt({ categorySets }: Tree, node: number): Uint32Array | null {
  if (categorySets === undefined) return null;
  const { starts, bits } = categorySets;
  return starts[node] === starts[node + 1] ? null : bits.subarray(starts[node], starts[node + 1]);
}

/** Whether a category is in a set of {@link setAt}. */
export function isInSet(set: Uint32Array, category: number): boolean {
  return ((set[category >>> 5]! >>> (category & 31)) & 1) === 1;
}

function resized<A extends Int32Array | Float64Array | Uint8Array>(array: A, length: number): A {
  const copy = new (array.constructor as new (length: number) => A)(length);
  copy.set(array.length > length ? array.subarray(0, length) : array);
  return copy;
}
