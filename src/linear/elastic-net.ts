import { type ParamsOf, real } from '../core/index.js';
import { coordinateDescentParams, ElasticNetRegressor } from './elastic-net-regressor.js';

const elasticNetParams = {
  ...coordinateDescentParams,
  l1Ratio: real({
    default: 0.5,
    min: 0,
    max: 1,
    doc: 'Share of the penalty that is on absolute values; the rest is on squares.',
  }),
};

/** Parameters of {@link ElasticNet}. */
export type ElasticNetParams = ParamsOf<typeof elasticNetParams>;

/**
 * Linear regression with a penalty on absolute values and on squares of the coefficients.
 *
 * Minimises sum_i s_i (y_i - x_i.coef - intercept)^2 / (2 sum_i s_i) + alpha * l1Ratio * sum_j |coef_j| +
 * alpha * (1 - l1Ratio) * sum_j coef_j^2 / 2, with row weights s. Use it where columns are to be left out as by Lasso, but
 * some are much alike: they come in together. Scale the columns first, for the penalty compares them with each other.
 *
 * It is cyclic coordinate descent with gap safe screening, and it ends when the duality gap says that the optimum is
 * near. Dense data with many more rows than columns are read once, into their Gram matrix; sparse data stay sparse and
 * are centred implicitly. With `l1Ratio` 0 Ridge finds the same optimum faster.
 *
 * Fitted: `coef`, `sparseCoef`, `intercept`, `nIter`, `dualGap`. Sample weights are used.
 * Errors: InvalidDataError where the coefficients leave the range of numbers, or `warmStart` meets other columns.
 * Warns: ConvergenceWarning when `maxIter` ends the fit, and with `alpha` 0.
 * Complexity: O(rows * columns^2) once and O(columns^2) a sweep, or O(stored values) a sweep.
 * Source: Zou and Hastie, J. R. Stat. Soc. B 67 (2005), 301-320; Friedman, Hastie and Tibshirani, J. Stat. Softw. 33
 * (2010); Ndiaye et al., JMLR 18 (2017).
 *
 * @example
 * ```ts
 * import { ElasticNet } from 'pipefit';
 *
 * const X = [[0, 0], [1, 1], [2, 2], [3, 3]];
 * const model = await new ElasticNet({ alpha: 0.5, tol: 1e-10 }).fit(X, [0, 2, 4, 6]);
 * console.log(model.coef.map((value) => Number(value.toFixed(3)))); // Float64Array(2) [ 0.818, 0.818 ]
 * ```
 */
export class ElasticNet extends ElasticNetRegressor<ElasticNetParams> {
  static override readonly paramSpec = elasticNetParams;
  override readonly name = 'ElasticNet';

  protected override l1RatioOf({ l1Ratio }: ElasticNetParams): number {
    return l1Ratio;
  }
}
