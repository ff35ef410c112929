import type { BinaryScores } from './labelled-rows.js';
import { descendingOrder } from './row-order.js';

/** Rows scored at least as high as each distinct score, from the highest score to the lowest. */
export interface ThresholdCounts {
  /** Weight of the negative rows at or above each threshold. */
  readonly falsePositives: Float64Array;
  /** Weight of the positive rows at or above each threshold. */
  readonly truePositives: Float64Array;
  /** The distinct scores, descending. */
  readonly thresholds: Float64Array;
}

/** Row numbers from the highest score to the lowest, ties in their order, rows without weight left out. */
export function rankedRows(scores: Float64Array, weights: Float64Array | null): Uint32Array {
  const order = descendingOrder(scores);
  return weights === null ? order : order.filter((i) => weights[i] !== 0);
}

/** Counts of true and false positives at every threshold. O(n log n). */
export function countAtThresholds({ truth, scores, weights }: BinaryScores): ThresholdCounts {
  const order = rankedRows(scores, weights);
  const falsePositives: number[] = [];
  const truePositives: number[] = [];
  const thresholds: number[] = [];
  let negatives = 0;
  let positives = 0;
  for (let p = 0; p < order.length; p++) {
    const i = order[p]!;
    const weight = weights === null ? 1 : weights[i]!;
    if (truth[i] === 1) positives += weight;
    else negatives += weight;
    if (p + 1 < order.length && scores[order[p + 1]!] === scores[i]) continue;
    falsePositives.push(negatives);
    truePositives.push(positives);
    thresholds.push(scores[i]!);
  }
  return {
    falsePositives: Float64Array.from(falsePositives),
    truePositives: Float64Array.from(truePositives),
    thresholds: Float64Array.from(thresholds),
  };
}

/** The thresholds at which `keep` holds, with the first and the last one; fewer than three are kept as they are. */
export function thin(counts: ThresholdCounts, keep: (index: number) => boolean): ThresholdCounts {
  const last = counts.thresholds.length - 1;
  if (last < 2) return counts;
  const kept = (_: number, index: number) => index === 0 || index === last || keep(index);
  return {
    falsePositives: counts.falsePositives.filter(kept),
    truePositives: counts.truePositives.filter(kept),
    thresholds: counts.thresholds.filter(kept),
  };
}

/** Whether the true positives change before or after a threshold; where not, only the false positives grow. */
export function changesTruePositives({ truePositives }: ThresholdCounts): (index: number) => boolean {
  return (i) => truePositives[i] !== truePositives[i - 1] || truePositives[i + 1] !== truePositives[i];
}

/** The same counts with a first threshold above every score, at which nothing is positive. */
export function fromNothing({ falsePositives, truePositives, thresholds }: ThresholdCounts): ThresholdCounts {
  return {
    falsePositives: after(0, falsePositives),
    truePositives: after(0, truePositives),
    thresholds: after(Number.POSITIVE_INFINITY, thresholds),
  };
}

function after(first: number, values: Float64Array): Float64Array {
  const all = new Float64Array(values.length + 1);
  all[0] = first;
  all.set(values, 1);
  return all;
}
