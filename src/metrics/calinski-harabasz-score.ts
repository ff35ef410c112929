import type { DataLike, LabelsLike } from '../data/index.js';
import { centroidsOf, clusterRows, squaredDistance } from './clustered-rows.js';

/**
 * Spread between the clusters over spread within them (variance ratio).
 *
 * Source: Calinski and Harabasz, "A dendrite method for cluster analysis" (1974).
 *
 * @param X - rows of numbers
 * @param labels - cluster of each row: at least two clusters, and fewer than rows
 * @returns 0 or more, the larger the better; 1 where no cluster has any spread; O(rows * columns)
 *
 * @example
 * ```ts
 * import { calinskiHarabaszScore } from 'pipefit';
 *
 * console.log(calinskiHarabaszScore([[0], [1], [4], [6]], ['a', 'a', 'b', 'b']).toFixed(4)); // 16.2000
 * ```
 */
export function calinskiHarabaszScore(X: DataLike, labels: LabelsLike): number {
  const rows = clusterRows('calinskiHarabaszScore', X, labels);
  const centroids = centroidsOf(rows);
  const clusters = centroids.rows;
  const n = rows.X.rows;
  const everything = { X: rows.X, codes: new Int32Array(n), sizes: Float64Array.of(n) };
  const centre = centroidsOf(everything).row(0);
  let between = 0;
  let within = 0;
  for (let k = 0; k < clusters; k++) between += rows.sizes[k]! * squaredDistance(centroids.row(k), centre);
  for (let i = 0; i < n; i++) within += squaredDistance(rows.X.row(i), centroids.row(rows.codes[i]!));
  return within === 0 ? 1 : (between * (n - clusters)) / (within * (clusters - 1));
}
