import {
  allPlacesOutside,
  asksCategories,
  placesOutside,
  toldCategories,
  writeSides,
} from './packed-sets.js';
import type { Tree } from './tree-nodes.js';

/**
 * The trees of a forest in one block of memory, for rows that come one by one. A node takes 16 bytes: a number and two
 * links. Of a split these are the threshold, the place of the child for values up to it (the other child is the next
 * node) and the cell to ask; a leaf asks a cell that is always -Infinity, its number is its value (or, of several
 * values, where they are), and its child is the leaf itself. So a step is the same for every node, the way down needs
 * no branch that the processor could guess wrong, and several trees are walked side by side, which hides the time that
 * memory takes. Whole branches lie together, so that they share lines and pages of memory.
 *
 * The cells have each column twice: a missing value is -Infinity in the first, which goes left, and Infinity in the
 * second, which goes right.
 *
 * A split by categories has, in place of a threshold, a bit for each of them and one for missing values: in its number
 * or, where they are more than 64, behind the pair of nodes that it is one of. So they are read with the node, from no
 * other part of memory. It asks a cell that is -Infinity too and that names the bit to look at, counted from the node
 * on. All other cells name a bit that is 0 in every node, the lowest one of the first link.
 */
export interface PackedForest {
  /** Node n: its number at 2 n. */
  readonly numbers: Float64Array;
  /** The same memory. Node n: 2 * child at 4 n + 2, cell at 4 n + 3. */
  readonly links: Int32Array;
  /** 2 * root of each tree, then of a lone leaf, so that there is a full number of lanes. */
  readonly roots: Int32Array;
  readonly trees: number;
  readonly columns: number;
  readonly width: number;
  /** The values of the leaves, `width` numbers each; leaves of one class share theirs. Empty for a width of 1. */
  readonly leafValues: Float64Array;
  /** The cells that come after the one of the leaves; none where no split is by categories. */
  readonly categoryCells: readonly CategoryCell[];
}

/** A cell that names the bit of a category. */
export interface CategoryCell {
  readonly column: number;
  /** The bit of category 0, counted from the node on. */
  readonly firstBit: number;
  /** How many have a bit of their own; behind these is the bit of all else, which is missing. */
  readonly categories: number;
}

/** Trees that are walked side by side. */
export const LANES = 10;

/** More nodes than this have no place in 32-bit links. */
const MOST_NODES = 2 ** 28;

/** What is known of a tree here; a tree that says more may split by other rules. */
const KNOWN: ReadonlySet<string> = new Set([
  'childrenLeft',
  'childrenRight',
  'feature',
  'threshold',
  'missingGoLeft',
  'categorySets',
  'impurity',
  'nNodeSamples',
  'weightedNNodeSamples',
  'value',
]);

/** Packs trees over `columns` columns whose leaves have `width` values; null for trees with rules unknown here. */
export function packForest(trees: readonly Tree[], columns: number, width: number): PackedForest | null {
  let nodes = 0;
  for (const tree of trees) {
    for (const [field, part] of Object.entries(tree)) if (part != null && !KNOWN.has(field)) return null;
    nodes += tree.feature.length;
  }
  const told = toldCategories(trees);
  // Each root takes a pair of places, and so does the lone leaf.
  const places = nodes + trees.length + 2 + allPlacesOutside(trees, told);
  if (places > MOST_NODES) return null;
  const packer = new Packer(places, columns, width, told);
  packer.putLeaf(packer.takePair(), 0);
  const roots = new Int32Array(Math.ceil(trees.length / LANES) * LANES);
  for (const [t, tree] of trees.entries()) roots[t] = 2 * packer.putTree(tree);
  const { numbers, links, leafValues, categoryCells } = packer;
  const shared = width === 1 ? new Float64Array() : Float64Array.from(leafValues);
  return { numbers, links, roots, trees: trees.length, columns, width, leafValues: shared, categoryCells };
}

class Packer {
  readonly numbers: Float64Array;
  readonly links: Int32Array;
  readonly leafValues: number[] = [];
  readonly categoryCells: CategoryCell[] = [];
  readonly #leafCell: number;
  readonly #width: number;
  readonly #told: ReadonlyMap<number, number>;
  readonly #pure: Int32Array;
  /** The cells of categories by column and by how far from the node the bits are. */
  readonly #cells = new Map<number, number>();
  #free = 0;

  constructor(places: number, columns: number, width: number, told: ReadonlyMap<number, number>) {
    this.numbers = new Float64Array(2 * places);
    this.links = new Int32Array(this.numbers.buffer);
    this.#leafCell = 2 * columns;
    this.#width = width;
    this.#told = told;
    this.#pure = new Int32Array(width).fill(-1);
  }

  /** The first of two places for the children of a node. */
  takePair(): number {
    this.#free += 2;
    return this.#free - 2;
  }

  putLeaf(place: number, number: number): void {
    this.numbers[2 * place] = number;
    this.links[4 * place + 2] = 2 * place;
    this.links[4 * place + 3] = this.#leafCell;
  }

  /** Puts a tree, the child that more rows reach right behind its parent; returns the place of its root. */
  putTree(tree: Tree): number {
    const root = this.takePair();
    this.#putQuestion(tree, 0, root);
    const waiting = [0, root];
    while (waiting.length > 0) {
      const place = waiting.pop()!;
      this.#put(tree, waiting.pop()!, place, waiting);
    }
    return root;
  }

  #put(tree: Tree, node: number, place: number, waiting: number[]): void {
    const left = tree.childrenLeft[node]!;
    if (left < 0) {
      this.putLeaf(place, this.#valueOf(tree, node));
      return;
    }
    const right = tree.childrenRight[node]!;
    const pair = this.takePair();
    this.links[4 * place + 2] = 2 * pair;
    this.#putQuestion(tree, left, pair);
    this.#putQuestion(tree, right, pair + 1);
    if (tree.nNodeSamples[left]! < tree.nNodeSamples[right]!) {
      waiting.push(left, pair, right, pair + 1);
    } else waiting.push(right, pair + 1, left, pair);
  }

  /** What a split asks. This is put as soon as its pair is taken, for sides outside of the node lie behind the pair. */
  #putQuestion(tree: Tree, node: number, place: number): void {
    if (tree.childrenLeft[node]! < 0) return;
    const { categorySets } = tree;
    const column = tree.feature[node]!;
    const missingLeft = tree.missingGoLeft[node] === 1;
    if (categorySets !== undefined && asksCategories(categorySets, node)) {
      const told = this.#told.get(column)!;
      const outside = placesOutside(told);
      const at = outside === 0 ? place : this.#free;
      this.#free += outside;
      writeSides(categorySets, node, missingLeft, told, this.links, 4 * at);
      this.links[4 * place + 3] = this.#categoryCell(column, at - place, told);
      return;
    }
    // Infinity would let no missing value go right; no row holds more than the largest number.
    this.numbers[2 * place] = Math.min(tree.threshold[node]!, Number.MAX_VALUE);
    this.links[4 * place + 3] = 2 * column + (missingLeft ? 0 : 1);
  }

  /** The cell that names the bits of a column's categories so many places behind a node. */
  #categoryCell(column: number, distance: number, told: number): number {
    const key = distance * this.#leafCell + column;
    let cell = this.#cells.get(key);
    if (cell === undefined) {
      cell = this.#leafCell + this.categoryCells.push({ column, firstBit: 128 * distance, categories: told });
      this.#cells.set(key, cell);
    }
    return cell;
  }

  /** The number of a leaf: its value, or where its values are. */
  #valueOf({ value }: Tree, node: number): number {
    const width = this.#width;
    const from = node * width;
    if (width === 1) return value[from]!;
    const pure = value.subarray(from, from + width).indexOf(1);
    const isPure = pure >= 0 && isZeroBut(value, from, width, pure);
    if (isPure && this.#pure[pure]! >= 0) return this.#pure[pure]!;
    const at = this.leafValues.length;
    for (let c = 0; c < width; c++) this.leafValues.push(value[from + c]!);
    if (isPure) this.#pure[pure] = at;
    return at;
  }
}

function isZeroBut(values: Float64Array, from: number, width: number, place: number): boolean {
  for (let c = 0; c < width; c++) if (c !== place && values[from + c] !== 0) return false;
  return true;
}
