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
 */
export interface PackedForest {
  /** Node n: its number at 2 n. */
  readonly numbers: Float64Array;
  /** The same memory. Node n: 2 * child at 4 n + 2, cell at 4 n + 3. */
  readonly links: Int32Array;
  /** 2 * root of each tree, then of a lone leaf, so that there is a full number of lanes. */
  readonly roots: Int32Array;
  readonly trees: number;
  readonly width: number;
  /** The values of the leaves, `width` numbers each; leaves of one class share theirs. Empty for a width of 1. */
  readonly leafValues: Float64Array;
}

/** Trees that are walked side by side. */
const LANES = 10;

/** More nodes than this have no place in 32-bit links. */
const MOST_NODES = 2 ** 28;

/** What is known of a tree here; a tree that says more may split by other rules. */
const KNOWN: ReadonlySet<string> = new Set([
  'childrenLeft',
  'childrenRight',
  'feature',
  'threshold',
  'missingGoLeft',
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
  // Each root takes a pair of places, and so does the lone leaf.
  const places = nodes + trees.length + 2;
  if (places > MOST_NODES) return null;
  const packer = new Packer(places, 2 * columns, width);
  packer.putLeaf(packer.takePair(), 0);
  const roots = new Int32Array(Math.ceil(trees.length / LANES) * LANES);
  for (const [t, tree] of trees.entries()) roots[t] = 2 * packer.putTree(tree);
  const { numbers, links, leafValues } = packer;
  const shared = width === 1 ? new Float64Array() : Float64Array.from(leafValues);
  return { numbers, links, roots, trees: trees.length, width, leafValues: shared };
}

class Packer {
  readonly numbers: Float64Array;
  readonly links: Int32Array;
  readonly leafValues: number[] = [];
  readonly #leafCell: number;
  readonly #width: number;
  readonly #pure: Int32Array;
  #free = 0;

  constructor(places: number, leafCell: number, width: number) {
    this.numbers = new Float64Array(2 * places);
    this.links = new Int32Array(this.numbers.buffer);
    this.#leafCell = leafCell;
    this.#width = width;
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
    // Infinity would let no missing value go right; no row holds more than the largest number.
    this.numbers[2 * place] = Math.min(tree.threshold[node]!, Number.MAX_VALUE);
    this.links[4 * place + 2] = 2 * pair;
    this.links[4 * place + 3] = 2 * tree.feature[node]! + (tree.missingGoLeft[node] === 1 ? 0 : 1);
    if (tree.nNodeSamples[left]! < tree.nNodeSamples[right]!) {
      waiting.push(left, pair, right, pair + 1);
    } else waiting.push(right, pair + 1, left, pair);
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

/** Cells for rows of so many columns. */
export function forestCells(columns: number): Float64Array {
  return new Float64Array(2 * columns + 1).fill(Number.NEGATIVE_INFINITY);
}

/** Writes a row (NaN is missing) to its cells. */
export function writeCells(row: Float64Array, cells: Float64Array): void {
  for (let j = 0; j < row.length; j++) {
    const value = row[j]!;
    const isMissing = Number.isNaN(value);
    cells[2 * j] = isMissing ? Number.NEGATIVE_INFINITY : value;
    cells[2 * j + 1] = isMissing ? Number.POSITIVE_INFINITY : value;
  }
}

/** The mean over the trees of the leaf values of a row, added up in the order of the trees. `ends` has a place for each root. */
export function meanOfRow(
  { numbers, links, roots, trees, leafValues, width }: PackedForest,
  cells: Float64Array,
  ends: Int32Array,
  mean: Float64Array,
): void {
  for (let t = 0; t < roots.length; t += LANES) {
    let a = roots[t]!;
    let b = roots[t + 1]!;
    let c = roots[t + 2]!;
    let d = roots[t + 3]!;
    let e = roots[t + 4]!;
    let f = roots[t + 5]!;
    let g = roots[t + 6]!;
    let h = roots[t + 7]!;
    let i = roots[t + 8]!;
    let j = roots[t + 9]!;
    for (let moved = 1; moved !== 0; ) {
      const nextA = links[2 * a + 2]! + (Number(cells[links[2 * a + 3]!]! > numbers[a]!) << 1);
      const nextB = links[2 * b + 2]! + (Number(cells[links[2 * b + 3]!]! > numbers[b]!) << 1);
      const nextC = links[2 * c + 2]! + (Number(cells[links[2 * c + 3]!]! > numbers[c]!) << 1);
      const nextD = links[2 * d + 2]! + (Number(cells[links[2 * d + 3]!]! > numbers[d]!) << 1);
      const nextE = links[2 * e + 2]! + (Number(cells[links[2 * e + 3]!]! > numbers[e]!) << 1);
      const nextF = links[2 * f + 2]! + (Number(cells[links[2 * f + 3]!]! > numbers[f]!) << 1);
      const nextG = links[2 * g + 2]! + (Number(cells[links[2 * g + 3]!]! > numbers[g]!) << 1);
      const nextH = links[2 * h + 2]! + (Number(cells[links[2 * h + 3]!]! > numbers[h]!) << 1);
      const nextI = links[2 * i + 2]! + (Number(cells[links[2 * i + 3]!]! > numbers[i]!) << 1);
      const nextJ = links[2 * j + 2]! + (Number(cells[links[2 * j + 3]!]! > numbers[j]!) << 1);
      moved = (nextA ^ a) | (nextB ^ b) | (nextC ^ c) | (nextD ^ d) | (nextE ^ e);
      moved |= (nextF ^ f) | (nextG ^ g) | (nextH ^ h) | (nextI ^ i) | (nextJ ^ j);
      a = nextA;
      b = nextB;
      c = nextC;
      d = nextD;
      e = nextE;
      f = nextF;
      g = nextG;
      h = nextH;
      i = nextI;
      j = nextJ;
    }
    ends[t] = a;
    ends[t + 1] = b;
    ends[t + 2] = c;
    ends[t + 3] = d;
    ends[t + 4] = e;
    ends[t + 5] = f;
    ends[t + 6] = g;
    ends[t + 7] = h;
    ends[t + 8] = i;
    ends[t + 9] = j;
  }
  mean.fill(0);
  if (width === 1) for (let t = 0; t < trees; t++) mean[0]! += numbers[ends[t]!]!;
  else {
    for (let t = 0; t < trees; t++) {
      const at = numbers[ends[t]!]!;
      for (let c = 0; c < width; c++) mean[c]! += leafValues[at + c]!;
    }
  }
  if (trees > 1) for (let c = 0; c < width; c++) mean[c]! /= trees;
}
