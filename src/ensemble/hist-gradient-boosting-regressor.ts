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
import {
  asVector,
  checkLength,
  codedMatrix,
  type DataLike,
  type Frame,
  type Matrix,
  type RowCells,
  type VectorLike,
} from '../data/index.js';
import { InvalidParameterError } from '../errors/index.js';
import { rawScores } from '../kernels/boosting/raw-scores.js';
import { boostingTags } from './hist-boosting/boosting-tags.js';
import { checkTargets } from './hist-boosting/check-targets.js';
import { recode } from './hist-boosting/columns.js';
import { learnBoosting } from './hist-boosting/learn.js';
import { histBoostingParams } from './hist-boosting/params.js';
import { rowRaw } from './hist-boosting/row-raw.js';
import { scoreOfNumbers } from './hist-boosting/score-raw.js';
import { stagedRaw } from './hist-boosting/staged.js';
import type { BoostingState } from './hist-boosting/train.js';
import { AbsoluteErrorLoss } from './losses/absolute-error-loss.js';
import { GammaLoss } from './losses/gamma-loss.js';
import { exponentiate } from './losses/log-link.js';
import type { Loss } from './losses/loss.js';
import { PoissonLoss } from './losses/poisson-loss.js';
import { QuantileLoss } from './losses/quantile-loss.js';
import { SquaredErrorLoss } from './losses/squared-error-loss.js';

const histGradientBoostingRegressorParams = {
  loss: oneOf(['squaredError', 'absoluteError', 'quantile', 'poisson', 'gamma'], {
    default: 'squaredError',
    doc: "What is lowered: means with 'squaredError', 'poisson' (counts) and 'gamma' (positive), else medians or quantiles.",
  }),
  quantile: optional(real({ min: 0, max: 1, default: 0.5, doc: "Which quantile loss 'quantile' predicts." })),
  ...histBoostingParams,
};

/** Parameters of {@link HistGradientBoostingRegressor}. */
export type HistGradientBoostingRegressorParams = ParamsOf<typeof histGradientBoostingRegressorParams>;

/**
 * Adds up small trees, each grown on what those before it left wrong, over columns cut into at most 255 bins.
 *
 * Use it as the strong model for a table of more than some thousand rows: it is quick, takes missing values and
 * categories as they are, and hardly needs tuning beyond `learningRate`, `maxIter` and `maxLeafNodes`. It does not
 * predict much beyond the values it has seen. At each split missing values go to the side where they lower the loss
 * more; at a split that saw none they follow the larger part of the rows. Category columns of a Frame are split by
 * sets of categories, also where they have no order; categories that `fit` did not see count as missing.
 *
 * With early stopping the scores are in `trainScore` and `validationScore`, from before the first tree on. It looks
 * at the `validation` rows given to `fit`, else at rows held out by `validationFraction`.
 *
 * Fitted: `nIter`, `trainScore`, `validationScore`, `isCategorical`. Sample weights are used; `minSamplesLeaf`
 * counts rows. Errors: InvalidParameterError for parameters that contradict each other or the columns;
 * InvalidDataError for targets that the loss does not allow, and for columns of text.
 * Complexity: O(iterations * columns * rows * depth / 2) in time, O(columns * rows) bytes in memory.
 * Source: Ke et al., "LightGBM: A Highly Efficient Gradient Boosting Decision Tree", NeurIPS 2017.
 *
 * @example
 * ```ts
 * import { HistGradientBoostingRegressor } from 'pipefit';
 *
 * const X = Array.from({ length: 200 }, (_, i) => [i % 20, i % 7]);
 * const y = X.map(([x]) => (x! < 10 ? 5 : 20));
 * const model = await new HistGradientBoostingRegressor({ maxIter: 50 }).fit(X, y);
 * console.log(Array.from(model.predict([[3, 0], [15, 0]]), Math.round), model.nIter); // [5, 20] 50
 * ```
 */
export class HistGradientBoostingRegressor extends BaseRegressor<
  HistGradientBoostingRegressorParams,
  BoostingState,
  Matrix | Frame
> {
  static override readonly paramSpec = histGradientBoostingRegressorParams;
  override readonly name = 'HistGradientBoostingRegressor';

  override get tags(): Tags {
    return boostingTags(this.params);
  }

  /** Number of iterations that were done. */
  get nIter(): number {
    return this.fitted.trees.roots.length;
  }

  /** Score of the training rows before the first tree and after each iteration; empty without early stopping. */
  get trainScore(): Float64Array {
    return this.fitted.trainScore;
  }

  /** The same for the rows that were held out or given as `validation`; empty without any. */
  get validationScore(): Float64Array {
    return this.fitted.validationScore;
  }

  /** Whether each column was split by categories. */
  get isCategorical(): readonly boolean[] {
    return this.fitted.categories.map((known) => known !== null);
  }

  /** The predictions after each iteration, one after another. */
  *stagedPredict(X: DataLike): Generator<Float64Array> {
    for (const raw of stagedRaw(this.fitted, this.#coded(this.input(X)))) {
      if (this.fitted.link === 'log') exponentiate(raw);
      yield raw;
    }
  }

  protected override learnTarget(
    X: Matrix | Frame,
    y: Float64Array,
    context: FitContext<HistGradientBoostingRegressorParams>,
  ): Promise<BoostingState> {
    const { params, sampleWeight } = context;
    const loss = this.#loss();
    checkTargets(this.name, params.loss, y, 'y');
    return learnBoosting(
      X,
      {
        owner: this.name,
        y,
        weights: sampleWeight,
        loss,
        score: scoreOfNumbers(this.name, params.scoring, loss),
        classes: false,
        targetOf: (target, rows) => {
          const checked = asVector(target as VectorLike, this.name);
          checkLength(checked.length, rows, this.name, 'the validation target');
          checkTargets(this.name, params.loss, checked, 'the validation target');
          return checked;
        },
        last: this.isFitted ? { state: this.fitted, schema: this.schema } : null,
      },
      context,
    );
  }

  protected override predictTarget(X: Matrix | Frame): Float64Array {
    const { data, rows, cols } = this.#coded(X);
    const raw = rawScores(this.fitted, data, rows, cols);
    if (this.fitted.link === 'log') exponentiate(raw);
    return raw;
  }

  protected override rowStep(input: RowCells): RowStep | null {
    const prediction = new Float64Array(1);
    const predict = rowRaw(this.fitted, input, this.schema, prediction);
    if (predict === null) return null;
    const isLog = this.fitted.link === 'log';
    return regression(prediction, () => {
      predict();
      if (isLog) exponentiate(prediction);
      return true;
    });
  }

  #coded(X: Matrix | Frame): Matrix {
    return recode(codedMatrix(X, this.schema), this.fitted.categories);
  }

  #loss(): Loss {
    const { loss, quantile } = this.params;
    switch (loss) {
      case 'absoluteError':
        return new AbsoluteErrorLoss();
      case 'poisson':
        return new PoissonLoss();
      case 'gamma':
        return new GammaLoss();
      case 'squaredError':
        return new SquaredErrorLoss();
      default:
        if (quantile !== null) return new QuantileLoss(quantile);
        throw new InvalidParameterError(
          this.name,
          'quantile',
          `${this.name}: loss 'quantile' needs to know which one. Set quantile, for example to 0.9.`,
        );
    }
  }
}
