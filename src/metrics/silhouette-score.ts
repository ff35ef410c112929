import type { DataLike, LabelsLike } from '../data/index.js';
import { InvalidParameterError, showValue } from '../errors/index.js';
import { RandomState, type Seed } from '../random/index.js';
import { denseRows } from './clustered-rows.js';
import { checkPaired } from './paired.js';
import { classLabels } from './paired-labels.js';
import { silhouettes } from './silhouettes.js';
import { weightedMean } from './weighted-mean.js';

/** Options of {@link silhouetteScore}. */
export interface SilhouetteOptions {
  /** How many rows to draw at random; by default all. */
  readonly sampleSize?: number | null | undefined;
  /** Seed of the draw. */
  readonly randomState?: Seed | undefined;
}

/**
 * Mean over the rows of how much better they fit into their own cluster than into the nearest other one.
 *
 * Use it to compare numbers of clusters. Distances are euclidean; `sampleSize` bounds the cost.
 *
 * @param X - rows of numbers
 * @param labels - cluster of each row: at least two clusters, and fewer than rows
 * @param options - `sampleSize`: score that many rows, drawn at random; `randomState`: seed of the draw
 * @returns a number in [-1, 1], the larger the better; O(rows² * columns)
 *
 * @example
 * ```ts
 * import { silhouetteScore } from 'pipefit';
 *
 * console.log(silhouetteScore([[0], [1], [4], [6]], ['a', 'a', 'b', 'b']).toFixed(4)); // 0.6537
 * ```
 */
export function silhouetteScore(X: DataLike, labels: LabelsLike, options: SilhouetteOptions = {}): number {
  const { sampleSize = null, randomState = null } = options;
  const owner = 'silhouetteScore';
  if (sampleSize === null) return weightedMean(silhouettes(owner, X, labels), null);
  if (!Number.isInteger(sampleSize) || sampleSize < 1) {
    throw new InvalidParameterError(
      owner,
      'sampleSize',
      `The option 'sampleSize' of ${owner} must be an integer of at least 1 or null. Got ${showValue(sampleSize)}.`,
    );
  }
  const rows = denseRows(owner, X);
  const clusters = classLabels(owner, labels, 'labels');
  checkPaired(owner, rows.rows, clusters.length, 'labels', 'X');
  const drawn = new RandomState(randomState).permutation(rows.rows).slice(0, sampleSize);
  const sampled = Array.from(drawn, (i) => clusters[i]!);
  return weightedMean(silhouettes(owner, rows.selectRows(drawn), sampled), null);
}
