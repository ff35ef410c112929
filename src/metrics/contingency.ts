import { distinctLabels, type LabelsLike } from '../data/index.js';
import { compensatedSum } from '../math/sum.js';
import { checkPaired } from './paired.js';
import { classLabels, codesOf } from './paired-labels.js';

/** How two groupings of the same rows meet. */
export interface Contingency {
  /** Number of rows in all. */
  readonly total: number;
  /** Number of rows in each true class. */
  readonly classSizes: Float64Array;
  /** Number of rows in each predicted cluster. */
  readonly clusterSizes: Float64Array;
  /** The classes and clusters that share rows, with the number of rows they share. */
  readonly cells: readonly { readonly class: number; readonly cluster: number; readonly count: number }[];
}

/** Numbers of ordered pairs of rows: together or apart, in the classes and in the clusters. */
export interface PairCounts {
  readonly togetherInBoth: number;
  readonly onlyInClasses: number;
  readonly onlyInClusters: number;
  readonly apartInBoth: number;
}

/** Counts how classes and clusters meet; their names need not agree, nor be of one type. */
export function contingencyOf(owner: string, labelsTrue: LabelsLike, labelsPred: LabelsLike): Contingency {
  const truth = classLabels(owner, labelsTrue, 'labelsTrue');
  const guess = classLabels(owner, labelsPred, 'labelsPred');
  checkPaired(owner, truth.length, guess.length, 'labelsPred', 'labelsTrue');
  const classes = distinctLabels(truth);
  const clusters = distinctLabels(guess);
  const rows = codesOf(truth, classes);
  const columns = codesOf(guess, clusters);
  const classSizes = new Float64Array(classes.length);
  const clusterSizes = new Float64Array(clusters.length);
  const counts = new Map<number, number>();
  for (let i = 0; i < rows.length; i++) {
    classSizes[rows[i]!]! += 1;
    clusterSizes[columns[i]!]! += 1;
    const cell = rows[i]! * clusters.length + columns[i]!;
    counts.set(cell, (counts.get(cell) ?? 0) + 1);
  }
  const cells = [...counts]
    .sort(([a], [b]) => a - b)
    .map(([cell, count]) => ({
      class: Math.floor(cell / clusters.length),
      cluster: cell % clusters.length,
      count,
    }));
  return { total: rows.length, classSizes, clusterSizes, cells };
}

/** Pairs of rows by whether the two groupings put them together. */
export function countPairs({ total, classSizes, clusterSizes, cells }: Contingency): PairCounts {
  const squares = (sizes: ArrayLike<number>) => Array.from(sizes).reduce((sum, size) => sum + size * size, 0);
  const both = squares(cells.map(({ count }) => count));
  const inClasses = squares(classSizes);
  const inClusters = squares(clusterSizes);
  return {
    togetherInBoth: both - total,
    onlyInClasses: inClasses - both,
    onlyInClusters: inClusters - both,
    apartInBoth: total * total - inClasses - inClusters + both,
  };
}

/** Mutual information of the two groupings, in nats; never negative. */
export function mutualInformation({ total, classSizes, clusterSizes, cells }: Contingency): number {
  if (classSizes.length === 1 || clusterSizes.length === 1) return 0;
  const terms = cells.map(({ class: i, cluster: j, count }) => {
    const term = (count / total) * Math.log((count / classSizes[i]!) * (total / clusterSizes[j]!));
    return Math.abs(term) < Number.EPSILON ? 0 : term;
  });
  return Math.max(0, compensatedSum(terms));
}

/** Entropy of a grouping by the sizes of its groups, in nats. */
export function entropyOf(sizes: Float64Array, total: number): number {
  if (sizes.length === 1) return 0;
  return -compensatedSum(sizes.map((size) => (size / total) * Math.log(size / total)));
}
