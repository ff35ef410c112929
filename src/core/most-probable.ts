import type { Label } from '../data/index.js';

/** The class that scores most in each row of `scores`, which has one column a class; the first wins a tie. */
export function mostProbable(classes: readonly Label[], scores: Float64Array): Label[] {
  const width = classes.length;
  const labels: Label[] = new Array(scores.length / width);
  for (let i = 0, from = 0; i < labels.length; i++, from += width) {
    let best = 0;
    for (let k = 1; k < width; k++) if (scores[from + k]! > scores[from + best]!) best = k;
    labels[i] = classes[best]!;
  }
  return labels;
}
