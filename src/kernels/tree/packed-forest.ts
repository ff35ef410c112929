import type { Tree } from './tree-nodes.js';

/**
 * The trees of a forest in one block of memory, for rows that come one by one. A node takes 16 bytes: a number and two
 * links. Of a split these are the threshold, the place of the child for values up to it (the other child is the next
 * node) and the cell to ask; a leaf asks a cell that is always -Infinity, its number is where its values are, and its
 * child is the leaf itself. So a step is the same for every node and the way down needs no branch that the processor
 * could guess wrong, and several trees are walked side by side, which hides the time that memory takes.
 *
 * The cells have each column twice: a missing value is -Infinity in the first, which goes left, and Infinity in the
 * second, which goes right.
 */
export interface PackedForest {
  /** Node n: its number at 2 n. */
  readonly values: Float64Array;
  /** The same memory. Node n: 2 * child at 4 n + 2, cell at 4 n + 3. */
  readonly links: Int32Array;
  /** 2 * root of each tree, then of a lone leaf, so that there is a full number of lanes. */
  readonly roots: Int32Array;
  readonly trees: number;
  /** The values of all leaves, `width` numbers each. */
  readonly leafValues: Float64Array;
  readonly width: number;
}

/** Trees that are walked side by side. */
const LANES = 8;

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
  let leaves = 0;
  for (const tree of trees) {
    for (const [field, part] of Object.entries(tree)) if (part != null && !KNOWN.has(field)) return null;
    nodes += tree.feature.length;
    for (let n = 0; n < tree.feature.length; n++) if (tree.childrenLeft[n]! < 0) leaves++;
  }
  // Each root takes a pair of places, and so does the lone leaf.
  const places = nodes + trees.length + 2;
  if (places > MOST_NODES) return null;
  const values = new Float64Array(2 * places);
  const forest = {
    values,
    links: new Int32Array(values.buffer),
    roots: new Int32Array(Math.ceil(trees.length / LANES) * LANES),
    trees: trees.length,
    leafValues: new Float64Array(leaves * width),
    width,
  };
  putLeaf(forest, 0, 2 * columns, 0);
  let free = 2;
  let leaf = 0;
  for (const [t, tree] of trees.entries()) {
    forest.roots[t] = 2 * free;
    const waiting = [0, free];
    free += 2;
    while (waiting.length > 0) {
      const place = waiting.pop()!;
      const node = waiting.pop()!;
      const left = tree.childrenLeft[node]!;
      if (left < 0) {
        putLeaf(forest, place, 2 * columns, leaf * width);
        for (let c = 0; c < width; c++) forest.leafValues[leaf * width + c] = tree.value[node * width + c]!;
        leaf++;
        continue;
      }
      // Infinity would let no missing value go right; no row holds more than the largest number.
      values[2 * place] = Math.min(tree.threshold[node]!, Number.MAX_VALUE);
      forest.links[4 * place + 2] = 2 * free;
      forest.links[4 * place + 3] = 2 * tree.feature[node]! + (tree.missingGoLeft[node] === 1 ? 0 : 1);
      const right = tree.childrenRight[node]!;
      // The child that more rows reach is placed next, near its parent in memory.
      if (tree.nNodeSamples[left]! >= tree.nNodeSamples[right]!) {
        waiting.push(right, free + 1, left, free);
      } else waiting.push(left, free, right, free + 1);
      free += 2;
    }
  }
  return forest;
}

function putLeaf({ values, links }: PackedForest, place: number, cell: number, at: number): void {
  values[2 * place] = at;
  links[4 * place + 2] = 2 * place;
  links[4 * place + 3] = cell;
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
  { values, links, roots, trees, leafValues, width }: PackedForest,
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
    for (let moved = 1; moved !== 0; ) {
      const nextA = links[2 * a + 2]! + (Number(cells[links[2 * a + 3]!]! > values[a]!) << 1);
      const nextB = links[2 * b + 2]! + (Number(cells[links[2 * b + 3]!]! > values[b]!) << 1);
      const nextC = links[2 * c + 2]! + (Number(cells[links[2 * c + 3]!]! > values[c]!) << 1);
      const nextD = links[2 * d + 2]! + (Number(cells[links[2 * d + 3]!]! > values[d]!) << 1);
      const nextE = links[2 * e + 2]! + (Number(cells[links[2 * e + 3]!]! > values[e]!) << 1);
      const nextF = links[2 * f + 2]! + (Number(cells[links[2 * f + 3]!]! > values[f]!) << 1);
      const nextG = links[2 * g + 2]! + (Number(cells[links[2 * g + 3]!]! > values[g]!) << 1);
      const nextH = links[2 * h + 2]! + (Number(cells[links[2 * h + 3]!]! > values[h]!) << 1);
      moved = (nextA ^ a) | (nextB ^ b) | (nextC ^ c) | (nextD ^ d);
      moved |= (nextE ^ e) | (nextF ^ f) | (nextG ^ g) | (nextH ^ h);
      a = nextA;
      b = nextB;
      c = nextC;
      d = nextD;
      e = nextE;
      f = nextF;
      g = nextG;
      h = nextH;
    }
    ends[t] = a;
    ends[t + 1] = b;
    ends[t + 2] = c;
    ends[t + 3] = d;
    ends[t + 4] = e;
    ends[t + 5] = f;
    ends[t + 6] = g;
    ends[t + 7] = h;
  }
  mean.fill(0);
  for (let t = 0; t < trees; t++) {
    const at = values[ends[t]!]!;
    for (let c = 0; c < width; c++) mean[c]! += leafValues[at + c]!;
  }
  if (trees > 1) for (let c = 0; c < width; c++) mean[c]! /= trees;
}
