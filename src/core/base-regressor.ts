import {
  asVector,
  checkLength,
  type DataLike,
  type Matrix,
  type RowLike,
  type Table,
  type VectorLike,
} from '../data/index.js';
import { InvalidDataError } from '../errors/index.js';
import { r2Score } from '../metrics/r2-score.js';
import { BaseEstimator } from './base-estimator.js';
import type { Regressor } from './estimator.js';
import type { FitContext } from './fit-context.js';
import type { FitOptions, ScoreOptions, TargetLike } from './fit-options.js';
import type { FitPromise } from './fit-promise.js';

/** The base of regressors: a subclass learns in `learnTarget` and predicts checked data in `predictTarget`. */
export abstract class BaseRegressor<
    P extends object,
    S extends object,
    X extends Table = Matrix,
    Deep extends object = P,
  >
  extends BaseEstimator<P, S, X, Deep>
  implements Regressor<Deep>
{
  override readonly kind = 'regressor';

  /** Learns from X and one finite number a row. */
  override fit(X: DataLike, y: VectorLike, options?: FitOptions): FitPromise<this> {
    return super.fit(X, y, options);
  }

  /** One number for each row of X. */
  predict(X: DataLike): Float64Array {
    const alone = Array.isArray(X) && X.length === 1 ? this.rowPath()?.predict(X[0]) : undefined;
    return alone === undefined ? this.predictTarget(this.input(X)) : Float64Array.of(alone as number);
  }

  /** The prediction for a single row: an array of numbers or a row object. */
  predictOne(row: RowLike): number {
    return (this.rowPath()?.predict(row) as number | undefined) ?? this.predict([row])[0]!;
  }

  /** Coefficient of determination R2 of the predictions for X. */
  score(X: DataLike, y: VectorLike, options: ScoreOptions = {}): number {
    return r2Score(y, this.predict(X), options);
  }

  protected override learn(X: X, y: TargetLike | undefined, context: FitContext<P>): S | Promise<S> {
    if (y === undefined || y === null)
      throw new InvalidDataError(`${this.name}: fit needs y, the target values.`);
    const target = asVector(y as VectorLike, this.name);
    checkLength(target.length, X.rows, this.name, 'y');
    return this.learnTarget(X, target, context);
  }

  protected abstract learnTarget(X: X, y: Float64Array, context: FitContext<P>): S | Promise<S>;

  protected abstract predictTarget(X: X): Float64Array;
}
