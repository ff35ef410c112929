import {
  BaseRegressor,
  type FitContext,
  oneOf,
  type ParamsOf,
  type RowStep,
  real,
  regression,
  type Tags,
} from '../core/index.js';
import {
  asVector,
  type DataLike,
  type Matrix,
  type RowCells,
  type SparseMatrix,
  type VectorLike,
} from '../data/index.js';
import { boostedImportances } from '../kernels/tree/importances.js';
import type { DecisionTreeRegressor } from '../tree/decision-tree-regressor.js';
import { denseRows } from '../tree/grow-tree.js';
import { checkTargets, checkTotalWeight } from '../tree/tree-criteria.js';
import { boostTrees } from './exact-boosting/boost-trees.js';
import { checkInit, iterationsToKeep, startOf } from './exact-boosting/boosting-start.js';
import {
  type ExactBoostingState,
  finalScores,
  rowScores,
  stagedScores,
} from './exact-boosting/exact-boosting-state.js';
import { givenValidation, heldOutRows } from './exact-boosting/given-validation.js';
import { boostedEstimators, gradientBoostingParams } from './exact-boosting/params.js';
import { forestLeaves } from './fitted-forest.js';
import { AbsoluteErrorLoss } from './losses/absolute-error-loss.js';
import { HuberLoss } from './losses/huber-loss.js';
import type { Loss } from './losses/loss.js';
import { QuantileLoss } from './losses/quantile-loss.js';
import { SquaredErrorLoss } from './losses/squared-error-loss.js';

const gradientBoostingRegressorParams = {
  loss: oneOf(['squaredError', 'absoluteError', 'huber', 'quantile'], {
    default: 'squaredError',
    doc: "What is made small; 'huber' is squared for small errors and absolute for large ones.",
  }),
  alpha: real({
    min: 0,
    above: true,
    max: 1,
    below: true,
    default: 0.9,
    doc: "The quantile of loss 'quantile', or of the errors that 'huber' takes for small.",
  }),
  ...gradientBoostingParams,
};

/** Parameters of {@link GradientBoostingRegressor}. */
export type GradientBoostingRegressorParams = ParamsOf<typeof gradientBoostingRegressorParams>;

/**
 * Adds up many small regression trees, each grown on what the ones before left: exact gradient boosting, with every
 * threshold tried.
 *
 * Use it on up to some ten thousand rows; {@link HistGradientBoostingRegressor} is much faster beyond. Early stopping,
 * missing values, sparse data and what keeps it from learning noise are as in {@link GradientBoostingClassifier}.
 *
 * Fitted: `estimators`, `nEstimators` (iterations done), `featureImportances`, `trainScore`, `validationScore`,
 * `oobScore`, `oobScores` and `oobImprovement` (with `subsample` below 1). Sample weights are used. Errors:
 * InvalidParameterError for an `init` that is no regressor; InvalidDataError for targets whose squares overflow.
 * Complexity: O(trees * columns * rows * depth) in time.
 * Source: Friedman, "Greedy function approximation: a gradient boosting machine", Annals of Statistics 29, 2001.
 *
 * @example
 * ```ts
 * import { GradientBoostingRegressor } from 'pipefit';
 *
 * const X = [[1], [2], [3], [4], [5], [6], [7], [8]];
 * const model = await new GradientBoostingRegressor({ maxDepth: 1 }).fit(X, [1, 1, 1, 1, 9, 9, 9, 9]);
 * console.log(model.predictOne([2]).toFixed(2), model.predictOne([7]).toFixed(2)); // 1.00 9.00
 * ```
 */
export class GradientBoostingRegressor extends BaseRegressor<
  GradientBoostingRegressorParams,
  ExactBoostingState,
  Matrix | SparseMatrix
> {
  static override readonly paramSpec = gradientBoostingRegressorParams;
  override readonly name = 'GradientBoostingRegressor';

  override get tags(): Tags {
    const { subsample, maxFeatures, nIterNoChange } = this.params;
    const random = subsample < 1 || maxFeatures !== null || nIterNoChange !== null;
    return { sparse: true, missing: true, sampleWeight: true, validation: true, random };
  }

  /** The tree of each iteration, in a list of its own as with classes; leaves hold steps. */
  get estimators(): readonly (readonly DecisionTreeRegressor[])[] {
    return boostedEstimators(this.fitted.trees, 1, this.params, this.schema);
  }

  /** Number of iterations that were done. */
  get nEstimators(): number {
    return this.fitted.trees.length;
  }

  /** Share of each column in what the splits take off the impurity. */
  get featureImportances(): Float64Array {
    return boostedImportances(this.fitted.trees, this.nFeaturesIn);
  }

  /** The loss after each iteration on the rows it learnt from: with 'squaredError' the mean squared error. */
  get trainScore(): Float64Array {
    return this.fitted.trainScore;
  }

  /** The same of the held-out rows; empty where there were none. */
  get validationScore(): Float64Array {
    return this.fitted.validationScore;
  }

  /** The loss of the left-out rows after the last iteration; null without `subsample`. */
  get oobScore(): number | null {
    return this.fitted.outOfBag?.scores.at(-1) ?? null;
  }

  /** The loss of the left-out rows after each iteration; null without `subsample`. */
  get oobScores(): Float64Array | null {
    return this.fitted.outOfBag?.scores ?? null;
  }

  /** What each iteration took off the loss of the left-out rows; null without `subsample`. */
  get oobImprovement(): Float64Array | null {
    return this.fitted.outOfBag?.improvement ?? null;
  }

  /** The node number of the leaf of each row (rows) in each tree (columns). */
  apply(X: DataLike): Matrix {
    return forestLeaves(this.fitted.trees, denseRows(this.input(X)));
  }

  /** `predict` after every iteration in turn. */
  *stagedPredict(X: DataLike): Generator<Float64Array> {
    const table = denseRows(this.input(X));
    for (const raw of stagedScores(this.fitted, table)) yield raw.slice();
  }

  protected override async learnTarget(
    X: Matrix | SparseMatrix,
    y: Float64Array,
    context: FitContext<GradientBoostingRegressorParams>,
  ): Promise<ExactBoostingState> {
    const { params, sampleWeight } = context;
    checkInit(this.name, params.init, 'regressor');
    checkTotalWeight(this.name, sampleWeight);
    checkTargets(this.name, 'squaredError', y, sampleWeight, 1);
    const all = { X: denseRows(X), y, weights: sampleWeight };
    const given = givenValidation(this.name, X, context.options.validation, (values) =>
      asVector(values as VectorLike, `${this.name}, validation`),
    );
    const { train, validation } = heldOutRows(this.name, all, given, params, false);
    const loss = lossOf(params);
    const last = this.isFitted ? { state: this.fitted, columns: this.nFeaturesIn } : null;
    const known = iterationsToKeep(this.name, params.warmStart, last, X.cols, 1);
    const start = known?.start ?? (await startOf(params.init, loss, train, train.y, context));
    const reported = params.loss === 'squaredError' ? 2 : 1;
    return boostTrees({ owner: this.name, loss, start, reported, train, validation, known }, context);
  }

  protected override predictTarget(X: Matrix | SparseMatrix): Float64Array {
    return finalScores(this.fitted, denseRows(X));
  }

  protected override rowStep(input: RowCells): RowStep | null {
    const prediction = new Float64Array(1);
    const predict = rowScores(this.fitted, input, prediction);
    if (predict === null) return null;
    return regression(prediction, () => {
      predict();
      return true;
    });
  }
}

function lossOf({ loss, alpha }: GradientBoostingRegressorParams): Loss {
  switch (loss) {
    case 'squaredError':
      return new SquaredErrorLoss();
    case 'absoluteError':
      return new AbsoluteErrorLoss();
    case 'huber':
      return new HuberLoss(alpha);
    case 'quantile':
      return new QuantileLoss(alpha);
  }
}
