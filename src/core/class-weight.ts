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

/** The weight of each row: its own weight times that of its class; null when all are 1. */
export function rowWeights(
  classWeight: ClassWeight,
  y: EncodedLabels,
  sampleWeight: Float64Array | null,
): Float64Array | null {
  if (classWeight === null) return sampleWeight;
  const perClass = classWeights(classWeight, y);
  return Float64Array.from(y.codes, (code, i) => perClass[code]! * (sampleWeight?.[i] ?? 1));
}

function classWeights(classWeight: Exclude<ClassWeight, null>, y: EncodedLabels): Float64Array {
  const weights = new Float64Array(y.classes.length).fill(1);
  if (classWeight === 'balanced') {
    const counts = new Float64Array(y.classes.length);
    for (const code of y.codes) counts[code]!++;
    return weights.map((_, code) => y.codes.length / (y.classes.length * counts[code]!));
  }
  const given = new Map(classWeightEntries(classWeight).map(([label, weight]) => [String(label), weight]));
  return weights.map((one, code) => given.get(String(y.classes[code])) ?? one);
}

function classWeightEntries(weights: object): [Label, number][] {
  return weights instanceof Map ? [...weights] : Object.entries(weights);
}

function isWeight(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
