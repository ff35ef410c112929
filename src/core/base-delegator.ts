import { type DataLike, type Label, Matrix, type RowLike, type Table } from '../data/index.js';
import { UnsupportedError } from '../errors/index.js';
import { BaseEstimator } from './base-estimator.js';
import type { AnyPrediction, Delegate, Gate, KindOf, Result, TargetOf } from './delegation.js';
import type { FitOptions, ScoreOptions, TargetLike } from './fit-options.js';
import type { FitPromise } from './fit-promise.js';
import type { MultiOutput, TargetsOf } from './multi-output.js';

/**
 * The base of estimators that hand calls on to another one: a pipeline to its last step, a search to its best
 * estimator. They have exactly the methods the other has: calling one it lacks does not compile, and where the
 * compiler cannot know, it is an UnsupportedError.
 *
 * @typeParam E - the estimator that calls are handed to
 */
export abstract class BaseDelegator<
  P extends object,
  S extends object,
  E,
  Deep extends object = P,
> extends BaseEstimator<P, S, Table, Deep> {
  override get kind(): KindOf<E> {
    return (this.delegate?.kind ?? 'transformer') as KindOf<E>;
  }

  /** The labels seen by `fit`, in order, of a classifier. */
  get classes(): readonly Label[] {
    const { classes } = this.fittedDelegate();
    if (classes === undefined)
      throw new UnsupportedError(`This ${this.name} has no classes: it is no classifier.`);
    return classes;
  }

  override fit(X: DataLike, y: TargetOf<E>, options?: FitOptions): FitPromise<this>;
  /** Learns from X and a table with one target a column. */
  override fit(X: DataLike, y: TargetsOf<E>, options?: FitOptions): FitPromise<MultiOutput<this>>;
  override fit(X: DataLike, y: TargetOf<E> | TargetsOf<E>, options?: FitOptions) {
    return super.fit(X, y as TargetLike | undefined, options) as FitPromise<never>;
  }

  /** One prediction for each row of X. */
  predict(
    X: Gate<E, 'predict', DataLike, 'this has no predict, because it ends in a transformer: call transform'>,
  ): Result<E, 'predict', AnyPrediction> {
    const alone = this.predictAlone(X as DataLike) ?? this.call('predict', X as DataLike);
    return alone as Result<E, 'predict', AnyPrediction>;
  }

  /** The prediction for a single row: an array of cells or a row object. */
  predictOne(
    row: Gate<
      E,
      'predict',
      RowLike,
      'this has no predictOne, because it ends in a transformer: call transform'
    >,
  ): Result<E, 'predictOne', number | Label> {
    const alone = this.rowPath()?.predict(row);
    if (alone !== undefined) return alone as Result<E, 'predictOne', number | Label>;
    const predicted = this.call('predict', [row as RowLike]) as AnyPrediction;
    const prediction = predicted instanceof Matrix ? predicted.row(0) : predicted[0];
    return prediction as Result<E, 'predictOne', number | Label>;
  }

  /** The probability of each class (columns, as in `classes`) for each row of X. */
  predictProba(
    X: Gate<E, 'predictProba', DataLike, 'this has no predictProba: its predictor gives none'>,
  ): Matrix {
    return this.call('predictProba', X as DataLike) as Matrix;
  }

  /** The probability of each class, as in `classes`, for a single row: an array of cells or a row object. */
  predictProbaOne(
    row: Gate<
      E,
      'predictProba',
      RowLike,
      'this has no predictProbaOne: its predictor gives no probabilities'
    >,
  ): Float64Array {
    const probabilities = this.rowPath()?.probabilities(row);
    return probabilities ?? (this.call('predictProba', [row as RowLike]) as Matrix).row(0).slice();
  }

  /** The logarithms of `predictProba`. */
  predictLogProba(
    X: Gate<E, 'predictLogProba', DataLike, 'this has no predictLogProba: its predictor gives none'>,
  ): Matrix {
    return this.call('predictLogProba', X as DataLike) as Matrix;
  }

  /** Signed distances from the decision boundaries, one column a class where there are more than two. */
  decisionFunction(
    X: Gate<E, 'decisionFunction', DataLike, 'this has no decisionFunction: its predictor gives none'>,
  ): Float64Array | Matrix {
    return this.call('decisionFunction', X as DataLike) as Float64Array | Matrix;
  }

  /** X transformed: one row for each row of X. */
  transform(
    X: Gate<E, 'transform', DataLike, 'this has no transform, because it ends in a predictor: call predict'>,
  ): Result<E, 'transform', Table> {
    return this.call('transform', X as DataLike) as Result<E, 'transform', Table>;
  }

  /** Accuracy of a classifier, R2 of a regressor. */
  score(
    X: Gate<E, 'score', DataLike, 'this has no score, because it ends in a transformer'>,
    y: TargetOf<E> | TargetsOf<E>,
    options: ScoreOptions = {},
  ): number {
    return this.call('score', X as DataLike, y, options) as number;
  }

  /** The estimator that calls are handed to, as it stands in the parameters; null for 'passthrough'. */
  protected abstract get delegate(): Delegate | null;

  /** The fitted estimator that calls are handed to. */
  protected abstract fittedDelegate(): Delegate;

  /** X as the fitted estimator takes it. */
  protected through(X: DataLike): Table {
    return this.input(X);
  }

  /** What the fitted estimator answers. */
  protected call(method: keyof Delegate, X: DataLike, ...rest: unknown[]): unknown {
    const call = this.methodOf(this.fittedDelegate(), method);
    return call(this.through(X), ...rest);
  }

  /** The predictions for a table given as an array of a single row; null where tables must answer. */
  private predictAlone(X: DataLike): AnyPrediction | null {
    const one = Array.isArray(X) && X.length === 1 ? this.rowPath()?.predict(X[0]) : undefined;
    if (one === undefined) return null;
    return this.rowPath()?.kind === 'regressor' ? Float64Array.of(one as number) : [one];
  }

  /** A method of an estimator, or an error that says it has none. */
  protected methodOf(estimator: Delegate, name: keyof Delegate): (...args: unknown[]) => unknown {
    const found = estimator[name];
    if (typeof found === 'function') return found.bind(estimator) as (...args: unknown[]) => unknown;
    throw new UnsupportedError(`This ${this.name} cannot ${name}: ${estimator.name} has no ${name}.`);
  }
}
