import type { BinaryScores, ColumnScores } from './labelled-rows.js';
import { weightedMean } from './weighted-mean.js';

/** How the scores of each class against the rest become one. */
export type RestAverage = 'micro' | 'macro' | 'weighted' | 'samples' | null;

/** A binary metric over several classes: each against the rest, then averaged as asked for. */
export function averageOverClasses(
  columns: ColumnScores,
  average: RestAverage,
  metric: (binary: BinaryScores) => number,
): number | Float64Array {
  const { classes, weights } = columns;
  if (average === 'micro') return metric(everyCell(columns));
  if (average === 'samples') {
    const rows = Float64Array.from(columns.truth, (_, i) => metric(oneRow(columns, i)));
    return weightedMean(rows, weights);
  }
  const support = supportOf(columns);
  if (average === 'weighted' && support.every((weight) => weight === 0)) return 0;
  const scores = Float64Array.from(classes, (_, code) => metric(oneClass(columns, code)));
  if (average === null) return scores;
  if (average === 'macro') return weightedMean(scores, null);
  return weightedMean(
    scores.map((score, code) => (support[code] === 0 ? 0 : score)),
    support,
  );
}

/** One class against the rest. */
function oneClass({ classes, truth, scores, weights }: ColumnScores, code: number): BinaryScores {
  return {
    positive: classes[code]!,
    negative: null,
    truth: Uint8Array.from(truth, (each) => (each === code ? 1 : 0)),
    scores: scores.column(code),
    weights,
  };
}

/** Every row and class as a row of its own, as 'micro' does. */
function everyCell({ classes, truth, scores, weights }: ColumnScores): BinaryScores {
  const width = classes.length;
  const cells = truth.length * width;
  return {
    positive: true,
    negative: false,
    truth: Uint8Array.from({ length: cells }, (_, p) => (truth[Math.floor(p / width)] === p % width ? 1 : 0)),
    scores: scores.data,
    weights: weights && Float64Array.from({ length: cells }, (_, p) => weights[Math.floor(p / width)]!),
  };
}

/** The classes of one row against its own class. */
function oneRow({ classes, truth, scores }: ColumnScores, row: number): BinaryScores {
  return {
    positive: classes[truth[row]!]!,
    negative: null,
    truth: Uint8Array.from(classes, (_, code) => (truth[row] === code ? 1 : 0)),
    scores: scores.row(row),
    weights: null,
  };
}

function supportOf({ classes, truth, weights }: ColumnScores): Float64Array {
  const support = new Float64Array(classes.length);
  for (let i = 0; i < truth.length; i++) support[truth[i]!]! += weights === null ? 1 : weights[i]!;
  return support;
}
