import {
  BaseClassifier,
  type FitContext,
  oneOf,
  type ParamsOf,
  type RowStep,
  type Tags,
  type TargetLike,
} from '../core/index.js';
import {
  asLabels,
  type DataLike,
  type EncodedLabels,
  type Label,
  type LabelsLike,
  Matrix,
  type RowCells,
  type SparseMatrix,
} from '../data/index.js';
import { InvalidDataError, InvalidParameterError, showValue } from '../errors/index.js';
import { boostedImportances } from '../kernels/tree/importances.js';
import type { DecisionTreeRegressor } from '../tree/decision-tree-regressor.js';
import { denseRows } from '../tree/grow-tree.js';
import { classesOfRow } from './classes-of-row.js';
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
import { BinaryLogLoss } from './losses/binary-log-loss.js';
import { ExponentialLoss } from './losses/exponential-loss.js';
import type { Link, Loss } from './losses/loss.js';
import { MultinomialLogLoss } from './losses/multinomial-log-loss.js';

const gradientBoostingClassifierParams = {
  loss: oneOf(['logLoss', 'exponential'], {
    default: 'logLoss',
    doc: "What is made small; 'exponential' (two classes only) is AdaBoost's.",
  }),
  ...gradientBoostingParams,
};

/** Parameters of {@link GradientBoostingClassifier}. */
export type GradientBoostingClassifierParams = ParamsOf<typeof gradientBoostingClassifierParams>;

/**
 * Adds up many small regression trees, each grown on what the ones before left: exact gradient boosting, with every
 * threshold tried.
 *
 * Use it on up to some ten thousand rows; {@link HistGradientBoostingClassifier} is much faster beyond. A shallow
 * `maxDepth`, a small `learningRate` with many trees, and a `subsample` below 1 keep it from learning noise. Missing
 * values, sparse data and precision are as in {@link DecisionTreeClassifier}. With `nIterNoChange` it stops when the
 * loss of held-out rows (those of `validation` in fit's options, or a share of the training rows) no longer falls.
 *
 * Fitted: `estimators`, `nEstimators` (iterations done), `featureImportances`, `trainScore`, `validationScore`,
 * `oobScore`, `oobScores` and `oobImprovement` (with `subsample` below 1). Sample weights are used. Errors:
 * InvalidDataError when fewer than two classes have weight; InvalidParameterError for an `init` that is no classifier
 * with probabilities and for 'exponential' with three classes. Complexity: O(trees * columns * rows * depth) in time.
 * Source: Friedman, "Greedy function approximation: a gradient boosting machine", Annals of Statistics 29, 2001.
 *
 * @example
 * ```ts
 * import { GradientBoostingClassifier } from 'pipefit';
 *
 * const X = [[0, 1], [1, 0], [2, 1], [8, 0], [9, 1], [10, 0]];
 * const y = ['low', 'low', 'low', 'high', 'high', 'high'];
 * const model = await new GradientBoostingClassifier({ nEstimators: 20 }).fit(X, y);
 * console.log(model.predict([[1, 1], [9, 0]]), model.estimators.length); // ['low', 'high'] 20
 * ```
 */
export class GradientBoostingClassifier extends BaseClassifier<
  GradientBoostingClassifierParams,
  ExactBoostingState,
  Matrix | SparseMatrix
> {
  static override readonly paramSpec = gradientBoostingClassifierParams;
  override readonly name = 'GradientBoostingClassifier';

  override get tags(): Tags {
    const { subsample, maxFeatures, nIterNoChange } = this.params;
    const random = subsample < 1 || maxFeatures !== null || nIterNoChange !== null;
    return { sparse: true, missing: true, sampleWeight: true, validation: true, random };
  }

  /** The trees, one a class (one in all for two classes), iteration after iteration; their leaves hold steps. */
  get estimators(): readonly (readonly DecisionTreeRegressor[])[] {
    const { trees, width } = this.model;
    return boostedEstimators(trees, width, this.params, this.schema);
  }

  /** Number of iterations that were done. */
  get nEstimators(): number {
    return this.model.trees.length / this.model.width;
  }

  /** Share of each column in what the splits take off the impurity. */
  get featureImportances(): Float64Array {
    return boostedImportances(this.model.trees, this.nFeaturesIn);
  }

  /** The loss after each iteration on the rows it learnt from: with 'logLoss' and two classes the deviance, twice the log loss. */
  get trainScore(): Float64Array {
    return this.model.trainScore;
  }

  /** The same of the held-out rows; empty where there were none. */
  get validationScore(): Float64Array {
    return this.model.validationScore;
  }

  /** The loss of the left-out rows after the last iteration; null without `subsample`. */
  get oobScore(): number | null {
    return this.model.outOfBag?.scores.at(-1) ?? null;
  }

  /** The loss of the left-out rows after each iteration; null without `subsample`. */
  get oobScores(): Float64Array | null {
    return this.model.outOfBag?.scores ?? null;
  }

  /** What each iteration took off the loss of the left-out rows; null without `subsample`. */
  get oobImprovement(): Float64Array | null {
    return this.model.outOfBag?.improvement ?? null;
  }

  /** The node number of the leaf of each row (rows) in each tree (columns: classes side by side for each iteration). */
  apply(X: DataLike): Matrix {
    return forestLeaves(this.model.trees, denseRows(this.input(X)));
  }

  /** The score of the second of two classes for each row; with more classes a Matrix with the score of each. */
  decisionFunction(X: DataLike): Float64Array | Matrix {
    const table = denseRows(this.input(X));
    return this.#scoreTable(finalScores(this.model, table), table.rows);
  }

  /** `decisionFunction` after every iteration in turn. */
  *stagedDecisionFunction(X: DataLike): Generator<Float64Array | Matrix> {
    const table = denseRows(this.input(X));
    for (const raw of stagedScores(this.model, table)) yield this.#scoreTable(raw, table.rows);
  }

  /** `predictProba` after every iteration in turn. */
  *stagedPredictProba(X: DataLike): Generator<Matrix> {
    const table = denseRows(this.input(X));
    for (const raw of stagedScores(this.model, table)) {
      yield this.#shares(raw, table.rows).withColumnNames(this.classes.map(String));
    }
  }

  /** `predict` after every iteration in turn. */
  *stagedPredict(X: DataLike): Generator<Label[]> {
    for (const shares of this.stagedPredictProba(X)) {
      yield Array.from({ length: shares.rows }, (_, i) => {
        const row = shares.row(i);
        return this.classes[row.indexOf(row.reduce((most, share) => Math.max(most, share)))]!;
      });
    }
  }

  protected override async learnClasses(
    X: Matrix | SparseMatrix,
    { classes, codes }: EncodedLabels,
    context: FitContext<GradientBoostingClassifierParams>,
  ): Promise<ExactBoostingState> {
    const { params, sampleWeight } = context;
    checkInit(this.name, params.init, 'classifier');
    checkClasses(this.name, params.loss, classes, codes, sampleWeight);
    const all = { X: denseRows(X), y: Float64Array.from(codes), weights: sampleWeight };
    const given = givenValidation(this.name, X, context.options.validation, (y) =>
      codesOf(this.name, y, classes),
    );
    const { train, validation } = heldOutRows(this.name, all, given, params, true);
    const loss = lossOf(params.loss === 'exponential' ? 'halfLogOdds' : 'logOdds', classes.length);
    const last = this.isFitted ? { state: this.model, columns: this.nFeaturesIn } : null;
    const known = iterationsToKeep(this.name, params.warmStart, last, X.cols, loss.width);
    const labels = Array.from(train.y, (code) => classes[code]!);
    const start = known?.start ?? (await startOf(params.init, loss, train, labels, context));
    const reported = loss instanceof BinaryLogLoss ? 2 : 1;
    return boostTrees({ owner: this.name, loss, start, reported, train, validation, known }, context);
  }

  protected override probabilities(X: Matrix | SparseMatrix): Matrix {
    const table = denseRows(X);
    return this.#shares(finalScores(this.model, table), table.rows);
  }

  protected override rowStep(input: RowCells): RowStep | null {
    const loss = lossOf(this.model.link, this.classes.length);
    const raw = new Float64Array(loss.width);
    const predict = rowScores(this.model, input, raw);
    return predict && classesOfRow(this.classes, loss, raw, predict);
  }

  #scoreTable(raw: Float64Array, rows: number): Float64Array | Matrix {
    const { width } = this.model;
    if (width === 1) return raw.slice();
    return new Matrix(byRows(raw, rows, width), rows, width, this.classes.map(String));
  }

  /** The probabilities of the classes from scores. */
  #shares(raw: Float64Array, rows: number): Matrix {
    const { width, link } = this.model;
    const shares = raw.slice();
    lossOf(link, this.classes.length).inverseLink(shares);
    if (width > 1) return new Matrix(byRows(shares, rows, width), rows, width);
    const both = new Float64Array(2 * rows);
    for (let i = 0; i < rows; i++) {
      both[2 * i] = 1 - shares[i]!;
      both[2 * i + 1] = shares[i]!;
    }
    return new Matrix(both, rows, 2);
  }
}

function lossOf(link: Link, classes: number): Loss {
  if (link === 'halfLogOdds') return new ExponentialLoss();
  return classes === 2 ? new BinaryLogLoss() : new MultinomialLogLoss(classes);
}

/** Refuses targets that leave nothing to tell apart, or more classes than the loss is for. */
function checkClasses(
  owner: string,
  loss: GradientBoostingClassifierParams['loss'],
  classes: readonly Label[],
  codes: Int32Array,
  weights: Float64Array | null,
): void {
  const present = new Set(codes.filter((_, row) => weights === null || weights[row]! > 0));
  if (present.size < 2) {
    throw new InvalidDataError(
      `${owner}: y must hold at least two classes in rows whose weight is not 0. Got ${present.size}.`,
    );
  }
  if (loss === 'exponential' && classes.length > 2) {
    throw new InvalidParameterError(
      owner,
      'loss',
      `${owner}: loss 'exponential' is for two classes, but y has ${classes.length}. Use 'logLoss'.`,
    );
  }
}

/** The codes of labels among the classes of the training rows. */
function codesOf(owner: string, y: TargetLike, classes: readonly Label[]): Float64Array {
  const codeOf = new Map(classes.map((label, code) => [label, code]));
  return Float64Array.from(asLabels(y as LabelsLike, owner, 'validation y'), (label, row) => {
    const code = codeOf.get(label);
    if (code !== undefined) return code;
    throw new InvalidDataError(
      `${owner}: row ${row} of the validation y is ${showValue(label)}, which is no class of the training rows.`,
      { row },
    );
  });
}

/** Scores laid out one score after the other, as rows. */
function byRows(raw: Float64Array, rows: number, width: number): Float64Array {
  const table = new Float64Array(rows * width);
  for (let k = 0; k < width; k++) for (let i = 0; i < rows; i++) table[i * width + k] = raw[k * rows + i]!;
  return table;
}
