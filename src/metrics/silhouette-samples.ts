import type { DataLike, LabelsLike } from '../data/index.js';
import { silhouettes } from './silhouettes.js';

/**
 * How much better each row fits into its own cluster than into the nearest other one, by euclidean distance.
 *
 * With a the mean distance to the other rows of its cluster, and b that to the rows of the nearest other cluster,
 * it is (b - a) / max(a, b); 0 for a cluster of one row. Source: Rousseeuw (1987).
 *
 * @param X - rows of numbers
 * @param labels - cluster of each row: at least two clusters, and fewer than rows
 * @returns a number in [-1, 1] for each row; O(rows² * columns)
 *
 * @example
 * ```ts
 * import { silhouetteSamples } from 'pipefit';
 *
 * const values = silhouetteSamples([[0], [1], [4], [6]], ['a', 'a', 'b', 'b']);
 * console.log([...values]); // [0.8, 0.75, 0.42857142857142855, 0.6363636363636364]
 * ```
 */
export function silhouetteSamples(X: DataLike, labels: LabelsLike): Float64Array {
  return silhouettes('silhouetteSamples', X, labels);
}
