import type { LabelsLike } from '../data/index.js';
import { emitWarning, InvalidParameterError, showValue, UndefinedMetricWarning } from '../errors/index.js';
import { confusionCounts, marginsOf } from './confusion-counts.js';
import type { WeightOptions } from './options.js';
import { chosenLabels, pairLabels } from './paired-labels.js';

/** Options of {@link cohenKappaScore}. */
export interface CohenKappaOptions extends WeightOptions {
  /** The classes to look at; rows with another label on either side are left out. */
  readonly labels?: LabelsLike | undefined;
  /** How much a disagreement costs by the distance of the classes; by default all cost the same. */
  readonly weights?: 'linear' | 'quadratic' | null | undefined;
  /** The value where agreement by chance is certain, NaN by default. */
  readonly replaceUndefinedBy?: number | undefined;
}

/**
 * Agreement of two annotators beyond what chance explains.
 *
 * Source: Cohen, "A coefficient of agreement for nominal scales" (1960).
 *
 * @param y1 - labels of one annotator
 * @param y2 - labels of the other, row for row
 * @param options - `labels`; `weights`: null, 'linear' or 'quadratic'; `sampleWeight`; `replaceUndefinedBy` (NaN)
 * @returns 1 for full agreement, 0 for agreement by chance; O(n + classes²)
 *
 * @example
 * ```ts
 * import { cohenKappaScore } from 'pipefit';
 *
 * console.log(cohenKappaScore(['no', 'yes', 'yes', 'no'], ['no', 'yes', 'no', 'no'])); // 0.5
 * ```
 */
export function cohenKappaScore(y1: LabelsLike, y2: LabelsLike, options: CohenKappaOptions = {}): number {
  const owner = 'cohenKappaScore';
  const pairs = pairLabels(owner, y1, y2, options, ['y1', 'y2']);
  const labels = chosenLabels(owner, options.labels, pairs.classes) ?? pairs.classes;
  const size = labels.length;
  const counts = confusionCounts(pairs, labels);
  const { rows, columns } = marginsOf(counts, size);
  const total = rows.reduce((sum, count) => sum + count, 0);
  const cost = costOf(owner, options.weights ?? null);
  let seen = 0;
  let byChance = 0;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      seen += cost(i, j) * counts[i * size + j]!;
      byChance += (cost(i, j) * rows[i]! * columns[j]!) / total;
    }
  }
  if (total > 0 && byChance !== 0) return 1 - seen / byChance;
  const value = options.replaceUndefinedBy ?? Number.NaN;
  const reason = total > 0 ? 'y1 and y2 have one label only' : 'no row has its two labels among labels';
  emitWarning(
    new UndefinedMetricWarning(
      `${owner} is undefined, because ${reason}. It is set to ${value}; replaceUndefinedBy says another value.`,
    ),
  );
  return value;
}

function costOf(owner: string, weights: unknown): (i: number, j: number) => number {
  if (weights === null) return (i, j) => (i === j ? 0 : 1);
  if (weights === 'linear') return (i, j) => Math.abs(i - j);
  if (weights === 'quadratic') return (i, j) => (i - j) ** 2;
  throw new InvalidParameterError(
    owner,
    'weights',
    `The option 'weights' of ${owner} must be 'linear', 'quadratic' or null. Got ${showValue(weights)}.`,
  );
}
