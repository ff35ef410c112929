import {
  BaseClassifier,
  classification,
  classWeightParam,
  type FitContext,
  type FitPromise,
  fitPromise,
  type ParamsOf,
  type RowStep,
  rowWeights,
  type Tags,
  type TargetLike,
} from '../../core/index.js';
import {
  asLabels,
  checkLength,
  conform,
  type DataLike,
  type EncodedLabels,
  encodeLabels,
  type Label,
  type LabelsLike,
  Matrix,
  type RowCells,
  schemaOf,
} from '../../data/index.js';
import { InvalidDataError, InvalidParameterError, showValue } from '../../errors/index.js';
import { runLayers } from '../../kernels/dense-layers.js';
import { accuracyOf, classTargets, writeClassShares } from './class-shares.js';
import { learnMlp, type MlpRows } from './learn.js';
import type { OutputActivation } from './output-loss.js';
import { mlpParams } from './params.js';
import { isPartialFit, type PartialFitOptions, partialFitOptions, sameLabels } from './partial-fit.js';
import { coefsOf, interceptsOf, type MlpState, packedLayers, scoresOf } from './state.js';
import { validationMatrix } from './validation-rows.js';

const mlpClassifierParams = { ...mlpParams, classWeight: classWeightParam() };

/** Parameters of {@link MLPClassifier}. */
export type MLPClassifierParams = ParamsOf<typeof mlpClassifierParams>;

/**
 * Classification by a neural network of dense layers (a multi-layer perceptron), trained by cross-entropy.
 *
 * Use it where classes are told apart by many columns together, such as pixels or measured signals, and there are rows
 * enough; on tables of unlike columns forests and boosting are mostly better. Scale the columns first
 * (StandardScaler). The same seed gives scikit-learn's first weights and its shuffles, thus its results up to
 * 32-bit rounding. Training stops when the loss stands still for `nIterNoChange` epochs; with `earlyStopping` when the
 * accuracy of held-out rows does, and the best weights are put back. Rows given to fit as `validation` are used in
 * place of held-out ones, and scored each epoch also without `earlyStopping`. Predicting needs no backend.
 *
 * Fitted: `coefs` and `intercepts` (one a layer; `batchNormalization` is worked into them), `lossCurve`, `loss`,
 * `bestLoss`, `validationScores`, `bestValidationScore`, `nIter`, `nLayers`, `nOutputs`, `outActivation`, `t`,
 * `classes`. Sample and class weights are used. `partialFit` does one epoch on more rows.
 * Errors: DivergenceError when the loss is no longer finite, with the epoch; InvalidParameterError for parameters that
 * contradict each other, and where a warm start finds other layers; InvalidDataError where it finds other classes.
 * Warns: ConvergenceWarning when `maxIter` ends the fit.
 * Complexity: O(epochs * rows * weights). Arithmetic is in 32 bits, but for 'lbfgs' in 64.
 * Source: Rumelhart, Hinton and Williams, Nature 323 (1986); Kingma and Ba, "Adam", 2014.
 *
 * @example
 * ```ts
 * import { MLPClassifier } from 'pipefit/neural';
 *
 * const X = [[0, 0], [0, 1], [1, 0], [1, 1]];
 * const model = new MLPClassifier({ hiddenLayerSizes: [8], solver: 'lbfgs', activation: 'tanh', randomState: 1 });
 * await model.fit(X, ['same', 'different', 'different', 'same']);
 * console.log(model.predict([[1, 0], [1, 1]])); // ['different', 'same']
 * ```
 */
export class MLPClassifier extends BaseClassifier<MLPClassifierParams, MlpState> {
  static override readonly paramSpec = mlpClassifierParams;
  override readonly name = 'MLPClassifier';

  override get tags(): Tags {
    return { sampleWeight: true, validation: true, random: true };
  }

  /** The weights of each layer: one row an input, one column a unit. */
  get coefs(): Matrix[] {
    return coefsOf(this.model);
  }

  /** The constants of each layer, one a unit. */
  get intercepts(): Float64Array[] {
    return interceptsOf(this.model);
  }

  /** The mean loss of each epoch, penalty included; warm starts and partialFit add to it. Empty with 'lbfgs'. */
  get lossCurve(): Float64Array {
    return this.model.lossCurve;
  }

  /** The loss of the last epoch. */
  get loss(): number {
    return this.model.loss;
  }

  /** The lowest loss of an epoch; null with `earlyStopping`. */
  get bestLoss(): number | null {
    return this.model.bestLoss;
  }

  /** The accuracy on held-out or given rows after each epoch; null without such rows. */
  get validationScores(): Float64Array | null {
    return this.model.validationScores;
  }

  /** The highest of `validationScores`; null without `earlyStopping`. */
  get bestValidationScore(): number | null {
    return this.model.bestValidationScore;
  }

  /** Epochs (with 'lbfgs' iterations) of the last fit. */
  get nIter(): number {
    return this.model.nIter;
  }

  /** Layers, the inputs counted as one. */
  get nLayers(): number {
    return this.model.sizes.length;
  }

  /** Numbers that the last layer gives: one for two classes. */
  get nOutputs(): number {
    return this.model.sizes.at(-1)!;
  }

  /** What the last layer does with its sums. */
  get outActivation(): OutputActivation {
    return this.model.output;
  }

  /** Rows seen in training, each as often as it was. */
  get t(): number {
    return this.model.samplesSeen;
  }

  /**
   * Does one epoch on X and y, going on from what was learnt before. Give all classes with the first call where y may
   * not hold them.
   */
  partialFit(X: DataLike, y: LabelsLike, options: PartialFitOptions = {}): FitPromise<this> {
    return fitPromise<this>(async () => {
      const rows = this.isFitted ? this.input(X).withColumnNames(this.featureNamesIn) : X;
      const marked = partialFitOptions(options);
      if (!this.isFitted && options.classes !== undefined) {
        firstClasses.set(marked, encodeLabels(options.classes, this.name, 'classes').classes);
      }
      await this.fit(rows, y, marked);
      return this;
    });
  }

  protected override async learn(
    X: Matrix,
    y: TargetLike | undefined,
    context: FitContext<MLPClassifierParams>,
  ): Promise<{ readonly classes: readonly Label[]; readonly model: MlpState }> {
    const classes = this.isFitted ? this.classes : firstClasses.get(context.options);
    if (!isPartialFit(context.options) || classes === undefined) return super.learn(X, y, context);
    const codes = this.#codesOf(y as LabelsLike, X.rows, classes, 'y');
    return { classes, model: await this.learnClasses(X, { classes, codes }, context) };
  }

  protected override learnClasses(
    X: Matrix,
    y: EncodedLabels,
    context: FitContext<MLPClassifierParams>,
  ): Promise<MlpState> {
    const { params, sampleWeight, options } = context;
    const { classes, codes } = y;
    const partial = isPartialFit(options);
    const weights = rowWeights(params.classWeight, y, sampleWeight);
    if (weights?.every((weight) => weight === 0)) {
      throw new InvalidParameterError(
        this.name,
        'classWeight',
        `${this.name}: with this classWeight the weight of every row is 0. Give a class that occurs a weight above 0.`,
      );
    }
    const goesOn = this.isFitted && (partial || params.warmStart);
    if (goesOn) this.#checkClasses(classes);
    const outputs = classes.length <= 2 ? 1 : classes.length;
    return learnMlp(
      {
        owner: this.name,
        rows: { X, targets: classTargets(codes, classes.length), weights },
        outputs,
        output: outputs === 1 ? 'logistic' : 'softmax',
        last: goesOn ? this.model : null,
        partial,
        // Scikit-learn gives each class its share of held-out rows only where there are two.
        strata: classes.length === 2 ? codes : null,
        validation: this.#validation(X, classes, context),
        score: (given, rows) => accuracyOf(given, rows.targets, outputs, rows.weights),
      },
      context,
    );
  }

  protected override probabilities(X: Matrix): Matrix {
    const scores = scoresOf(this.model, X);
    const { nOutputs } = this;
    const shares = Matrix.zeros(X.rows, this.classes.length);
    for (let i = 0; i < X.rows; i++) writeClassShares(scores, i * nOutputs, shares.row(i));
    return shares;
  }

  protected override rowStep({ numbers }: RowCells): RowStep {
    const layers = packedLayers(this.model);
    const scores = new Float64Array(this.nOutputs);
    const shares = new Float64Array(this.classes.length);
    return classification(this.classes, shares, () => {
      runLayers(layers, numbers, 1, scores);
      writeClassShares(scores, 0, shares);
      return true;
    });
  }

  #validation(
    X: Matrix,
    classes: readonly Label[],
    { options }: FitContext<MLPClassifierParams>,
  ): MlpRows | null {
    if (options.validation === undefined) return null;
    const [data, labels] = options.validation;
    const held = validationMatrix(conform(data, schemaOf(X), this.name), this.name);
    const codes = this.#codesOf(labels as LabelsLike, held.rows, classes, 'the validation target');
    return { X: held, targets: classTargets(codes, classes.length), weights: null };
  }

  /** Codes of labels that must be known. */
  #codesOf(labels: LabelsLike, rows: number, classes: readonly Label[], what: string): Int32Array {
    const given = asLabels(labels, this.name, what);
    checkLength(given.length, rows, this.name, what);
    const codeOf = new Map(classes.map((label, code) => [label, code]));
    return Int32Array.from(given, (label, row) => {
      const code = codeOf.get(label);
      if (code !== undefined) return code;
      throw new InvalidDataError(
        `${this.name}: row ${row} of ${what} is ${showValue(label)}, which is none of the classes ` +
          `${classes.map(showValue).join(', ')}.`,
        { row },
      );
    });
  }

  #checkClasses(classes: readonly Label[]): void {
    if (sameLabels(classes, this.classes)) return;
    throw new InvalidDataError(
      `${this.name}: warmStart goes on from a fit with the classes ${this.classes.map(showValue).join(', ')}, but y ` +
        `has ${classes.map(showValue).join(', ')}. Set warmStart to false, or fit a clone.`,
    );
  }
}

/** Classes given with the first partialFit, by its options. */
const firstClasses = new WeakMap<object, readonly Label[]>();
