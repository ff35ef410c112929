import type { DataLike, LabelsLike, VectorLike } from '../data/index.js';
import type { PipefitWarning } from '../errors/index.js';

/** Every form in which y may be given: class labels, numbers, or a table with one target a column. */
export type TargetLike = LabelsLike | VectorLike | DataLike;

/** y where it may be left out. */
// biome-ignore lint/suspicious/noConfusingVoidType: a parameter of a type with void may be left out of a call, one of undefined may not.
export type OptionalTarget = TargetLike | undefined | void;

/** How far a fit has come. */
export interface Progress {
  /** What is being done, such as 'GridSearchCV' or 'RandomForestClassifier'. */
  readonly stage: string;
  /** Units of work that are done. */
  readonly done: number;
  /** Units of work in all, where that is known. */
  readonly total: number | null;
  /** What the last unit was, in words. */
  readonly message: string;
}

/** What may be said to `fit` beside X and y. */
export interface FitOptions {
  /** Weight of each row; a weight of k counts as k copies of the row. */
  readonly sampleWeight?: VectorLike | undefined;
  /** Group of each row, for splitters that keep groups together. */
  readonly groups?: LabelsLike | undefined;
  /** Held-out X and y for early stopping; a pipeline sends X through its transformers. */
  readonly validation?: readonly [X: DataLike, y: TargetLike] | undefined;
  /** Cancels the fit: the promise rejects with the signal's reason, the estimator stays as it was. */
  readonly signal?: AbortSignal | undefined;
  /** Called as the work goes on. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** Called with each warning; without it warnings go to `process.on('warning')` or to the console. */
  readonly onWarning?: ((warning: PipefitWarning) => void) | undefined;
}

/** What may be said to `score` beside X and y. */
export interface ScoreOptions {
  readonly sampleWeight?: VectorLike | undefined;
}
