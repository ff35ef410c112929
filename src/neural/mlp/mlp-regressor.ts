import {
  BaseRegressor,
  type FitContext,
  type FitPromise,
  fitPromise,
  type MultiOutput,
  type MultiOutputTags,
  oneOf,
  type ParamsOf,
  type RowStep,
  regression,
  type TargetsOf,
} from '../../core/index.js';
import {
  asTargets,
  checkLength,
  conform,
  type DataLike,
  Matrix,
  type RowCells,
  schemaOf,
  type VectorLike,
} from '../../data/index.js';
import { InvalidDataError } from '../../errors/index.js';
import { runLayers } from '../../kernels/dense-layers.js';
import { r2Score } from '../../metrics/index.js';
import { learnMlp, type MlpRows } from './learn.js';
import type { OutputActivation } from './output-loss.js';
import { mlpParams } from './params.js';
import { isPartialFit, type PartialFitOptions, partialFitOptions } from './partial-fit.js';
import { coefsOf, interceptsOf, type MlpState, packedLayers, scoresOf } from './state.js';
import { validationMatrix } from './validation-rows.js';

const mlpRegressorParams = {
  loss: oneOf(['squaredError', 'poisson'], {
    default: 'squaredError',
    doc: "What is lowered: half the squared error, or for counts half the Poisson deviance, with exp as the last layer's activation.",
  }),
  ...mlpParams,
};

/** Parameters of {@link MLPRegressor}. */
export type MLPRegressorParams = ParamsOf<typeof mlpRegressorParams>;

/**
 * Regression by a neural network of dense layers (a multi-layer perceptron), trained by squared error.
 *
 * Use it for smooth relations of many columns together. Scale the columns, and the target too
 * (TransformedTargetRegressor): weights start small, and a target in thousands takes long to reach. A table as y is
 * several targets, which one network learns together; what `fit` returns then predicts a Matrix. Seeds, stopping,
 * `validation` and `partialFit` are as in {@link MLPClassifier}; scores of held-out rows are R2.
 *
 * Fitted: `coefs` and `intercepts` (one a layer), `lossCurve`, `loss`, `bestLoss`, `validationScores`, `bestValidationScore`,
 * `nIter`, `nLayers`, `nOutputs`, `outActivation`, `t`. Sample weights are used.
 * Errors: DivergenceError when the loss is no longer finite, with the epoch; InvalidDataError for negative targets
 * with 'poisson'; InvalidParameterError for parameters that contradict each other.
 * Warns: ConvergenceWarning when `maxIter` ends the fit.
 * Complexity: O(epochs * rows * weights). Arithmetic is in 32 bits, but for 'lbfgs' in 64.
 * Source: Rumelhart, Hinton and Williams, Nature 323 (1986); Kingma and Ba, "Adam", 2014.
 *
 * @example
 * ```ts
 * import { MLPRegressor } from 'pipefit/neural';
 *
 * const X = Array.from({ length: 61 }, (_, i) => [i / 10 - 3]);
 * const y = X.map(([x]) => Math.sin(x!));
 * const model = new MLPRegressor({ hiddenLayerSizes: [16], activation: 'tanh', solver: 'lbfgs', randomState: 0 });
 * await model.fit(X, y);
 * console.log(model.predictOne([Math.PI / 2]).toFixed(1)); // 1.0
 * ```
 */
export class MLPRegressor extends BaseRegressor<MLPRegressorParams, MlpState> {
  static override readonly paramSpec = mlpRegressorParams;
  override readonly name = 'MLPRegressor';

  override get tags(): MultiOutputTags {
    return { sampleWeight: true, validation: true, random: true, multiOutput: true };
  }

  /** The weights of each layer: one row an input, one column a unit. */
  get coefs(): Matrix[] {
    return coefsOf(this.fitted);
  }

  /** The constants of each layer, one a unit. */
  get intercepts(): Float64Array[] {
    return interceptsOf(this.fitted);
  }

  /** The mean loss of each epoch, penalty included; warm starts and partialFit add to it. Empty with 'lbfgs'. */
  get lossCurve(): Float64Array {
    return this.fitted.lossCurve;
  }

  /** The loss of the last epoch. */
  get loss(): number {
    return this.fitted.loss;
  }

  /** The lowest loss of an epoch; null with `earlyStopping`. */
  get bestLoss(): number | null {
    return this.fitted.bestLoss;
  }

  /** R2 of held-out or given rows after each epoch; null without such rows. */
  get validationScores(): Float64Array | null {
    return this.fitted.validationScores;
  }

  /** The highest of `validationScores`; null without `earlyStopping`. */
  get bestValidationScore(): number | null {
    return this.fitted.bestValidationScore;
  }

  /** Epochs (with 'lbfgs' iterations) of the last fit. */
  get nIter(): number {
    return this.fitted.nIter;
  }

  /** Layers, the inputs counted as one. */
  get nLayers(): number {
    return this.fitted.sizes.length;
  }

  /** What the last layer does with its sums. */
  get outActivation(): OutputActivation {
    return this.fitted.output;
  }

  /** Rows seen in training, each as often as it was. */
  get t(): number {
    return this.fitted.samplesSeen;
  }

  /** Does one epoch on X and y, going on from what was learnt before. */
  partialFit(X: DataLike, y: VectorLike, options?: PartialFitOptions): FitPromise<this>;
  partialFit(X: DataLike, y: TargetsOf<this>, options?: PartialFitOptions): FitPromise<MultiOutput<this>>;
  partialFit(X: DataLike, y: VectorLike | TargetsOf<this>, options: PartialFitOptions = {}) {
    return fitPromise(async () => {
      const rows = this.isFitted ? this.input(X).withColumnNames(this.featureNamesIn) : X;
      return this.fit(rows, y as VectorLike, partialFitOptions(options));
    }) as FitPromise<never>;
  }

  protected override learnTarget(
    X: Matrix,
    y: Float64Array,
    context: FitContext<MLPRegressorParams>,
    outputs: number,
  ): Promise<MlpState> {
    const { params, sampleWeight, options } = context;
    const partial = isPartialFit(options);
    this.#checkCounts(y, outputs, params);
    return learnMlp(
      {
        owner: this.name,
        rows: { X, targets: Float32Array.from(y), weights: sampleWeight },
        outputs,
        output: params.loss === 'poisson' ? 'exp' : 'identity',
        last: this.isFitted && (partial || params.warmStart) ? this.fitted : null,
        partial,
        strata: null,
        validation: this.#validation(X, outputs, context),
        score: (given, { targets, weights }) => {
          if (!given.every(Number.isFinite)) return Number.NaN;
          const table = (values: Float32Array) =>
            new Matrix(Float64Array.from(values), values.length / outputs, outputs);
          return r2Score(table(targets), table(given), weights === null ? {} : { sampleWeight: weights });
        },
      },
      context,
    );
  }

  protected override predictTarget(X: Matrix): Float64Array {
    const scores = scoresOf(this.fitted, X);
    return this.fitted.output === 'exp' ? scores.map(Math.exp) : scores;
  }

  protected override rowStep({ numbers }: RowCells): RowStep | null {
    // What is predicted of several targets is more than the one number of a step.
    if (this.nOutputs > 1) return null;
    const { output } = this.fitted;
    const layers = packedLayers(this.fitted);
    const prediction = new Float64Array(1);
    return regression(prediction, () => {
      runLayers(layers, numbers, 1, prediction);
      if (output === 'exp') prediction[0] = Math.exp(prediction[0]!);
      return true;
    });
  }

  #validation(
    X: Matrix,
    outputs: number,
    { options, params }: FitContext<MLPRegressorParams>,
  ): MlpRows | null {
    if (options.validation === undefined) return null;
    const what = 'the validation target';
    const [data, y] = options.validation;
    const held = validationMatrix(conform(data, schemaOf(X), this.name), this.name);
    const targets = asTargets(y as VectorLike, this.name, what);
    checkLength(targets.values.length / targets.outputs, held.rows, this.name, what);
    if (targets.outputs !== outputs) {
      throw new InvalidDataError(
        `${this.name}: ${what} has ${targets.outputs} columns, but y has ${outputs}.`,
      );
    }
    this.#checkCounts(targets.values, outputs, params);
    return { X: held, targets: Float32Array.from(targets.values), weights: null };
  }

  #checkCounts(y: Float64Array, outputs: number, { loss }: MLPRegressorParams): void {
    if (loss !== 'poisson') return;
    const negative = y.findIndex((value) => value < 0);
    if (negative < 0) return;
    const row = Math.floor(negative / outputs);
    throw new InvalidDataError(
      `${this.name}: loss 'poisson' is for counts, but row ${row} of y is ${y[negative]}. Choose 'squaredError'.`,
      { row },
    );
  }
}
