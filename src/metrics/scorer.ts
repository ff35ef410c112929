import { type DataLike, inspectCustom, type Label, type LabelsLike, type VectorLike } from '../data/index.js';
import { classResponse } from './class-response.js';
import type { ResponseMethod, Scorable } from './scorable.js';

/** What may be said to `score` beside X and y. */
export interface ScorerScoreOptions {
  /** Weight of each row, for metrics that take weights. */
  readonly sampleWeight?: VectorLike | undefined;
}

/** Scores fitted estimators on data, always so that larger is better. */
export interface Scorer {
  readonly name: string;
  /** Whether the metric itself is better when larger; where not, `score` is the metric with the sign flipped. */
  readonly greaterIsBetter: boolean;
  /** The score of a fitted estimator on X and y, the larger the better. */
  score(estimator: Scorable, X: DataLike, y: LabelsLike | VectorLike, options?: ScorerScoreOptions): number;
}

/** Options of {@link makeScorer}; `O` are those of the metric. */
export interface MakeScorerOptions<O> {
  /** By default the metric's name, with 'neg' before it where smaller is better. */
  readonly name?: string | undefined;
  /** false for losses and errors: the sign is flipped. */
  readonly greaterIsBetter?: boolean | undefined;
  /** What the metric reads: labels ('predict', the default), probabilities, or scores; of a list the first there is. */
  readonly responseMethod?: ResponseMethod | readonly ResponseMethod[] | undefined;
  /** Options for the metric. */
  readonly metricOptions?: O | undefined;
}

/**
 * Makes a scorer, for searches and cross-validation, from a metric.
 *
 * A metric that reads probabilities or scores gets, for two classes, the numbers of the positive class (`posLabel` of
 * `metricOptions`, else the larger class), for more one column a class; and `labels`, the classes of the classifier, so
 * that rows which lack a class are scored all the same.
 *
 * @param metric - a metric of pipefit, or a function `(yTrue, yPred, options) => number` of your own
 * @param options - `greaterIsBetter`: false for losses; `responseMethod`: 'predict' (default), 'predictProba',
 * 'decisionFunction' or a list to choose from; `metricOptions`: options for the metric; `name`
 * @returns a scorer; its scores are always better when larger
 *
 * @example
 * ```ts
 * import { fbetaScore, makeScorer } from 'pipefit';
 *
 * const recallFirst = makeScorer(fbetaScore, { name: 'f2', metricOptions: { beta: 2 } });
 * const always = { predict: () => [1, 1, 1] };
 * console.log(recallFirst.score(always, [[0], [1], [2]], [1, 0, 1]).toFixed(4)); // 0.9091
 * ```
 */
export function makeScorer<Y, P, O>(
  metric: (yTrue: Y, yPred: P, options: O) => number,
  options: MakeScorerOptions<NoInferred<O>> = {},
): Scorer {
  const { greaterIsBetter = true, responseMethod = 'predict', metricOptions } = options;
  const name = options.name ?? defaultName(metric.name, greaterIsBetter);
  const methods = typeof responseMethod === 'string' ? [responseMethod] : responseMethod;
  const posLabel = (metricOptions as { readonly posLabel?: Label } | undefined)?.posLabel;
  const sign = greaterIsBetter ? 1 : -1;
  return {
    name,
    greaterIsBetter,
    score(estimator, X, y, { sampleWeight } = {}) {
      const { response, labels } = classResponse(name, estimator, methods, X, posLabel);
      const given = {
        ...(labels !== null && { labels }),
        ...metricOptions,
        ...(sampleWeight !== undefined && { sampleWeight }),
      };
      return sign * metric(y as Y, response as P, given as O);
    },
    toString: () => `Scorer ${name}`,
    [inspectCustom]: () => `Scorer ${name}`,
  } as Scorer;
}

/** Keeps a type parameter from being inferred from this place (TypeScript 5.4 has NoInfer; 5.0 must do). */
export type NoInferred<T> = [T][T extends unknown ? 0 : never];

function defaultName(metric: string, greaterIsBetter: boolean): string {
  const name = metric || 'scorer';
  return greaterIsBetter ? name : `neg${name[0]!.toUpperCase()}${name.slice(1)}`;
}
