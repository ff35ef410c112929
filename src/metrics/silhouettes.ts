import type { DataLike, LabelsLike } from '../data/index.js';
import { clusterRows, squaredDistance } from './clustered-rows.js';

/** The silhouette of each row, for the function that is asked for it. */
export function silhouettes(owner: string, X: DataLike, labels: LabelsLike): Float64Array {
  const { X: rows, codes, sizes } = clusterRows(owner, X, labels);
  const clusters = sizes.length;
  const sums = new Float64Array(rows.rows * clusters);
  for (let i = 0; i < rows.rows; i++) {
    const row = rows.row(i);
    for (let other = 0; other < i; other++) {
      const distance = Math.sqrt(squaredDistance(row, rows.row(other)));
      sums[i * clusters + codes[other]!]! += distance;
      sums[other * clusters + codes[i]!]! += distance;
    }
  }
  return Float64Array.from(codes, (own, i) => {
    if (sizes[own] === 1) return 0;
    const within = sums[i * clusters + own]! / (sizes[own]! - 1);
    let nearest = Number.POSITIVE_INFINITY;
    for (let k = 0; k < clusters; k++) {
      if (k !== own) nearest = Math.min(nearest, sums[i * clusters + k]! / sizes[k]!);
    }
    const larger = Math.max(within, nearest);
    return larger === 0 ? 0 : (nearest - within) / larger;
  });
}
