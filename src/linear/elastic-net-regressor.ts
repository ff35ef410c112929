import {
  boolean,
  either,
  type FitContext,
  integer,
  oneOf,
  type ParamsOf,
  randomState,
  real,
} from '../core/index.js';
import { Matrix, SparseMatrix } from '../data/index.js';
import { ConvergenceWarning, InvalidDataError } from '../errors/index.js';
import { randomFrom } from '../random/index.js';
import { fitElasticNet } from './elastic-net-fit.js';
import { LinearRegressor, type LinearState } from './linear-regressor.js';

/** The parameters that Lasso and ElasticNet share. */
export const coordinateDescentParams = {
  alpha: real({ default: 1, min: 0, doc: 'Strength of the penalty.' }),
  fitIntercept: boolean({ default: true, doc: 'Whether to fit a constant term, which is not penalised.' }),
  precompute: either(oneOf(['auto'], { default: 'auto', doc: '' }), boolean({ default: false, doc: '' }), {
    default: 'auto',
    doc:
      'Whether to work on the Gram matrix of the columns: the same steps, faster with many more rows than columns. ' +
      "'auto' does so for dense data of at most 1000 columns and more rows.",
  }),
  maxIter: integer({ default: 1000, min: 1, doc: 'Most sweeps through the columns.' }),
  tol: real({
    default: 1e-4,
    min: 0,
    doc: 'The fit ends when the duality gap is at most this share of the mean squared distance of y from its mean.',
  }),
  warmStart: boolean({
    default: false,
    doc: 'Whether a refit starts from the coefficients of the last fit.',
  }),
  positive: boolean({ default: false, doc: 'Whether coefficients must not be negative.' }),
  selection: oneOf(['cyclic', 'random'], {
    default: 'cyclic',
    doc: "Whether a sweep takes the columns in their order, or draws them with 'random'.",
  }),
  randomState: randomState(),
};

type CoordinateDescentParams = ParamsOf<typeof coordinateDescentParams>;

/** What both remember. */
export interface ElasticNetState extends LinearState {
  readonly nIter: number;
  readonly dualGap: number;
}

/** NumPy's largest seed for these draws. */
const SEEDS = 0x7fffffff;

/** The base of linear regressors that are fitted by coordinate descent and leave columns out. */
export abstract class ElasticNetRegressor<P extends CoordinateDescentParams> extends LinearRegressor<
  P,
  ElasticNetState
> {
  /** Sweeps through the columns. */
  get nIter(): number {
    return this.fitted.nIter;
  }

  /** How far what was minimised may still be from its least value: the duality gap. */
  get dualGap(): number {
    return this.fitted.dualGap;
  }

  /** The coefficients as a sparse matrix of one row. */
  get sparseCoef(): SparseMatrix {
    const { coef } = this.fitted;
    return SparseMatrix.fromDense(new Matrix(coef, 1, coef.length));
  }

  /** The share of the penalty that is on absolute values. */
  protected abstract l1RatioOf(params: P): number;

  protected override async learnTarget(
    X: Matrix | SparseMatrix,
    y: Float64Array,
    context: FitContext<P>,
  ): Promise<ElasticNetState> {
    const { params, sampleWeight: weights } = context;
    const { alpha, fitIntercept, selection } = params;
    if (alpha === 0) {
      context.warn(
        new ConvergenceWarning(
          `${this.name}: with alpha 0 coordinate descent converges badly. Use LinearRegression.`,
        ),
      );
    }
    const draws = selection === 'random' ? randomFrom(params.randomState) : null;
    const { converged, gapTolerance, ...state } = await fitElasticNet(
      { X, y, weights, fitIntercept },
      { ...params, l1Ratio: this.l1RatioOf(params), seed: draws?.integer(0, SEEDS) ?? null },
      this.startFor(X.cols, params.warmStart),
      () => context.pause(),
    );
    if (![state.dualGap, state.intercept, ...state.coef].every(Number.isFinite)) {
      throw new InvalidDataError(
        `${this.name}: coordinate descent left the range of numbers. Scale the columns of X and y ` +
          '(StandardScaler, TransformedTargetRegressor).',
      );
    }
    if (!converged) {
      context.warn(
        new ConvergenceWarning(
          `${this.name}: stopped after ${state.nIter} sweeps with a duality gap of ` +
            `${state.dualGap.toExponential(2)}, where ${gapTolerance.toExponential(2)} was wanted. ` +
            'Scale the columns (StandardScaler), or raise maxIter or alpha.',
        ),
      );
    }
    return state;
  }

  private startFor(cols: number, warmStart: boolean): Float64Array {
    if (!warmStart || !this.isFitted) return new Float64Array(cols);
    const { coef } = this.fitted;
    if (coef.length === cols) return coef;
    throw new InvalidDataError(
      `${this.name}: warmStart starts from ${coef.length} coefficients, but X has ${cols} columns. ` +
        'Set warmStart: false.',
    );
  }
}
