import type { Label, LabelsLike } from '../data/index.js';
import { InvalidDataError } from '../errors/index.js';
import { binaryScores, labelRows } from './labelled-rows.js';
import type { ScoredClassOptions } from './options.js';
import type { NoInferred } from './scorer.js';
import type { ScoresLike } from './scores-like.js';
import { rankedRows } from './threshold-counts.js';

/** Options of {@link metricAtThresholds}. */
export interface MetricAtThresholdsOptions<O> extends ScoredClassOptions {
  /** Options that are handed to the metric. */
  readonly metricOptions?: NoInferred<O> | undefined;
}

/** A metric at every threshold of a score. */
export interface ThresholdValues {
  /** The metric where rows with a score of at least the threshold are predicted as positive. */
  readonly values: Float64Array;
  /** The distinct scores, descending. */
  readonly thresholds: Float64Array;
}

/**
 * A metric of predicted labels at every threshold of a score, to choose the threshold by.
 *
 * @param yTrue - true labels of two classes
 * @param yScore - score of the positive class, the larger the more likely; or one column a class
 * @param metric - a metric of true and predicted labels, such as `f1Score`
 * @param options - `metricOptions`: options for the metric; `posLabel`: by default the larger of the two classes;
 * `labels`: both classes; `sampleWeight`: weight of each row, handed to the metric
 * @returns `values` and `thresholds`; O(n * distinct scores)
 *
 * @example
 * ```ts
 * import { accuracyScore, metricAtThresholds } from 'pipefit';
 *
 * const { values, thresholds } = metricAtThresholds([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8], accuracyScore);
 * console.log([...thresholds], [...values]); // [0.8, 0.4, 0.35, 0.1] [0.75, 0.5, 0.75, 0.5]
 * ```
 */
export function metricAtThresholds<O>(
  yTrue: LabelsLike,
  yScore: ScoresLike,
  metric: (yTrue: Label[], yPred: Label[], options: O) => number,
  options: MetricAtThresholdsOptions<O> = {},
): ThresholdValues {
  const owner = 'metricAtThresholds';
  const rows = labelRows(owner, yTrue, yScore, options);
  const { positive, negative, scores, weights } = binaryScores(owner, rows, options.posLabel);
  if (negative === null) {
    throw new InvalidDataError(
      `${owner}: yTrue must hold two classes, but has ${rows.classes.length}. Say labels with both of them.`,
    );
  }
  const order = rankedRows(scores, weights);
  const truth = Array.from(order, (i) => rows.truth[i]!);
  const ordered = Float64Array.from(order, (i) => scores[i]!);
  const sampleWeight = weights && Float64Array.from(order, (i) => weights[i]!);
  const metricOptions = { ...options.metricOptions, ...(sampleWeight && { sampleWeight }) } as O;
  const thresholds = ordered.filter((score, p) => score !== ordered[p - 1]);
  const values = thresholds.map((threshold) => {
    const guess = Array.from(ordered, (score) => (score >= threshold ? positive : negative));
    return metric(truth, guess, metricOptions);
  });
  return { values, thresholds };
}
