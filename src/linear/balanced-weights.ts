import type { EncodedLabels, Label } from '../data/index.js';

/**
 * The weight of each class that makes all count the same, where a row counts by its sample weight: so a weight
 * of 2 and two copies of a row give one model. A class whose rows all weigh nothing gets 0.
 */
export function balancedWeights(
  { classes, codes }: EncodedLabels,
  sampleWeight: Float64Array | null,
): ReadonlyMap<Label, number> {
  const counts = new Float64Array(classes.length);
  for (let i = 0; i < codes.length; i++) counts[codes[i]!]! += sampleWeight?.[i] ?? 1;
  const total = counts.reduce((sum, count) => sum + count, 0);
  return new Map(
    classes.map((label, code) => {
      const count = counts[code]!;
      return [label, count === 0 ? 0 : total / (classes.length * count)];
    }),
  );
}
