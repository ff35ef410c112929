import {
  BaseRegressor,
  type FitContext,
  oneOf,
  optional,
  type ParamsOf,
  type RowStep,
  real,
  regression,
  type Tags,
} from '../core/index.js';
import type { Table } from '../data/index.js';
import { InvalidParameterError } from '../errors/index.js';
import { quantileSorted } from '../math/quantile.js';
import { compensatedSum } from '../math/sum.js';
import { weightedQuantile } from './weighted-quantile.js';

const dummyRegressorParams = {
  strategy: oneOf(['mean', 'median', 'quantile', 'constant'], {
    default: 'mean',
    doc: 'Which number is predicted for every row: of the targets, or `constant`.',
  }),
  constant: optional(real({ default: 0, doc: "The number that the strategy 'constant' predicts." })),
  quantile: optional(
    real({ min: 0, max: 1, default: 0.5, doc: "The share of targets below what 'quantile' predicts." }),
  ),
};

/** Parameters of {@link DummyRegressor}. */
export type DummyRegressorParams = ParamsOf<typeof dummyRegressorParams>;

interface DummyRegressorState {
  readonly constant: number;
}

/**
 * Predicts one number for every row, whatever X holds: the mean, the median or a quantile of the targets, or a
 * given number.
 *
 * Use it as a baseline: its R2 on the training rows is 0 for the mean, and a model that does no better has learnt
 * nothing. X may hold anything, missing values and text included. With sample weights the median and the quantile
 * are the least target at which the weight of all up to it reaches the share; without, they interpolate between
 * targets. So weights that are all 1 can give another median than none, as in scikit-learn.
 *
 * Fitted: `constant`. Sample weights are used. Errors: InvalidParameterError where the strategy's own parameter is
 * not given. Complexity: O(rows), O(rows log rows) for median and quantile.
 *
 * Source: scikit-learn's estimator of this name; Hyndman and Fan, "Sample quantiles in statistical packages", The
 * American Statistician 50, 1996 (definitions 7 and, weighted, 1).
 *
 * @example
 * ```ts
 * import { DummyRegressor } from 'pipefit';
 *
 * const dummy = await new DummyRegressor({ strategy: 'median' }).fit([[1], [2], [3]], [10, 20, 60]);
 * console.log(dummy.constant, dummy.predict([['anything'], [null]])); // 20 [20, 20]
 * ```
 */
export class DummyRegressor extends BaseRegressor<DummyRegressorParams, DummyRegressorState, Table> {
  static override readonly paramSpec = dummyRegressorParams;
  override readonly name = 'DummyRegressor';

  override get tags(): Tags {
    return {
      sparse: true,
      missing: true,
      mixed: true,
      unchecked: true,
      sampleWeight: true,
      poorScore: true,
    };
  }

  /** The number predicted for every row. */
  get constant(): number {
    return this.fitted.constant;
  }

  protected override learnTarget(
    _X: Table,
    y: Float64Array,
    { params, sampleWeight }: FitContext<DummyRegressorParams>,
  ): DummyRegressorState {
    const { strategy } = params;
    if (strategy === 'mean') return { constant: mean(y, sampleWeight) };
    const value = strategy === 'median' ? 0.5 : params[strategy];
    if (value === null) {
      throw new InvalidParameterError(
        'DummyRegressor',
        strategy,
        `DummyRegressor: the strategy '${strategy}' needs the parameter '${strategy}'. Give a number.`,
      );
    }
    if (strategy === 'constant') return { constant: value };
    return {
      constant:
        sampleWeight === null
          ? quantileSorted(y.slice().sort(), value)
          : weightedQuantile(y, sampleWeight, value * 100),
    };
  }

  protected override predictTarget(X: Table): Float64Array {
    return new Float64Array(X.rows).fill(this.fitted.constant);
  }

  protected override rowStep(): RowStep {
    return regression(Float64Array.of(this.constant), () => true);
  }
}

function mean(y: Float64Array, weights: Float64Array | null): number {
  if (weights === null) return compensatedSum(y) / y.length;
  return compensatedSum(y.map((value, i) => value * weights[i]!)) / compensatedSum(weights);
}
