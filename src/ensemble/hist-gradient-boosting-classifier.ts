import {
  BaseClassifier,
  classWeightParam,
  type FitContext,
  oneOf,
  type ParamsOf,
  type RowStep,
  rowWeights,
  type Tags,
} from '../core/index.js';
import {
  asLabels,
  checkLength,
  codedMatrix,
  type DataLike,
  type EncodedLabels,
  type Frame,
  type Label,
  type LabelsLike,
  type Matrix,
  type RowCells,
} from '../data/index.js';
import { InvalidDataError, showValue } from '../errors/index.js';
import { rawScores } from '../kernels/boosting/raw-scores.js';
import { checkTotalWeight } from '../tree/tree-criteria.js';
import { classesOfRow } from './classes-of-row.js';
import { boostingTags } from './hist-boosting/boosting-tags.js';
import { classProbabilities, decisionScores, predictedCodes } from './hist-boosting/class-scores.js';
import { recode } from './hist-boosting/columns.js';
import { learnBoosting } from './hist-boosting/learn.js';
import { histBoostingParams } from './hist-boosting/params.js';
import { rowRaw } from './hist-boosting/row-raw.js';
import { scoreOfClasses } from './hist-boosting/score-raw.js';
import { stagedRaw } from './hist-boosting/staged.js';
import type { BoostingState } from './hist-boosting/train.js';
import { BinaryLogLoss } from './losses/binary-log-loss.js';
import type { Loss } from './losses/loss.js';
import { MultinomialLogLoss } from './losses/multinomial-log-loss.js';

const histGradientBoostingClassifierParams = {
  loss: oneOf(['logLoss'], { default: 'logLoss', doc: 'What is lowered.' }),
  ...histBoostingParams,
  classWeight: classWeightParam(),
};

/** Parameters of {@link HistGradientBoostingClassifier}. */
export type HistGradientBoostingClassifierParams = ParamsOf<typeof histGradientBoostingClassifierParams>;

/**
 * Adds up small trees, each grown on what those before it left wrong, over columns cut into at most 255 bins.
 *
 * Use it as the strong model for a table of more than some thousand rows: it is quick, takes missing values and
 * categories as they are, and hardly needs tuning beyond `learningRate`, `maxIter` and `maxLeafNodes`. Two classes
 * take one tree an iteration, more take one a class. Missing values, categories and early stopping are as in
 * {@link HistGradientBoostingRegressor}; rows are held out by their classes.
 *
 * Fitted: `nIter`, `trainScore`, `validationScore`, `isCategorical`. Sample weights are used; `minSamplesLeaf`
 * counts rows. Errors: InvalidParameterError for parameters that contradict each other or the columns;
 * InvalidDataError when no row has weight, and for columns of text.
 * Complexity: O(iterations * trees * columns * rows * depth / 2) in time, O(columns * rows) bytes in memory.
 * Source: Ke et al., "LightGBM: A Highly Efficient Gradient Boosting Decision Tree", NeurIPS 2017.
 *
 * @example
 * ```ts
 * import { HistGradientBoostingClassifier } from 'pipefit';
 *
 * const X = Array.from({ length: 200 }, (_, i) => ({ size: i % 20, colour: i % 3 === 0 ? 'red' : 'blue' }));
 * const y = X.map(({ size, colour }) => (size < 10 && colour === 'red' ? 'yes' : 'no'));
 * const model = await new HistGradientBoostingClassifier().fit(X, y);
 * console.log(model.predict([{ size: 3, colour: 'red' }, { size: 3, colour: 'blue' }])); // ['yes', 'no']
 * console.log(model.isCategorical); // [false, true]
 * ```
 */
export class HistGradientBoostingClassifier extends BaseClassifier<
  HistGradientBoostingClassifierParams,
  BoostingState,
  Matrix | Frame
> {
  static override readonly paramSpec = histGradientBoostingClassifierParams;
  override readonly name = 'HistGradientBoostingClassifier';

  override get tags(): Tags {
    return boostingTags(this.params);
  }

  /** Number of iterations that were done. */
  get nIter(): number {
    const { trees, baseline } = this.model;
    return trees.roots.length / baseline.length;
  }

  /** Score of the training rows before the first tree and after each iteration; empty without early stopping. */
  get trainScore(): Float64Array {
    return this.model.trainScore;
  }

  /** The same for the rows that were held out or given as `validation`; empty without any. */
  get validationScore(): Float64Array {
    return this.model.validationScore;
  }

  /** Whether each column was split by categories. */
  get isCategorical(): readonly boolean[] {
    return this.model.categories.map((known) => known !== null);
  }

  /** Raw predictions: the log-odds of the second of two classes, or a column for each of more. */
  decisionFunction(X: DataLike): Float64Array | Matrix {
    const table = this.input(X);
    return decisionScores(this.#raw(table), table.rows, this.classes);
  }

  /** The predicted labels after each iteration, one after another. */
  *stagedPredict(X: DataLike): Generator<Label[]> {
    const { classes } = this;
    const table = this.#coded(this.input(X));
    for (const raw of stagedRaw(this.model, table)) {
      yield Array.from(predictedCodes(raw, table.rows), (code) => classes[code]!);
    }
  }

  /** The probabilities after each iteration, one after another. */
  *stagedPredictProba(X: DataLike): Generator<Matrix> {
    const loss = lossFor(this.classes.length);
    const table = this.#coded(this.input(X));
    for (const raw of stagedRaw(this.model, table)) {
      yield classProbabilities(loss, raw, table.rows, this.classes);
    }
  }

  /** The raw predictions after each iteration, one after another. */
  *stagedDecisionFunction(X: DataLike): Generator<Float64Array | Matrix> {
    const table = this.#coded(this.input(X));
    for (const raw of stagedRaw(this.model, table)) yield decisionScores(raw, table.rows, this.classes);
  }

  protected override learnClasses(
    X: Matrix | Frame,
    y: EncodedLabels,
    context: FitContext<HistGradientBoostingClassifierParams>,
  ): Promise<BoostingState> {
    const { params } = context;
    const weights = rowWeights(params.classWeight, y, context.sampleWeight);
    checkTotalWeight(this.name, weights);
    const loss = lossFor(y.classes.length);
    this.#checkKeptClasses(y.classes);
    return learnBoosting(
      X,
      {
        owner: this.name,
        y: Float64Array.from(y.codes),
        weights,
        loss,
        score: scoreOfClasses(this.name, params.scoring, loss, y.classes),
        classes: true,
        targetOf: (target, rows) => this.#codesOf(target as LabelsLike, rows, y.classes),
        last: this.isFitted ? { state: this.model, schema: this.schema } : null,
      },
      context,
    );
  }

  protected override probabilities(X: Matrix | Frame): Matrix {
    const { classes } = this;
    return classProbabilities(lossFor(classes.length), this.#raw(X), X.rows, classes);
  }

  protected override rowStep(input: RowCells): RowStep | null {
    const loss = lossFor(this.classes.length);
    const raw = new Float64Array(loss.width);
    const predict = rowRaw(this.model, input, this.schema, raw);
    return predict && classesOfRow(this.classes, loss, raw, predict);
  }

  #raw(X: Matrix | Frame): Float64Array {
    const { data, rows, cols } = this.#coded(X);
    return rawScores(this.model, data, rows, cols);
  }

  #coded(X: Matrix | Frame): Matrix {
    return recode(codedMatrix(X, this.schema), this.model.categories);
  }

  #checkKeptClasses(classes: readonly Label[]): void {
    if (!this.params.warmStart || !this.isFitted) return;
    if (classes.length === this.classes.length && classes.every((label, c) => label === this.classes[c]))
      return;
    throw new InvalidDataError(
      `${this.name}: warmStart keeps trees for the classes ${showValue(this.classes)}, but y has ` +
        `${showValue(classes)}. Set warmStart: false.`,
    );
  }

  #codesOf(labels: LabelsLike, rows: number, classes: readonly Label[]): Float64Array {
    const given = asLabels(labels, this.name, 'the validation target');
    checkLength(given.length, rows, this.name, 'the validation target');
    const codeOf = new Map(classes.map((label, code) => [label, code]));
    return Float64Array.from(given, (label, row) => {
      const code = codeOf.get(label);
      if (code !== undefined) return code;
      throw new InvalidDataError(
        `${this.name}: row ${row} of the validation target is ${showValue(label)}, a class that y does not have.`,
        { row },
      );
    });
  }
}

function lossFor(classes: number): Loss {
  return classes <= 2 ? new BinaryLogLoss() : new MultinomialLogLoss(classes);
}
