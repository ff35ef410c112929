import { type PackedForest, packForest } from '../tree/packed-forest.js';
import { rowWalk } from '../tree/packed-walk.js';
import { isInSet, joinSets, setOf, type Tree } from '../tree/tree-nodes.js';
import { type BoostedScores, type BoostedTrees, SET_WORDS } from './boosted-trees.js';

/** Writes the raw scores of one row of numbers, in which NaN is missing, to `out`. Allocates nothing. */
export type ScoreRow = (row: Float64Array, out: Float64Array) => void;

/** What the scores of single rows are added up from; made once, for any number of scorers. */
export interface PackedScores {
  readonly forest: PackedForest;
  readonly baseline: Float64Array;
  /** What the values of leaves are multiplied by. */
  readonly rate: number;
}

/** Packs trees whose leaves hold steps; tree t adds to score t % baseline.length. Null for trees with unknown rules. */
export function packSteps(
  trees: readonly Tree[],
  columns: number,
  baseline: Float64Array,
  rate: number,
): PackedScores | null {
  const forest = packForest(trees, columns, 1);
  return forest && { forest, baseline, rate };
}

/** Packs the trees of histogram boosting; `categories` says how many a column has, 0 where it has none. */
export function packScores(
  { trees, baseline }: BoostedScores,
  columns: number,
  categories: ArrayLike<number>,
): PackedScores | null {
  const single = Array.from(trees.roots, (root, t) =>
    treeOf(trees, root, trees.roots[t + 1] ?? trees.set.length, categories),
  );
  return packSteps(single, columns, baseline, 1);
}

/** What gives the scores of one row after another. */
export function rowScorer({ forest, baseline, rate }: PackedScores): ScoreRow {
  const walk = rowWalk(forest);
  const { numbers, trees } = forest;
  const width = baseline.length;
  return (row, out) => {
    const ends = walk(row);
    for (let k = 0; k < width; k++) out[k] = baseline[k]!;
    for (let t = 0, k = 0; t < trees; t++) {
      out[k]! += rate * numbers[ends[t]!]!;
      if (++k === width) k = 0;
    }
  };
}

/** The nodes from `root` to `end - 1` as a tree of its own. */
function treeOf(trees: BoostedTrees, root: number, end: number, categories: ArrayLike<number>): Tree {
  const nodes = end - root;
  const own = (links: Int32Array) =>
    links.subarray(root, end).map((child) => (child < 0 ? child : child - root));
  const sets = new Map<number, Uint32Array>();
  for (let node = root; node < end; node++) {
    if (trees.set[node]! >= 0) sets.set(node - root, setOf(sidesOf(trees, node, categories)));
  }
  return {
    childrenLeft: own(trees.left),
    childrenRight: own(trees.right),
    feature: trees.feature.subarray(root, end),
    threshold: trees.threshold.subarray(root, end),
    missingGoLeft: trees.missingLeft.subarray(root, end),
    categorySets: joinSets(sets, nodes),
    value: trees.value.subarray(root, end),
    // Not kept by these trees; without them the order of the nodes in memory is left to the tree.
    impurity: new Float64Array(nodes),
    nNodeSamples: new Int32Array(nodes),
    weightedNNodeSamples: new Float64Array(nodes),
  };
}

/** 1 for each category that goes left, then for the missing one. */
function sidesOf(
  { feature, set, sets, missingLeft }: BoostedTrees,
  node: number,
  categories: ArrayLike<number>,
): Uint8Array {
  const count = categories[feature[node]!]!;
  const bits = sets.subarray(set[node]! * SET_WORDS, (set[node]! + 1) * SET_WORDS);
  const sides = new Uint8Array(count + 1);
  for (let category = 0; category < count; category++) sides[category] = Number(isInSet(bits, category));
  sides[count] = missingLeft[node]!;
  return sides;
}
