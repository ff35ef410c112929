import type { EncodedLabels, Label } from '../data/index.js';
import { custom, type Param } from './param-spec.js';

/** Weights of classes: 'balanced', a Map, pairs or an object from label to weight, or null for none. */
export type ClassWeight = 'balanced' | ReadonlyMap<Label, number> | Readonly<Record<string, number>> | null;

/** The declaration of a `classWeight` parameter. */
export function classWeightParam(extra: readonly string[] = []): Param<ClassWeight> {
  return custom({
    default: null,
    describe: `'balanced', ${extra.map((word) => `'${word}', `).join('')}a Map or object from label to weight, or null`,
    doc: "Weight of each class; 'balanced' makes every class count the same: n / (classes * count).",
    accepts: (value) =>
      value === null ||
      value === 'balanced' ||
      extra.includes(value as string) ||
      (typeof value === 'object' &&
        classWeightEntries(value as object).every(([, weight]) => isWeight(weight))),
  });
}

/**
 * The weight of each row: its own weight times that of its class; null when all are 1. 'balanced' counts the rows
 * of each class, or adds up their sample weights: scikit-learn's trees do the first, its linear models the second.
 */
export function rowWeights(
  classWeight: ClassWeight,
  y: EncodedLabels,
  sampleWeight: Float64Array | null,
  balancedBy: 'rows' | 'weights' = 'rows',
): Float64Array | null {
  if (classWeight === null) return sampleWeight;
  const perClass = classWeights(classWeight, y, balancedBy === 'weights' ? sampleWeight : null);
  return Float64Array.from(y.codes, (code, i) => perClass[code]! * (sampleWeight?.[i] ?? 1));
}

function classWeights(
  classWeight: Exclude<ClassWeight, null>,
  { classes, codes }: EncodedLabels,
  countedBy: Float64Array | null,
): Float64Array {
  if (classWeight === 'balanced') {
    const counts = new Float64Array(classes.length);
    for (let i = 0; i < codes.length; i++) counts[codes[i]!]! += countedBy?.[i] ?? 1;
    const total = counts.reduce((sum, count) => sum + count, 0);
    // A class whose rows all weigh nothing has no weight to share out.
    return counts.map((count) => (count === 0 ? 0 : total / (classes.length * count)));
  }
  const given = new Map(classWeightEntries(classWeight).map(([label, weight]) => [String(label), weight]));
  return Float64Array.from(classes, (label) => given.get(String(label)) ?? 1);
}

function classWeightEntries(weights: object): [Label, number][] {
  return weights instanceof Map ? [...weights] : Object.entries(weights);
}

function isWeight(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
