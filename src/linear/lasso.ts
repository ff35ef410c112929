import type { ParamsOf } from '../core/index.js';
import { coordinateDescentParams, ElasticNetRegressor } from './elastic-net-regressor.js';

const lassoParams = coordinateDescentParams;

/** Parameters of {@link Lasso}. */
export type LassoParams = ParamsOf<typeof lassoParams>;

/**
 * Linear regression with a penalty on the absolute values of the coefficients, which leaves columns out.
 *
 * Minimises sum_i s_i (y_i - x_i.coef - intercept)^2 / (2 sum_i s_i) + alpha * sum_j |coef_j|, with row weights s. Use it
 * where few of many columns matter and which is the question; scale the columns first, for the penalty compares them
 * with each other. Of columns that are much alike it takes one: ElasticNet takes them together.
 *
 * It is cyclic coordinate descent with gap safe screening, and it ends when the duality gap says that the optimum is
 * near. Dense data with many more rows than columns are read once, into their Gram matrix; sparse data stay sparse and
 * are centred implicitly.
 *
 * Fitted: `coef`, `sparseCoef`, `intercept`, `nIter`, `dualGap`. Sample weights are used.
 * Errors: InvalidDataError where the coefficients leave the range of numbers, or `warmStart` meets other columns.
 * Warns: ConvergenceWarning when `maxIter` ends the fit, and with `alpha` 0.
 * Complexity: O(rows * columns^2) once and O(columns^2) a sweep, or O(stored values) a sweep.
 * Source: Tibshirani, J. R. Stat. Soc. B 58 (1996), 267-288; Friedman, Hastie and Tibshirani, J. Stat. Softw. 33 (2010);
 * Ndiaye et al., JMLR 18 (2017).
 *
 * @example
 * ```ts
 * import { Lasso } from 'pipefit';
 *
 * const X = [[0, 1], [1, -1], [2, -1], [3, 1]];
 * const model = await new Lasso({ alpha: 0.25 }).fit(X, [0, 2, 4, 6]);
 * console.log(model.coef[0].toFixed(2), model.coef[1]); // 1.80 0
 * ```
 */
export class Lasso extends ElasticNetRegressor<LassoParams> {
  static override readonly paramSpec = lassoParams;
  override readonly name = 'Lasso';

  protected override l1RatioOf(): number {
    return 1;
  }
}
