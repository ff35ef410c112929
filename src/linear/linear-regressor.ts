import { BaseRegressor, type RowStep, regression, type Tags } from '../core/index.js';
import type { Matrix, RowCells, SparseMatrix } from '../data/index.js';
import { rowScores } from './row-scores.js';
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

  protected override rowStep(input: RowCells): RowStep {
    const { coef, intercept } = this.fitted;
    const prediction = new Float64Array(1);
    const score = rowScores(input, coef, Float64Array.of(intercept), prediction);
    return regression(prediction, () => {
      score();
      return true;
    });
  }
}
