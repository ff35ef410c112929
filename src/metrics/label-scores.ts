import type { Label, LabelsLike } from '../data/index.js';
import { DataWarning, emitWarning, InvalidParameterError, showValue } from '../errors/index.js';
import { countByLabel, type LabelCounts } from './confusion-counts.js';
import type { Average, ClassScoreOptions, EachClassOptions } from './options.js';
import { chosenLabels, pairLabels, showLabels } from './paired-labels.js';
import { weightedMean } from './weighted-mean.js';
import { checkZeroDivision, divide, type UndefinedScore } from './zero-division.js';

/** The counts that a set-wise score divides, for the classes the average asks for. */
export interface SetCounts extends LabelCounts {
  readonly average: Average | null;
  /** All classes of yTrue and yPred, whatever was asked for. */
  readonly classes: readonly Label[];
}

/** Checks the options and counts: one place a class, or a single one for 'binary' and 'micro'. */
export function countSets(
  owner: string,
  yTrue: LabelsLike,
  yPred: LabelsLike,
  options: ClassScoreOptions | EachClassOptions,
): SetCounts {
  const average = options.average === undefined ? 'binary' : options.average;
  checkAverage(owner, average);
  checkZeroDivision(owner, options.zeroDivision ?? 'warn');
  const pairs = pairLabels(owner, yTrue, yPred, options);
  const { classes } = pairs;
  if (average === 'binary') {
    const positive = positiveClass(owner, classes, options.posLabel);
    return { ...countByLabel(pairs, [positive]), average, classes };
  }
  if (options.posLabel !== undefined && options.posLabel !== 1) {
    emitWarning(
      new DataWarning(
        `${owner}: posLabel is only used with average: 'binary', not with ${showValue(average)}. ` +
          'Say labels: [...] to look at some of the classes.',
      ),
    );
  }
  const labels = chosenLabels(owner, options.labels, classes) ?? classes;
  const counts = countByLabel(pairs, labels);
  return { ...(average === 'micro' ? addUp(counts) : counts), average, classes };
}

/** All classes counted together, as 'micro' does. */
export function addUp({ labels, hits, predicted, actual }: LabelCounts): LabelCounts {
  const sum = (counts: Float64Array) => Float64Array.of(counts.reduce((total, count) => total + count, 0));
  return { labels, hits: sum(hits), predicted: sum(predicted), actual: sum(actual) };
}

/** What a warning says of an undefined score of these counts. */
export function undefinedScore(
  owner: string,
  { labels, average }: SetCounts,
  score: string,
  lacking: string,
): UndefinedScore {
  return { owner, score, lacking, labels: average === 'micro' ? null : labels };
}

/** One number for all classes. Undefined scores (NaN) are left out; without any support all classes weigh the same. */
export function averageScores(
  scores: Float64Array,
  average: Average | null,
  support: ArrayLike<number>,
): number {
  const defined = Array.from(scores.keys()).filter((i) => !Number.isNaN(scores[i]));
  const kept = defined.map((i) => scores[i]!);
  const weights = average === 'weighted' ? defined.map((i) => support[i]!) : null;
  return weightedMean(kept, weights?.some((weight) => weight > 0) ? weights : null);
}

/** Precision, recall and F of each place of the counts; `told` names the scores that may warn. */
export function precisionRecallF(
  owner: string,
  counts: SetCounts,
  beta: number,
  zeroDivision: ClassScoreOptions['zeroDivision'] = 'warn',
  told: readonly ('precision' | 'recall' | 'fscore')[] = [],
): { precision: Float64Array; recall: Float64Array; fscore: Float64Array } {
  const { hits, predicted, actual } = counts;
  const tell = (score: 'precision' | 'recall' | 'fscore', lacking: string) =>
    told.includes(score) ? undefinedScore(owner, counts, score, lacking) : null;
  const precision = divide(hits, predicted, zeroDivision, tell('precision', 'predicted'));
  const recall = divide(hits, actual, zeroDivision, tell('recall', 'true'));
  if (beta === 0) return { precision, recall, fscore: precision.slice() };
  if (beta === Number.POSITIVE_INFINITY) return { precision, recall, fscore: recall.slice() };
  const square = beta * beta;
  const fscore = divide(
    hits.map((count) => (1 + square) * count),
    actual.map((count, i) => square * count + predicted[i]!),
    zeroDivision,
    tell('fscore', 'true or predicted'),
  );
  return { precision, recall, fscore };
}

/** The value of one score as its average asks for it: a number, or one a class. */
export function averaged(scores: Float64Array, { average, actual }: SetCounts): number | Float64Array {
  return average === null ? scores : averageScores(scores, average, actual);
}

/** Refuses a weight of recall that is negative or no number; Infinity is recall itself. */
export function checkBeta(owner: string, beta: number): void {
  if (typeof beta === 'number' && beta >= 0) return;
  throw new InvalidParameterError(
    owner,
    'beta',
    `The option 'beta' of ${owner} must be a number of at least 0. Got ${showValue(beta)}.`,
  );
}

function checkAverage(owner: string, average: unknown): void {
  if (average === null || ['binary', 'micro', 'macro', 'weighted'].includes(average as Average)) return;
  const hint =
    average === 'samples'
      ? " 'samples' is for targets with several labels a row, which are not supported."
      : '';
  throw new InvalidParameterError(
    owner,
    'average',
    `The option 'average' of ${owner} must be 'binary', 'micro', 'macro', 'weighted' or null. ` +
      `Got ${showValue(average)}.${hint}`,
  );
}

/** The class that average 'binary' looks at. */
function positiveClass(owner: string, classes: readonly Label[], posLabel: Label | undefined): Label {
  if (classes.length > 2) {
    throw new InvalidParameterError(
      owner,
      'average',
      `${owner}: there are ${classes.length} classes (${showLabels(classes)}), and average 'binary' is for two. ` +
        "Say average: 'micro', 'macro' or 'weighted', or null for one value a class.",
    );
  }
  const type = typeof classes[0];
  const positive = posLabel ?? (type === 'boolean' ? true : type === 'number' ? 1 : undefined);
  const possible = classes.length === 1 && typeof positive === type;
  if (positive !== undefined && (possible || classes.includes(positive))) return positive;
  throw new InvalidParameterError(
    owner,
    'posLabel',
    posLabel === undefined
      ? `${owner}: the labels are ${showLabels(classes)}, so say which one is positive, such as posLabel: ` +
          `${showValue(classes.at(-1))}, or another average than 'binary' (for a scorer: ` +
          'makeScorer(metric, { metricOptions: { posLabel } }), or one such as f1Macro).'
      : `${owner}: posLabel ${showValue(posLabel)} is none of the labels, which are ${showLabels(classes)}.`,
  );
}
