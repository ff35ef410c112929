import type { Estimator, FitOptions, TargetLike } from '../core/index.js';
import { asTable, type DataLike, type LabelsLike, type Table, type VectorLike } from '../data/index.js';
import { emitWarning } from '../errors/index.js';
import { checkNJobs } from '../threads/index.js';
import { type CvLike, checkCv } from './check-cv.js';
import { reportFailures } from './failures.js';
import { fitFolds } from './fit-folds.js';
import { type MetricNames, resolveScoring, type Scoring } from './scoring.js';
import type { Split } from './splitter.js';

/** Options of cross-validation. */
export interface CrossValidateOptions<S extends Scoring | null = Scoring | null>
  extends Omit<FitOptions, 'validation'> {
  /** How to score: a name such as 'accuracy', a scorer, a function, or several; the estimator's own score by default. */
  readonly scoring?: S;
  /** Number of folds (5; stratified and in order for classifiers), a splitter, or splits. */
  readonly cv?: CvLike;
  /** Score the training rows too. */
  readonly returnTrainScore?: boolean;
  /** Keep the fitted estimator of each fold. */
  readonly returnEstimator?: boolean;
  /** Keep the row indices of each fold. */
  readonly returnIndices?: boolean;
  /** Score of a fold that fails (NaN, with a warning), or 'raise'. */
  readonly errorScore?: number | 'raise';
  /** How many threads fit folds at a time (1); -1 for all cores. The scores are the same for any number. */
  readonly nJobs?: number | null;
}

/** Results of a cross-validation, one value a fold. */
export interface CrossValidation<M extends string, E extends Estimator> {
  /** Seconds to fit. */
  readonly fitTime: Float64Array;
  /** Seconds to score the test rows. */
  readonly scoreTime: Float64Array;
  /** Scores on the test rows, by metric: `test.score` where there is one. */
  readonly test: Readonly<Record<M, Float64Array>>;
  /** Scores on the training rows with `returnTrainScore`, else null. */
  readonly train: Readonly<Record<M, Float64Array>> | null;
  /** Fitted estimators with `returnEstimator`, else null; null in the place of a fold that failed. */
  readonly estimators: readonly (E | null)[] | null;
  /** Row indices with `returnIndices`, else null. */
  readonly indices: readonly Split[] | null;
}

/**
 * Fits clones of an estimator on parts of the data and scores each on the rows it has not seen.
 *
 * @param estimator - is cloned for each fold and stays as it is
 * @param X - rows x columns
 * @param y - one target a row
 * @param options - `scoring`, `cv` (5), `groups`, `sampleWeight` (for fitting and scoring), `returnTrainScore`,
 * `returnEstimator`, `returnIndices`, `errorScore` (NaN), `nJobs` (1), `signal`, `onProgress`, `onWarning`
 * @returns times and scores, one value a fold
 * @throws FitFailedError when every fold fails; the signal's reason when cancelled
 *
 * @example
 * ```ts
 * import { crossValidate, DummyRegressor } from 'pipefit';
 *
 * const X = [[1], [2], [3], [4], [5], [6]];
 * const y = [1, 2, 3, 4, 5, 6];
 * const result = await crossValidate(new DummyRegressor(), X, y, { cv: 3, scoring: ['r2', 'negMeanAbsoluteError'] });
 * console.log(result.test.negMeanAbsoluteError); // [-3, -0.5, -3]
 * ```
 */
export async function crossValidate<E extends Estimator, const S extends Scoring | null = null>(
  estimator: E,
  X: DataLike,
  y?: TargetLike,
  options: CrossValidateOptions<S> = {},
): Promise<CrossValidation<MetricNames<S>, E>> {
  const owner = 'crossValidate';
  const { returnTrainScore = false, errorScore = Number.NaN, onProgress, onWarning, signal, nJobs } = options;
  checkNJobs(owner, nJobs);
  const names = resolveScoring(options.scoring, owner).map(({ name }) => name);
  const table = asTable(X, owner);
  const splits = splitsOf(table, y, options.groups, options.cv, estimator);
  let done = 0;
  const results = await fitFolds({
    owner,
    estimator,
    candidates: [null],
    data: { X: table, y, sampleWeight: options.sampleWeight },
    splits,
    scoring: options.scoring,
    returnTrainScore,
    errorScore,
    keepEstimators: options.returnEstimator ?? false,
    fitOptions: { signal, onWarning },
    nJobs,
    onDone: (_, k) =>
      onProgress?.({ stage: owner, done: ++done, total: splits.length, message: `fold ${k}` }),
  });
  const failures = results.flatMap(({ error }, k) => (error === null ? [] : [{ where: `fold ${k}`, error }]));
  reportFailures(owner, failures, splits.length, errorScore, onWarning ?? emitWarning);
  return {
    fitTime: Float64Array.from(results, ({ fitTime }) => fitTime),
    scoreTime: Float64Array.from(results, ({ scoreTime }) => scoreTime),
    test: scoresByName(
      names,
      results.map(({ test }) => test),
    ),
    train: returnTrainScore
      ? scoresByName(
          names,
          results.map(({ train }) => train!),
        )
      : null,
    estimators: options.returnEstimator ? results.map((result) => result.estimator as E | null) : null,
    indices: options.returnIndices ? splits : null,
  };
}

/** The splits of the data, all of them. */
export function splitsOf(
  X: Table,
  y: TargetLike | undefined,
  groups: LabelsLike | undefined,
  cv: CvLike | undefined,
  estimator: Estimator,
): readonly Split[] {
  const splitter = checkCv(cv ?? null, y, estimator.kind === 'classifier');
  return [...splitter.split(X, y as LabelsLike | VectorLike | undefined, groups)];
}

/** One array a metric out of one list a fold; metric names come from users, so the object has no prototype. */
export function scoresByName<M extends string>(
  names: readonly string[],
  folds: readonly (readonly number[])[],
): Readonly<Record<M, Float64Array>> {
  const scores: Record<string, Float64Array> = Object.create(null);
  names.forEach((name, m) => {
    scores[name] = Float64Array.from(folds, (fold) => fold[m]!);
  });
  return scores as Record<M, Float64Array>;
}
