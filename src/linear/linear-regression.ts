import { boolean, type FitContext, optional, type ParamsOf, real } from '../core/index.js';
import { Matrix, type SparseMatrix } from '../data/index.js';
import { ConvergenceWarning, DataWarning } from '../errors/index.js';
import { lsqr } from '../math/lsqr.js';
import { centre, interceptOf, withCentredOperator } from './centred-data.js';
import { type CentredProblem, centredProblem } from './centred-problem.js';
import { LinearRegressor, type LinearState } from './linear-regressor.js';
import { minimumNormSolution } from './minimum-norm.js';
import { nonNegativeLeastSquares } from './nnls.js';
import type { LinearSolution } from './refinement.js';
import { isTall, wellConditionedSolution } from './well-conditioned.js';

const linearRegressionParams = {
  fitIntercept: boolean({ default: true, doc: 'Whether to fit a constant term.' }),
  positive: boolean({ default: false, doc: 'Whether coefficients must not be negative.' }),
  tol: optional(
    real({
      default: 0,
      min: 0,
      doc:
        'A column of which no larger share than this is independent of the others counts as dependent; ' +
        'null for what rounding alone can cause.',
    }),
  ),
};

/** Parameters of {@link LinearRegression}. */
export type LinearRegressionParams = ParamsOf<typeof linearRegressionParams>;

interface LinearRegressionState extends LinearState {
  readonly rank: number | null;
}

/** Beyond these a sparse table is not taken through QR, whose work is rows * columns^2, but through LSQR. */
const MOST_SPARSE_COLUMNS = 1000;
const MOST_SPARSE_WORK = 2e10;
const LSQR_TOLERANCE = 1e-13;

/**
 * Ordinary least squares.
 *
 * Minimises sum_i s_i (y_i - x_i.coef - intercept)^2, with row weights s. Use it where columns are few,
 * not too alike, and the coefficients are to be read; else Ridge.
 *
 * It is solved by QR with column pivoting, and where data are few or badly conditioned (powers of x, years beside
 * counts) the digits lost are regained by refinement in twice the precision. Data of at least ten rows a column and
 * more than 100,000 values are first tried by the Gram matrix with a correction from the data themselves, and leave it
 * unless its condition promises the accuracy of QR. A column counts as dependent when the share of its length that the others and the intercept leave
 * unexplained is at most `tol`: by default max(100, rows + columns) times the machine epsilon. Where columns
 * depend on each other or outnumber the rows, many solutions fit equally well; the one of least length is
 * taken, `rank` says how many columns are independent, and a DataWarning says so. Units do not matter to the
 * rank.
 *
 * With `positive` it is the active set method of Lawson and Hanson. Sparse data become dense only a block of
 * rows at a time (all at once where they have hardly more rows than columns); those with more than 1000
 * columns, or where rows * columns^2 passes 2e10, are solved by LSQR with implicit centring, which knows no
 * rank, unless `positive` is set.
 *
 * Fitted: `coef`, `intercept`, `rank` (null with `positive` and with LSQR). Sample weights are used.
 * Warns: DataWarning for dependent columns, ConvergenceWarning where LSQR or the active set comes to its limit.
 * Complexity: O(rows * columns * min(rows, columns)).
 * Source: Businger and Golub, Numerische Mathematik 7 (1965), 269-276; Lawson and Hanson, Solving Least Squares
 * Problems (1974); Yamamoto, Nakatsukasa, Yanagisawa and Fukaya, ETNA 44 (2015), 306-326.
 *
 * @example
 * ```ts
 * import { LinearRegression } from 'pipefit';
 *
 * const X = [[1, 1], [1, 2], [2, 2], [2, 3]];
 * const y = X.map(([a, b]) => a + 2 * b + 3);
 * const model = await new LinearRegression().fit(X, y);
 * console.log(model.predict([[3, 5]])[0].toFixed(6), model.rank); // 16.000000 2
 * ```
 */
export class LinearRegression extends LinearRegressor<LinearRegressionParams, LinearRegressionState> {
  static override readonly paramSpec = linearRegressionParams;
  override readonly name = 'LinearRegression';

  /** Number of independent columns; null with `positive` and where LSQR was used. */
  get rank(): number | null {
    return this.fitted.rank;
  }

  protected override async learnTarget(
    X: Matrix | SparseMatrix,
    y: Float64Array,
    context: FitContext<LinearRegressionParams>,
  ): Promise<LinearRegressionState> {
    const { params, sampleWeight: weights } = context;
    const pause = () => context.pause();
    const tolerance = params.tol ?? Math.max(100, X.rows + X.cols) * Number.EPSILON;
    const given = { X, y, weights, fitIntercept: params.fitIntercept };
    if (!params.positive && isTall(given)) {
      const found = await wellConditionedSolution(given, tolerance, pause);
      if (found !== null) return { ...found, rank: X.cols };
    }
    if (!(X instanceof Matrix) && !params.positive && isLarge(X)) return this.solveByProducts(X, y, context);
    const problem = await centredProblem(given, pause);
    const found = params.positive
      ? await this.solvePositive(problem, tolerance, context)
      : await minimumNormSolution(problem, tolerance, pause);
    if (found.rank !== null && found.rank < X.cols) {
      context.warn(new DataWarning(this.deficiency(X, found.rank)));
    }
    const coef = found.solution.map((value, j) => value / problem.scales[j]!);
    return { coef, intercept: found.intercept, rank: found.rank };
  }

  private async solvePositive(
    problem: CentredProblem,
    tolerance: number,
    context: FitContext<LinearRegressionParams>,
  ): Promise<LinearSolution & { readonly rank: null }> {
    const { solution, converged } = await nonNegativeLeastSquares(problem, tolerance, () => context.pause());
    if (!converged) {
      context.warn(new ConvergenceWarning(`${this.name}: the choice of positive columns came to no end.`));
    }
    return { solution, intercept: interceptOf(problem, solution), rank: null };
  }

  private async solveByProducts(
    X: SparseMatrix,
    y: Float64Array,
    context: FitContext<LinearRegressionParams>,
  ): Promise<LinearRegressionState> {
    const data = centre(X, y, context.sampleWeight, context.params.fitIntercept);
    const { solution, iterations, converged } = await withCentredOperator(data, (operator) =>
      lsqr(operator, data.target, {
        tolerance: LSQR_TOLERANCE,
        conditionLimit: 1 / LSQR_TOLERANCE,
        maxIterations: 2 * Math.max(X.cols, 1000),
        pause: () => context.pause(),
      }),
    );
    if (!converged) {
      context.warn(
        new ConvergenceWarning(
          `${this.name}: stopped after ${iterations} iterations of LSQR. ` +
            'Scale the columns (StandardScaler with withMean: false), or use Ridge.',
        ),
      );
    }
    return { coef: solution, intercept: interceptOf(data, solution), rank: null };
  }

  private deficiency({ rows, cols }: Matrix | SparseMatrix, rank: number): string {
    const why =
      rank >= rows - 1
        ? `${rows} rows do not determine ${cols} coefficients`
        : `of ${cols} columns only ${rank} are independent, the others are constant or combinations of them`;
    return (
      `${this.name}: ${why}. Many solutions fit these rows equally well, and the one with the shortest vector of ` +
      'coefficients was taken. Drop columns, or use Ridge.'
    );
  }
}

function isLarge({ rows, cols }: SparseMatrix): boolean {
  return cols > MOST_SPARSE_COLUMNS || rows * cols * cols > MOST_SPARSE_WORK;
}
