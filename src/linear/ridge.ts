import { boolean, type FitContext, integer, oneOf, optional, type ParamsOf, real } from '../core/index.js';
import { Matrix, type SparseMatrix } from '../data/index.js';
import { ConvergenceWarning, InvalidParameterError } from '../errors/index.js';
import { lsqr } from '../math/lsqr.js';
import { type CentredData, centre, interceptOf, withCentredOperator } from './centred-data.js';
import { centredProblem } from './centred-problem.js';
import { LinearRegressor, type LinearState } from './linear-regressor.js';
import { ridgeCholesky } from './ridge-cholesky.js';
import { nonNegativeRidge, ridgeSvd } from './ridge-solvers.js';

const ridgeParams = {
  alpha: real({ default: 1, min: 0, doc: 'Strength of the penalty.' }),
  fitIntercept: boolean({ default: true, doc: 'Whether to fit a constant term, which is not penalised.' }),
  maxIter: optional(
    integer({
      default: 0,
      min: 1,
      doc: "Most iterations: null for 2 * columns with 'lsqr' and 15000 with 'lbfgs'. Of no use to the others.",
    }),
  ),
  tol: real({
    default: 1e-4,
    min: 0,
    doc:
      "Precision of 'lsqr' (relative error of X and y) and 'lbfgs' (largest element of the gradient). " +
      'Of no use to the others.',
  }),
  solver: oneOf(['auto', 'cholesky', 'svd', 'lsqr', 'lbfgs'], {
    default: 'auto',
    doc: 'How the optimum is found.',
  }),
  positive: boolean({
    default: false,
    doc: "Whether coefficients must not be negative; solver 'auto' or 'lbfgs'.",
  }),
};

/** Parameters of {@link Ridge}. */
export type RidgeParams = ParamsOf<typeof ridgeParams>;

type Solver = Exclude<RidgeParams['solver'], 'auto'>;

interface RidgeState extends LinearState {
  readonly nIter: number | null;
  readonly solver: Solver;
}

/** Sparse data with more rows and more columns than this are solved by products alone. */
const LARGEST_GRAM = 2000;
/** LSQR ends when the condition number that it estimates passes this: more iterations bring no digits. */
const CONDITION_LIMIT = 1e8;

/**
 * Linear regression with a penalty on the size of the coefficients.
 *
 * Minimises sum_i s_i (y_i - x_i.coef - intercept)^2 + alpha * ||coef||^2, with row weights s. Use it in place
 * of LinearRegression when columns are many or correlated; scale the columns first, for the penalty compares
 * them with each other.
 *
 * Solvers: 'cholesky' solves the normal equations, or their dual with more columns than rows; 'svd' is slower
 * and safe at any alpha (dense data only); 'lsqr' needs nothing but products with X; 'lbfgs' is for
 * `positive: true`. 'auto' is 'lbfgs' for positive, else 'cholesky', but 'lsqr' for sparse data with more than
 * 2000 rows and columns. Where 'cholesky' meets a singular matrix (alpha 0), 'svd' takes over, or 'lsqr' for
 * sparse data. Sparse data stay sparse and are centred implicitly.
 *
 * Fitted: `coef`, `intercept`, `solver` (the one that was used), `nIter` (null where nothing is iterated).
 * Sample weights are used.
 * Errors: InvalidParameterError for solvers that do not fit the data or `positive`.
 * Warns: ConvergenceWarning when `maxIter` ends the fit.
 * Complexity: O(rows * columns * min(rows, columns)) for 'cholesky' and 'svd'; O(stored values) an iteration for
 * the others.
 * Source: Hoerl and Kennard, Technometrics 12 (1970), 55-67; LSQR: Paige and Saunders (1982).
 *
 * @example
 * ```ts
 * import { Ridge } from 'pipefit';
 *
 * const model = await new Ridge({ alpha: 2 }).fit([[0], [1], [2], [3], [4]], [1, 3, 5, 7, 9]);
 * console.log(model.coef[0].toFixed(3), model.predict([[2]])[0].toFixed(3)); // 1.667 5.000
 * ```
 */
export class Ridge extends LinearRegressor<RidgeParams, RidgeState> {
  static override readonly paramSpec = ridgeParams;
  override readonly name = 'Ridge';

  /** Iterations of 'lsqr' and 'lbfgs'; null with the other solvers. */
  get nIter(): number | null {
    return this.fitted.nIter;
  }

  /** The solver that was used. */
  get solver(): Solver {
    return this.fitted.solver;
  }

  protected override async learnTarget(
    X: Matrix | SparseMatrix,
    y: Float64Array,
    context: FitContext<RidgeParams>,
  ): Promise<RidgeState> {
    const { params, sampleWeight } = context;
    const { alpha, fitIntercept } = params;
    const pause = () => context.pause();
    const problem = { X, y, weights: sampleWeight, fitIntercept };
    let solver = this.chooseSolver(X, params);
    if (solver === 'cholesky') {
      const found = await ridgeCholesky(problem, alpha, pause);
      if (found !== null) return { ...found, nIter: null, solver };
      solver = X instanceof Matrix ? 'svd' : 'lsqr';
    }
    if (solver === 'svd') {
      const centred = await centredProblem(problem, pause);
      const coef = ridgeSvd(centred, alpha);
      const scaled = coef.map((value, j) => value * centred.scales[j]!);
      return { coef, intercept: interceptOf(centred, scaled), nIter: null, solver };
    }
    const data = centre(X, y, sampleWeight, fitIntercept);
    const [coef, nIter] = await this.iterate(solver, data, context);
    return { coef, intercept: interceptOf(data, coef), nIter, solver };
  }

  private async iterate(
    solver: 'lsqr' | 'lbfgs',
    data: CentredData,
    context: FitContext<RidgeParams>,
  ): Promise<[Float64Array, number]> {
    const { alpha, tol, maxIter } = context.params;
    const pause = () => context.pause();
    const limit = maxIter ?? (solver === 'lsqr' ? 2 * data.X.cols : 15_000);
    if (solver === 'lsqr') {
      const { solution, iterations, converged } = await withCentredOperator(data, (operator) =>
        lsqr(operator, data.target, {
          damp: Math.sqrt(alpha),
          tolerance: tol,
          conditionLimit: CONDITION_LIMIT,
          maxIterations: limit,
          pause,
        }),
      );
      if (!converged) this.warnOfLimit(context, iterations);
      return [solution, iterations];
    }
    const { x, iterations, ended } = await nonNegativeRidge(data, alpha, {
      maxIterations: limit,
      gradientTolerance: tol,
      valueTolerance: tol,
      pause,
    });
    if (ended === 'limit') this.warnOfLimit(context, iterations);
    return [x, iterations];
  }

  private chooseSolver(X: Matrix | SparseMatrix, { solver, positive }: RidgeParams): Solver {
    const dense = X instanceof Matrix;
    const refuse = (message: string) =>
      new InvalidParameterError(this.name, 'solver', `${this.name}: ${message}`);
    if (positive && solver !== 'auto' && solver !== 'lbfgs') {
      throw refuse(`solver '${solver}' cannot keep coefficients positive. Set solver to 'auto' or 'lbfgs'.`);
    }
    if (!positive && solver === 'lbfgs') {
      throw refuse("solver 'lbfgs' is for positive: true. Set solver to 'auto', or positive to true.");
    }
    if (!dense && solver === 'svd') {
      throw refuse(
        "solver 'svd' takes dense data only. Set solver to 'auto', or call toDense() on the data first.",
      );
    }
    if (solver !== 'auto') return solver;
    if (positive) return 'lbfgs';
    return dense || Math.min(X.rows, X.cols) <= LARGEST_GRAM ? 'cholesky' : 'lsqr';
  }

  private warnOfLimit(context: FitContext<RidgeParams>, iterations: number): void {
    context.warn(
      new ConvergenceWarning(
        `${this.name}: stopped after ${iterations} iterations before it met tol ${context.params.tol}. ` +
          'Scale the columns (StandardScaler) or raise maxIter.',
      ),
    );
  }
}
