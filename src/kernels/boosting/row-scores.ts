import { forestCells, meanOfRow, type PackedForest, packForest, writeCells } from '../tree/packed-forest.js';
import type { Tree } from '../tree/tree-nodes.js';
import { type BoostedScores, type BoostedTrees, SET_WORDS } from './boosted-trees.js';

/** Writes the raw scores of one row of numbers, in which NaN is missing, to `out`. Allocates nothing. */
export type ScoreRow = (row: Float64Array, out: Float64Array) => void;

/** What the scores of single rows are added up from; made once, for any number of scorers. */
export interface PackedScores {
  readonly forest: PackedForest;
  readonly baseline: Float64Array;
  /** What the values of leaves are multiplied by. */
  readonly rate: number;
  readonly columns: number;
  readonly sets: readonly ColumnSets[];
  readonly setCount: number;
}

/** The sets that splits of one column send to the left. */
interface ColumnSets {
  readonly column: number;
  /** The place of the first of them among all sets. */
  readonly first: number;
  /** For each category, then for what is missing: two cells for each set, as a forest reads them. */
  readonly sides: readonly Float64Array[];
}

const LEFT = Number.NEGATIVE_INFINITY;
const RIGHT = Number.POSITIVE_INFINITY;

/** Packs trees whose leaves hold steps; tree t adds to score t % baseline.length. Null for trees with unknown rules. */
export function packSteps(
  trees: readonly Tree[],
  columns: number,
  baseline: Float64Array,
  rate: number,
): PackedScores | null {
  const forest = packForest(trees, columns, 1);
  return forest && { forest, baseline, rate, columns, sets: [], setCount: 0 };
}

/**
 * Packs the trees of histogram boosting. A set of categories becomes a column of its own after those of the table, so
 * that all splits are alike; `categories` says how many a column has, 0 where it has none.
 */
export function packScores(
  { trees, baseline }: BoostedScores,
  columns: number,
  categories: ArrayLike<number>,
): PackedScores | null {
  const { nodesOfSets, sets } = groupSets(trees, categories);
  const { set } = trees;
  const feature = trees.feature.slice();
  const threshold = trees.threshold.slice();
  const missingGoLeft = trees.missingLeft.slice();
  nodesOfSets.forEach((node, place) => {
    feature[node] = columns + place;
    threshold[node] = 0;
  });
  const single = Array.from(trees.roots, (root, t) => {
    const end = trees.roots[t + 1] ?? set.length;
    const nodes = end - root;
    const own = (links: Int32Array) =>
      links.subarray(root, end).map((child) => (child < 0 ? child : child - root));
    return {
      childrenLeft: own(trees.left),
      childrenRight: own(trees.right),
      feature: feature.subarray(root, end),
      threshold: threshold.subarray(root, end),
      missingGoLeft: missingGoLeft.subarray(root, end),
      value: trees.value.subarray(root, end),
      // Not kept by these trees; without them the order of the nodes in memory is left to the tree.
      impurity: new Float64Array(nodes),
      nNodeSamples: new Int32Array(nodes),
      weightedNNodeSamples: new Float64Array(nodes),
    };
  });
  const setCount = nodesOfSets.length;
  const forest = packForest(single, columns + setCount, 1);
  return forest && { forest, baseline, rate: 1, columns, sets, setCount };
}

/** What gives the scores of one row after another, in cells of its own. */
export function rowScorer({ forest, baseline, rate, columns, sets, setCount }: PackedScores): ScoreRow {
  const cells = forestCells(columns + setCount);
  const ends = new Int32Array(forest.roots.length);
  const mean = new Float64Array(1);
  const { numbers, trees } = forest;
  const width = baseline.length;
  return (row, out) => {
    writeCells(row, cells);
    for (let s = 0; s < sets.length; s++) {
      const { column, first, sides } = sets[s]!;
      const category = row[column]!;
      const side = sides[Number.isNaN(category) ? sides.length - 1 : category]!;
      cells.set(side, 2 * (columns + first));
    }
    // Of the walk the ends are wanted here, not the mean.
    meanOfRow(forest, cells, ends, mean);
    for (let k = 0; k < width; k++) out[k] = baseline[k]!;
    for (let t = 0, k = 0; t < trees; t++) {
      out[k]! += rate * numbers[ends[t]!]!;
      if (++k === width) k = 0;
    }
  };
}

/** The sets of all splits, those of a column side by side, and the nodes they belong to in that order. */
function groupSets(
  trees: BoostedTrees,
  categories: ArrayLike<number>,
): { readonly nodesOfSets: readonly number[]; readonly sets: readonly ColumnSets[] } {
  const byColumn = new Map<number, number[]>();
  trees.set.forEach((set, node) => {
    if (set < 0) return;
    const column = trees.feature[node]!;
    const nodes = byColumn.get(column);
    if (nodes === undefined) byColumn.set(column, [node]);
    else nodes.push(node);
  });
  const nodesOfSets: number[] = [];
  const sets = [...byColumn].map(([column, nodes]) => {
    const first = nodesOfSets.length;
    nodesOfSets.push(...nodes);
    const known = Array.from({ length: categories[column]! }, (_, category) =>
      sidesOf(nodes, (node) => isInSet(trees, node, category)),
    );
    const missing = sidesOf(nodes, (node) => trees.missingLeft[node] === 1);
    return { column, first, sides: [...known, missing] };
  });
  return { nodesOfSets, sets };
}

function sidesOf(nodes: readonly number[], goesLeft: (node: number) => boolean): Float64Array {
  const cells = new Float64Array(2 * nodes.length);
  nodes.forEach((node, place) => {
    cells.fill(goesLeft(node) ? LEFT : RIGHT, 2 * place, 2 * place + 2);
  });
  return cells;
}

function isInSet({ sets, set }: BoostedTrees, node: number, category: number): boolean {
  return ((sets[set[node]! * SET_WORDS + (category >> 5)]! >>> (category & 31)) & 1) === 1;
}
