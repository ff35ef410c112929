import type { Estimator, FitOptions, TargetLike } from '../core/index.js';
import type { Table, VectorLike } from '../data/index.js';
import type { NamedScorer } from './scoring.js';
import type { Split } from './splitter.js';
import { takeValues } from './take-rows.js';

/** One part of the data with its companions. */
export interface Rows {
  readonly X: Table;
  readonly y: TargetLike | undefined;
  readonly sampleWeight: VectorLike | undefined;
}

/** What one fold trains on and is scored on. */
export interface Fold {
  readonly train: Rows;
  readonly test: Rows;
}

/** The rows of one split, taken once for all candidates that are fitted on it. */
export function takeFold(data: Rows, split: Split): Fold {
  const take = (indices: Int32Array): Rows => ({
    X: data.X.selectRows(indices),
    y: data.y === undefined ? undefined : takeValues(data.y, indices),
    sampleWeight: data.sampleWeight === undefined ? undefined : takeValues(data.sampleWeight, indices),
  });
  return { train: take(split.train), test: take(split.test) };
}

/** How a fold went. Times are in seconds. */
export interface FoldResult {
  /** One score a scorer, in their order. */
  readonly test: readonly number[];
  readonly train: readonly number[] | null;
  readonly fitTime: number;
  readonly scoreTime: number;
  readonly estimator: Estimator | null;
  /** What went wrong; the scores are then `errorScore`. */
  readonly error: unknown;
}

/** How folds are fitted and scored. */
export interface FoldOptions {
  readonly scorers: readonly NamedScorer[];
  readonly returnTrainScore: boolean;
  /** The score of a fold that fails, or 'raise' to let the error through. */
  readonly errorScore: number | 'raise';
  readonly fitOptions: FitOptions;
}

/**
 * Fits a clone on the training rows and scores it on the test rows. `prepare` makes the clone, so that parameters that
 * cannot be set fail like a fit that fails.
 */
export async function fitAndScore(
  fold: Fold,
  prepare: () => Estimator,
  options: FoldOptions,
): Promise<FoldResult> {
  const { scorers, errorScore, fitOptions } = options;
  const started = performance.now();
  let fitted = started;
  try {
    const estimator = prepare();
    const { X, y, sampleWeight } = fold.train;
    await estimator.fit(X, y, sampleWeight === undefined ? fitOptions : { ...fitOptions, sampleWeight });
    fitted = performance.now();
    const score = (rows: Rows) =>
      scorers.map((scorer) => scorer.score(estimator, rows.X, rows.y, rows.sampleWeight));
    const test = score(fold.test);
    const scored = performance.now();
    return {
      test,
      train: options.returnTrainScore ? score(fold.train) : null,
      fitTime: (fitted - started) / 1000,
      scoreTime: (scored - fitted) / 1000,
      estimator,
      error: null,
    };
  } catch (error) {
    if (errorScore === 'raise' || fitOptions.signal?.aborted) throw error;
    return failedFold({ ...options, errorScore }, (fitted - started) / 1000, error);
  }
}

/** The result of a fold that failed. */
export function failedFold(
  {
    scorers,
    returnTrainScore,
    errorScore,
  }: Omit<FoldOptions, 'fitOptions'> & { readonly errorScore: number },
  fitTime: number,
  error: unknown,
): FoldResult {
  const scores = scorers.map(() => errorScore);
  return {
    test: scores,
    train: returnTrainScore ? scores : null,
    fitTime,
    scoreTime: 0,
    estimator: null,
    error,
  };
}
