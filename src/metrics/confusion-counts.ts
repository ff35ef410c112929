import type { Label } from '../data/index.js';
import { type AlignedLabels, codesOf, type PairedLabels } from './paired-labels.js';

/** What precision and recall are made of: weights of rows, by label. */
export interface LabelCounts {
  readonly labels: readonly Label[];
  /** Rows of the label that were predicted as it. */
  readonly hits: Float64Array;
  /** Rows predicted as the label. */
  readonly predicted: Float64Array;
  /** Rows of the label. */
  readonly actual: Float64Array;
}

/** Counts of hits, predictions and rows for each of the labels. O(rows + labels). */
export function countByLabel(pairs: PairedLabels, labels: readonly Label[] = pairs.classes): LabelCounts {
  const { classes, truth, guess, weights } = pairs;
  const hits = new Float64Array(classes.length);
  const predicted = new Float64Array(classes.length);
  const actual = new Float64Array(classes.length);
  for (let i = 0; i < truth.length; i++) {
    const weight = weights === null ? 1 : weights[i]!;
    const t = truth[i]!;
    const g = guess[i]!;
    actual[t]! += weight;
    predicted[g]! += weight;
    if (t === g) hits[t]! += weight;
  }
  if (labels === classes) return { labels, hits, predicted, actual };
  const places = codesOf(labels, classes);
  const pick = (counts: Float64Array) =>
    Float64Array.from(places, (place) => (place < 0 ? 0 : counts[place]!));
  return { labels, hits: pick(hits), predicted: pick(predicted), actual: pick(actual) };
}

/** Weight of the rows of each true label (rows) and predicted label (columns); other labels are left out. */
export function confusionCounts(pairs: PairedLabels, labels: readonly Label[] = pairs.classes): Float64Array {
  const { classes, truth, guess, weights } = pairs;
  const place = codesOf(classes, labels);
  const k = labels.length;
  const counts = new Float64Array(k * k);
  for (let i = 0; i < truth.length; i++) {
    const row = place[truth[i]!]!;
    const column = place[guess[i]!]!;
    if (row >= 0 && column >= 0) counts[row * k + column]! += weights === null ? 1 : weights[i]!;
  }
  return counts;
}

/** Weight of the rows whose labels agree, and of all rows. */
export function countHits({ truth, guess, weights }: AlignedLabels): { hits: number; total: number } {
  let hits = 0;
  let total = 0;
  for (let i = 0; i < truth.length; i++) {
    const weight = weights === null ? 1 : weights[i]!;
    total += weight;
    if (truth[i] === guess[i]) hits += weight;
  }
  return { hits, total };
}

/** Sums of the rows and of the columns of a square table. */
export function marginsOf(table: Float64Array, size: number): { rows: Float64Array; columns: Float64Array } {
  const rows = new Float64Array(size);
  const columns = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      rows[i]! += table[i * size + j]!;
      columns[j]! += table[i * size + j]!;
    }
  }
  return { rows, columns };
}
