import type { DataLike, Matrix, RowLike } from '../data/index.js';
import type { Tags } from './tags.js';

/** Tags of a regressor that learns several targets at once. */
export type MultiOutputTags = Tags & { readonly multiOutput: true };

/** Estimators with these tags. */
interface LearnsSeveral {
  readonly tags: { readonly multiOutput: true };
}

/** The tags of something that hands y on to another estimator. */
export type TagsOf<E> = E extends LearnsSeveral ? MultiOutputTags : Tags;

/** What an estimator takes as y when there are several targets: a table, or a sentence where it takes one only. */
export type TargetsOf<E> = E extends LearnsSeveral
  ? DataLike
  : 'this learns one target: y must have one value a row';

/** What a regressor answers when it has learnt several targets. */
interface SeveralAnswers {
  /** One row for each row of X, with one column a target. */
  predict(X: DataLike): Matrix;
  /** The predictions for a single row: an array of numbers or a row object. */
  predictOne(row: RowLike): Float64Array;
  readonly oobPrediction: Matrix | null;
}

/**
 * An estimator that was fitted to a table as y: what it predicts has one column a target. A table of a single column
 * counts as a vector, so that the predictions are a `Float64Array` after all.
 */
export type MultiOutput<E> = {
  readonly [K in keyof E]: K extends keyof SeveralAnswers
    ? SeveralAnswers[K]
    : K extends 'estimators' | 'bestEstimator' | 'named'
      ? Inner<E[K]>
      : E[K];
};

/** The estimators inside such an estimator. */
type Inner<T> = T extends LearnsSeveral
  ? MultiOutput<T>
  : T extends readonly (infer Each)[]
    ? readonly MultiOutput<Each>[]
    : { readonly [K in keyof T]: T[K] extends LearnsSeveral ? MultiOutput<T[K]> : T[K] };
