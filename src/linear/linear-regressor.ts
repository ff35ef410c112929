import { BaseRegressor, type Tags } from '../core/index.js';
import type { Matrix, SparseMatrix } from '../data/index.js';
import { linearScores } from './scores.js';

/** What every linear regressor remembers. */
export interface LinearState {
  readonly coef: Float64Array;
  readonly intercept: number;
}

/** The base of regressors that predict X coef + intercept, from dense or sparse data. */
export abstract class LinearRegressor<P extends object, S extends LinearState> extends BaseRegressor<
  P,
  S,
  Matrix | SparseMatrix
> {
  override get tags(): Tags {
    return { sparse: true, sampleWeight: true };
  }

  /** One coefficient a column. */
  get coef(): Float64Array {
    return this.fitted.coef;
  }

  /** The prediction for a row of zeros; 0 with `fitIntercept: false`. */
  get intercept(): number {
    return this.fitted.intercept;
  }

  protected override predictTarget(X: Matrix | SparseMatrix): Float64Array {
    const { coef, intercept } = this.fitted;
    return linearScores(X, coef, Float64Array.of(intercept));
  }
}
