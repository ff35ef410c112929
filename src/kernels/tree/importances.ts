import { UnsupportedError } from '../../errors/index.js';
import type { Tree } from './tree-nodes.js';

/**
 * How much impurity the splits on each column take off, as shares of the whole (mean decrease in impurity;
 * Breiman et al., 1984). All 0 for a tree that is a leaf.
 */
export function importancesOf(tree: Tree, cols: number): Float64Array {
  return asShares(decreasesOf(tree, cols));
}

/** How much the splits on each column take off the impurity times the weight. */
function decreasesOf(tree: Tree, cols: number): Float64Array {
  const { childrenLeft, childrenRight, feature, impurity, weightedNNodeSamples } = tree;
  requireWeights(tree, 'importances of the columns');
  const decreases = new Float64Array(cols);
  const lost = (node: number) => weightedNNodeSamples[node]! * impurity[node]!;
  for (let node = 0; node < feature.length; node++) {
    if (childrenLeft[node]! < 0) continue;
    const decrease = lost(node) - lost(childrenLeft[node]!) - lost(childrenRight[node]!);
    decreases[feature[node]!]! += decrease;
  }
  return decreases;
}

/**
 * The same for trees that each take up what the ones before left: what they take off the mean impurity is added up,
 * so that the first, which do most, count most. Trees that do not split are left out.
 */
export function boostedImportances(trees: readonly Tree[], cols: number): Float64Array {
  const sums = new Float64Array(cols);
  for (const tree of trees) {
    if (tree.feature.length === 1) continue;
    const decreases = decreasesOf(tree, cols);
    for (let j = 0; j < cols; j++) sums[j]! += decreases[j]! / tree.weightedNNodeSamples[0]!;
  }
  return asShares(sums);
}

/** Refuses what needs the weights of the nodes of a tree that was imported from a package which does not keep them. */
export function requireWeights({ weightedNNodeSamples }: Tree, wanted: string): void {
  if (!Number.isNaN(weightedNNodeSamples[0])) return;
  throw new UnsupportedError(
    `This tree was imported without counts and impurities, so it has no ${wanted}. ` +
      'Give the import { trainingData: [X, y] } to measure them.',
  );
}

/** The mean over the trees that split at all, as shares of the whole. */
export function meanImportances(trees: readonly Tree[], cols: number): Float64Array {
  const sums = new Float64Array(cols);
  for (const tree of trees) {
    if (tree.feature.length === 1) continue;
    const importances = importancesOf(tree, cols);
    for (let j = 0; j < cols; j++) sums[j]! += importances[j]!;
  }
  return asShares(sums);
}

function asShares(amounts: Float64Array): Float64Array {
  let total = 0;
  for (const amount of amounts) total += amount;
  return total > 0 ? amounts.map((amount) => amount / total) : amounts;
}
