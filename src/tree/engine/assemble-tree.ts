import type { EncodedLabels } from '../../data/index.js';
import { ModelFileError } from '../../errors/index.js';
import { NO_CHILD, NO_SPLIT, type Tree } from '../../kernels/tree/tree-nodes.js';
import { numberAfter, numberBefore } from './next-numbers.js';
import type { MlNodes } from './read-ml-nodes.js';

/** Writes what a leaf of a package predicts as what a leaf of a Tree does. */
export type WriteLeaf = (leaf: ArrayLike<number>, values: Float64Array, at: number) => void;

/** Numbers in the values of a tree at most: one gigabyte. */
const MOST_VALUES = 2 ** 27;

/**
 * The nodes as a Tree. Counts are 0, impurities and weights NaN, and so are the values of splits, for ml-cart does
 * not keep them; missing values go right, as it sends them.
 */
export function assembleTree(owner: string, nodes: MlNodes, width: number, writeLeaf: WriteLeaf): Tree {
  const count = nodes.leaf.length;
  if (count * width > MOST_VALUES) {
    throw new ModelFileError(`${owner}: ${count} nodes of ${width} classes are too many.`, 'root');
  }
  const value = new Float64Array(count * width).fill(Number.NaN);
  nodes.leaf.forEach((leaf, node) => {
    if (leaf !== null) writeLeaf(leaf, value, node * width);
  });
  return {
    childrenLeft: Int32Array.from(nodes.left, (child) => (child < 0 ? NO_CHILD : child)),
    childrenRight: Int32Array.from(nodes.right, (child) => (child < 0 ? NO_CHILD : child)),
    feature: Int32Array.from(nodes.column, (column) => (column < 0 ? NO_SPLIT : column)),
    threshold: Float64Array.from(nodes.splitValue, (split) =>
      Number.isNaN(split) ? NO_SPLIT : numberBefore(split),
    ),
    missingGoLeft: new Uint8Array(count),
    impurity: new Float64Array(count).fill(Number.NaN),
    nNodeSamples: new Int32Array(count),
    weightedNNodeSamples: new Float64Array(count).fill(Number.NaN),
    value,
  };
}

/**
 * The shares of a leaf, in the order of our classes, which are sorted; `codes` are the places there of the
 * package's. Of equal shares the package takes the lowest code and we the first class, so where that differs
 * its choice gets the next number up.
 */
export function writeShares({ codes, classes }: EncodedLabels): WriteLeaf {
  return (shares, values, at) => {
    values.fill(0, at, at + classes.length);
    for (let code = 0; code < shares.length; code++) values[at + codes[code]!] = shares[code]!;
    const chosen = codes[largest(shares)]!;
    const most = values[at + chosen]!;
    if (values.subarray(at, at + chosen).includes(most)) values[at + chosen] = numberAfter(most);
  };
}

/** The one vote that a leaf has in a forest of the package. */
export function writeVote({ codes, classes }: EncodedLabels): WriteLeaf {
  return (shares, values, at) => {
    values.fill(0, at, at + classes.length);
    values[at + codes[largest(shares)]!] = 1;
  };
}

export const writeNumber: WriteLeaf = (leaf, values, at) => {
  values[at] = leaf[0]!;
};

function largest(shares: ArrayLike<number>): number {
  let best = 0;
  for (let code = 1; code < shares.length; code++) if (shares[code]! > shares[best]!) best = code;
  return best;
}
