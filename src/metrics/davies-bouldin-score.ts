import type { DataLike, LabelsLike } from '../data/index.js';
import { centroidsOf, clusterRows, squaredDistance } from './clustered-rows.js';

/**
 * Mean over the clusters of the likeness to the most similar other one: spread of both over their distance.
 *
 * Source: Davies and Bouldin, "A cluster separation measure" (1979).
 *
 * @param X - rows of numbers
 * @param labels - cluster of each row: at least two clusters, and fewer than rows
 * @returns 0 or more, the smaller the better; O(rows * columns + clusters² * columns)
 *
 * @example
 * ```ts
 * import { daviesBouldinScore } from 'pipefit';
 *
 * console.log(daviesBouldinScore([[0], [1], [4], [6]], ['a', 'a', 'b', 'b']).toFixed(4)); // 0.3333
 * ```
 */
export function daviesBouldinScore(X: DataLike, labels: LabelsLike): number {
  const rows = clusterRows('daviesBouldinScore', X, labels);
  const centroids = centroidsOf(rows);
  const clusters = centroids.rows;
  const spread = new Float64Array(clusters);
  for (let i = 0; i < rows.X.rows; i++) {
    const k = rows.codes[i]!;
    spread[k]! += Math.sqrt(squaredDistance(rows.X.row(i), centroids.row(k))) / rows.sizes[k]!;
  }
  let sum = 0;
  for (let k = 0; k < clusters; k++) {
    let worst = 0;
    for (let other = 0; other < clusters; other++) {
      const distance = Math.sqrt(squaredDistance(centroids.row(k), centroids.row(other)));
      if (distance > 0) worst = Math.max(worst, (spread[k]! + spread[other]!) / distance);
    }
    sum += worst;
  }
  return sum / clusters;
}
