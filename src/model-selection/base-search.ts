import {
  BaseDelegator,
  type DeepParams,
  type Delegate,
  type Estimator,
  type FitContext,
  isEstimator,
  isTransformer,
  param,
  type RowStep,
  rowStepOf,
  type TagsOf,
  type TargetLike,
} from '../core/index.js';
import type { DataLike, LabelsLike, RowCells, Table } from '../data/index.js';
import { InvalidParameterError, showValue, UnsupportedError } from '../errors/index.js';
import { nJobsParam } from '../threads/index.js';
import type { CvLike } from './check-cv.js';
import { configure } from './configure.js';
import { splitsOf } from './cross-validate.js';
import {
  CvResults,
  type MetricResults,
  recordSearch,
  type SearchRecord,
  showCandidate,
} from './cv-results.js';
import { reportFailures } from './failures.js';
import { fitFolds } from './fit-folds.js';
import { progressBar } from './progress-bar.js';
import { type MetricNames, type NamedScorer, resolveScoring, type Scoring } from './scoring.js';

/** Which candidate to fit on all the data: the best (true), the best by a metric, the one a function picks, or none. */
export type Refit<C extends object, M extends string> = boolean | M | ((results: CvResults<C, M>) => number);

/** Options that searches share. */
export interface SearchOptions<C extends object, S extends Scoring | null> {
  /** How to score: a name such as 'accuracy', a scorer, a function, or several; the estimator's own score by default. */
  readonly scoring?: S;
  /** Number of folds (5; stratified and in order for classifiers), a splitter, or splits. */
  readonly cv?: CvLike;
  /** Which candidate is fitted on all the data (true: the best one; with several metrics, name one). */
  readonly refit?: Refit<C, MetricNames<S>>;
  /** Score of a fold that fails (NaN, with a warning that names the parameters), or 'raise'. */
  readonly errorScore?: number | 'raise';
  /** Score the training rows too. */
  readonly returnTrainScore?: boolean;
  /** Draw a bar while fitting, where standard error is a terminal. */
  readonly showProgress?: boolean;
  /** How many threads fit candidates at a time (1); -1 for all cores. The results are the same for any number. */
  readonly nJobs?: number | null;
}

export const searchParams = {
  estimator: {
    ...param.custom<Estimator>({
      describe: 'an estimator',
      doc: 'What the parameters are searched for; it is cloned for each fit.',
      accepts: isEstimator,
    }),
    holds: 'estimator',
  },
  scoring: param.custom<Scoring | null>({
    default: null,
    describe: 'a scorer name, a scorer, a function, a list of names, or an object of these, or null',
    doc: "How candidates are scored; null is the estimator's own score.",
    accepts: (value) => value === null || ['string', 'function', 'object'].includes(typeof value),
  }),
  cv: param.custom<CvLike>({
    default: null,
    describe: 'a number of folds, a splitter, a list of splits, or null',
    doc: 'How the data are split; null is 5 folds.',
    accepts: isCv,
  }),
  refit: param.custom<boolean | string | ((results: CvResults) => number)>({
    default: true,
    describe: 'true, false, the name of a metric or a function',
    doc: 'Which candidate is fitted on all the data.',
    accepts: (value) => ['boolean', 'string', 'function'].includes(typeof value),
  }),
  errorScore: param.custom<number | 'raise'>({
    default: Number.NaN,
    describe: "a number or 'raise'",
    doc: 'Score of a fold that fails.',
    accepts: (value) => typeof value === 'number' || value === 'raise',
  }),
  returnTrainScore: param.boolean({ default: false, doc: 'Score the training rows too.' }),
  showProgress: param.boolean({
    default: true,
    doc: 'Draw a bar while fitting, where standard error is a terminal.',
  }),
  nJobs: nJobsParam,
} satisfies param.ParamSpec;

/** Whether a value is a grid as people write it: an object of its own making, a Map, or a list of these. */
export function isGrid(value: unknown): boolean {
  return Array.isArray(value) ? value.every(isOneGrid) : isOneGrid(value);
}

function isOneGrid(value: unknown): boolean {
  if (value instanceof Map) return true;
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function isCv(value: unknown): boolean {
  if (value === null || typeof value === 'number') return true;
  return typeof value === 'object' && ('split' in value || Symbol.iterator in value);
}

/** The parameters that searches share. */
export type SearchParams = param.ParamsOf<typeof searchParams>;

interface SearchState<E, C extends object, M extends string> {
  readonly record: SearchRecord<C, M>;
  readonly nSplits: number;
  readonly metrics: readonly string[];
  readonly best: {
    readonly index: number;
    /** Mean test score, or null when a function chose. */
    readonly score: number | null;
    readonly estimator: E;
    /** Seconds to fit the best candidate on all the data. */
    readonly refitTime: number;
  } | null;
}

/**
 * The base of searches: splitting, fitting, scoring, ranking and refitting are here; a subclass says in `candidates` what is tried.
 *
 * @typeParam E - the estimator searched
 * @typeParam C - a candidate's parameters
 * @typeParam S - the scoring, which tells the names of the metrics
 */
export abstract class BaseSearch<
  P extends SearchParams,
  E extends Estimator,
  C extends object,
  S extends Scoring | null,
> extends BaseDelegator<
  P,
  SearchState<E, C, MetricNames<S>>,
  E,
  P & { readonly [K in keyof DeepParams<E> & string as `estimator__${K}`]: DeepParams<E>[K] }
> {
  override get tags(): TagsOf<E> {
    const estimator = this.params.estimator as Estimator | undefined;
    const tags = estimator === undefined ? {} : { ...estimator.tags, noTransform: !isTransformer(estimator) };
    return { ...tags, unchecked: true } as TagsOf<E>;
  }

  /** Scores of all candidates; prints as a table. */
  get cvResults(): CvResults<C, MetricNames<S>> {
    return new CvResults(this.fitted.record);
  }

  /** The best candidate, fitted on all the data. */
  get bestEstimator(): E {
    return this.best('bestEstimator').estimator;
  }

  /** The parameters of the best candidate. */
  get bestParams(): C {
    return this.fitted.record.params[this.bestIndex]!;
  }

  /** Mean test score of the best candidate. */
  get bestScore(): number {
    const { score } = this.best('bestScore');
    if (score !== null) return score;
    throw new UnsupportedError(
      `This ${this.name} has no bestScore: the function given as refit chose by its own rule.`,
    );
  }

  /** Position of the best candidate in `cvResults`. */
  get bestIndex(): number {
    return this.best('bestIndex').index;
  }

  /** Number of splits that each candidate was fitted on. */
  get nSplits(): number {
    return this.fitted.nSplits;
  }

  /** Seconds it took to fit the best candidate on all the data. */
  get refitTime(): number {
    return this.best('refitTime').refitTime;
  }

  /** Names of the metrics. */
  get metrics(): readonly string[] {
    return this.fitted.metrics;
  }

  /** Names of the columns that `transform` gives. */
  featureNamesOut(): readonly string[] {
    return this.methodOf(this.fittedDelegate(), 'featureNamesOut')() as readonly string[];
  }

  /** `fit`, and the best candidate's `transform` of the same data. */
  async fitTransform(X: DataLike, y?: TargetLike, options?: object): Promise<Table> {
    await super.fit(X, y as never, options);
    return this.call('transform', X) as Table;
  }

  /** The parameters to try, each with the same keys as in the grid it comes from. */
  protected abstract candidates(): Iterable<C>;

  protected override get delegate(): Delegate | null {
    return this.params.estimator ?? null;
  }

  protected override fittedDelegate(): Delegate {
    return this.best('prediction').estimator;
  }

  protected override rowStep(input: RowCells): RowStep | null {
    const { best } = this.fitted;
    return best && rowStepOf(best.estimator, input);
  }

  protected override async learn(
    X: Table,
    y: TargetLike | undefined,
    context: FitContext<P>,
  ): Promise<SearchState<E, C, MetricNames<S>>> {
    const { estimator, scoring, cv, refit, errorScore, returnTrainScore, nJobs } = context.params;
    const scorers = resolveScoring(scoring, this.name);
    checkRefit(this.name, refit, scorers);
    const candidates = [...this.candidates()];
    const splits = splitsOf(X, y, context.options.groups as LabelsLike | undefined, cv, estimator);
    const { signal, onWarning, sampleWeight, validation } = context.options;
    const bar = context.params.showProgress ? progressBar() : null;
    const total = candidates.length * splits.length;
    const where = (k: number, c: number) => `${showCandidate(candidates[c]!)} (fold ${k})`;
    let done = 0;
    const results = await fitFolds({
      owner: this.name,
      estimator,
      candidates,
      data: { X, y, sampleWeight },
      splits,
      scoring,
      returnTrainScore,
      errorScore,
      keepEstimators: false,
      fitOptions: { signal, onWarning, ...(validation === undefined ? {} : { validation }) },
      nJobs,
      onDone: (_, k, c) => {
        const progress = { stage: this.name, done: ++done, total, message: where(k, c) };
        bar?.show(progress);
        context.options.onProgress?.(progress);
      },
    }).finally(() => bar?.end());
    const width = candidates.length;
    const failures = results.flatMap(({ error }, i) =>
      error === null ? [] : [{ where: where(Math.floor(i / width), i % width), error }],
    );
    const folds = candidates.map((_, c) => splits.map((_, k) => results[k * width + c]!));
    reportFailures(this.name, failures, total, errorScore, (warning) => context.warn(warning));
    const names = scorers.map(({ name }) => name);
    const record = recordSearch<C, MetricNames<S>>(candidates, names, folds);
    const state = { record, nSplits: splits.length, metrics: names };
    if (refit === false) return { ...state, best: null };
    const index = chooseBest(this.name, refit, new CvResults(record) as unknown as CvResults);
    const started = performance.now();
    const best = configure(estimator, candidates[index]!) as E;
    await best.fit(X, y, {
      ...context.optionsFor(best),
      ...(validation === undefined ? {} : { validation }),
      onProgress: undefined,
    });
    const score =
      typeof refit === 'function'
        ? null
        : metricOf(new CvResults(record) as unknown as CvResults, refit).mean[index]!;
    return {
      ...state,
      best: { index, score, estimator: best, refitTime: (performance.now() - started) / 1000 },
    };
  }

  private best(wanted: string): NonNullable<SearchState<E, C, MetricNames<S>>['best']> {
    const { best } = this.fitted;
    if (best !== null) return best;
    throw new UnsupportedError(
      `This ${this.name} has no ${wanted}: it was told not to refit. Set refit to choose a candidate.`,
    );
  }
}

function checkRefit(owner: string, refit: SearchParams['refit'], scorers: readonly NamedScorer[]): void {
  const names = scorers.map(({ name }) => name);
  const isKnown = typeof refit === 'string' ? names.includes(refit) : refit !== true || names.length === 1;
  if (isKnown) return;
  throw new InvalidParameterError(
    owner,
    'refit',
    `${owner}: with the metrics ${names.map(showValue).join(', ')}, refit must be one of them, a function, or false. Got ${showValue(refit)}.`,
  );
}

function metricOf(results: CvResults, refit: string | true): MetricResults {
  return refit === true ? Object.values(results.test)[0]! : results.test[refit]!;
}

function chooseBest(
  owner: string,
  refit: Exclude<SearchParams['refit'], boolean> | true,
  results: CvResults,
): number {
  if (typeof refit !== 'function') {
    const { rank } = metricOf(results, refit);
    return rank.indexOf(rank.reduce((least, own) => Math.min(least, own)));
  }
  const index: unknown = refit(results);
  if (Number.isInteger(index) && (index as number) >= 0 && (index as number) < results.params.length)
    return index as number;
  throw new InvalidParameterError(
    owner,
    'refit',
    `${owner}: the function given as refit must return the position of a candidate, from 0 to ${results.params.length - 1}. Got ${showValue(index)}.`,
  );
}
