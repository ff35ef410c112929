import {
  argMax,
  BaseClassifier,
  boolean,
  classification,
  classWeightParam,
  type FitContext,
  integer,
  mostProbable,
  type Param,
  type ParamsOf,
  type RowStep,
  real,
  rowWeights,
  type Tags,
} from '../core/index.js';
import {
  type DataLike,
  type EncodedLabels,
  type Label,
  Matrix,
  type RowCells,
  type SparseMatrix,
} from '../data/index.js';
import { ConvergenceWarning, InvalidDataError, InvalidParameterError, showValue } from '../errors/index.js';
import { withWorkspace } from '../kernels/wasm/workspace.js';
import { type LbfgsResult, lbfgs } from '../math/lbfgs.js';
import { logSumExp, sigmoid, softplus } from '../math/log-sum-exp.js';
import { logisticObjective, outputsOf } from './logistic-objective.js';
import { rowScores } from './row-scores.js';
import { linearScores } from './scores.js';

const logisticRegressionParams = {
  C: orInfinity(
    real({
      default: 1,
      min: 0,
      above: true,
      doc: 'Inverse strength of the penalty; Infinity switches it off.',
    }),
  ),
  fitIntercept: boolean({
    default: true,
    doc: 'Whether each class has a constant term, which is not penalised.',
  }),
  tol: real({ default: 1e-4, min: 0, doc: 'Ends when no element of the gradient is larger than this.' }),
  maxIter: integer({ default: 100, min: 0, doc: 'Most iterations of L-BFGS.' }),
  classWeight: classWeightParam(),
  warmStart: boolean({
    default: false,
    doc: 'Whether a further fit starts at the coefficients of the one before.',
  }),
};

/** Parameters of {@link LogisticRegression}. */
export type LogisticRegressionParams = ParamsOf<typeof logisticRegressionParams>;

interface LogisticState {
  /** Row after row: one row of coefficients for two classes, else one a class. */
  readonly coef: Float64Array;
  readonly intercept: Float64Array;
  readonly nIter: number;
}

/** The relative fall of the loss below which rounding rules. */
const VALUE_TOLERANCE = 64 * Number.EPSILON;

/**
 * Classification by a linear model of the log-odds: logistic regression, for several classes by soft-max.
 *
 * Minimises sum_i s_i * loss_i + ||coef||^2 / (2 C), where loss_i is log(1 + exp(-score)) with the score towards
 * the row's own class, or for K > 2 classes log(sum_k exp(score_k)) - score_own; s_i is the row's weight
 * times that of its class. The first model to try for classification, and a good one where effects add up;
 * its probabilities are well calibrated. Scale the columns first: the penalty compares them with each other
 * and the solver needs far fewer steps.
 *
 * Fitted: `coef` (1 x columns for two classes, else classes x columns), `intercept` (one a row of `coef`),
 * `nIter`, `classes`. Sample weights and sparse data are used as they are.
 * With `classWeight: 'balanced'` classes are counted by sample weight.
 * Errors: InvalidDataError when y holds a single class, or with `warmStart` other classes or columns than
 * before; InvalidParameterError when class weights leave no weight at all.
 * Warns: ConvergenceWarning when `maxIter` ends the fit.
 * Complexity: O(rows * columns * classes) an iteration; for sparse data stored values in place of rows * columns.
 * Source: Bishop, Pattern Recognition and Machine Learning (2006), section 4.3; solved by L-BFGS (Liu and
 * Nocedal, 1989).
 *
 * @example
 * ```ts
 * import { LogisticRegression } from 'pipefit';
 *
 * const X = [[0.5], [1], [1.5], [3], [3.5], [4]];
 * const model = await new LogisticRegression().fit(X, ['no', 'no', 'no', 'yes', 'yes', 'yes']);
 * console.log(model.predict([[1.2], [3.2]])); // ['no', 'yes']
 * ```
 */
export class LogisticRegression extends BaseClassifier<
  LogisticRegressionParams,
  LogisticState,
  Matrix | SparseMatrix
> {
  static override readonly paramSpec = logisticRegressionParams;
  override readonly name = 'LogisticRegression';

  override get tags(): Tags {
    return { sparse: true, sampleWeight: true };
  }

  /** Coefficients: one row for two classes (towards the second), else one row a class. */
  get coef(): Matrix {
    const { coef, intercept } = this.model;
    return new Matrix(coef, intercept.length, this.nFeaturesIn, this.featureNamesIn);
  }

  /** The constant term of each row of `coef`; zeros with `fitIntercept: false`. */
  get intercept(): Float64Array {
    return this.model.intercept;
  }

  /** Iterations that the last fit took. */
  get nIter(): number {
    return this.model.nIter;
  }

  /** The label of the highest score for each row of X; two probabilities may round to the same, scores do not. */
  override predict(X: DataLike): Label[] {
    const alone = this.predictAlone(X);
    if (alone !== null) return alone;
    const scores = this.scores(this.input(X));
    const { classes } = this;
    if (classes.length > 2) return mostProbable(classes, scores);
    const labels: Label[] = new Array(scores.length);
    for (let i = 0; i < labels.length; i++) labels[i] = classes[scores[i]! > 0 ? 1 : 0]!;
    return labels;
  }

  /**
   * Log-odds of the second class for each row of X (above 0 it is predicted); for more than two classes a
   * Matrix with the score of each class.
   */
  decisionFunction(X: DataLike): Float64Array | Matrix {
    const table = this.input(X);
    const scores = this.scores(table);
    const { classes } = this;
    return classes.length === 2
      ? scores
      : new Matrix(scores, table.rows, classes.length, classes.map(String));
  }

  /** The logarithms of `predictProba`, exact also where a probability is too small to be a number. */
  override predictLogProba(X: DataLike): Matrix {
    const table = this.input(X);
    const scores = this.scores(table);
    const { classes } = this;
    const logs = Matrix.zeros(table.rows, classes.length, classes.map(String));
    for (let i = 0; i < table.rows; i++) {
      const row = logs.row(i);
      if (classes.length === 2) {
        row[0] = -softplus(scores[i]!);
        row[1] = -softplus(-scores[i]!);
      } else {
        const start = i * classes.length;
        const total = logSumExp(scores, start, classes.length);
        for (let k = 0; k < classes.length; k++) row[k] = scores[start + k]! - total;
      }
    }
    return logs;
  }

  protected override async learnClasses(
    X: Matrix | SparseMatrix,
    y: EncodedLabels,
    context: FitContext<LogisticRegressionParams>,
  ): Promise<LogisticState> {
    const { params, sampleWeight } = context;
    const { C, fitIntercept, maxIter, tol, classWeight } = params;
    const classes = y.classes.length;
    if (classes < 2) {
      throw new InvalidDataError(
        `${this.name} needs at least 2 classes; y holds only ${showValue(y.classes[0])}.`,
      );
    }
    const weights = rowWeights(classWeight, y, sampleWeight, 'weights');
    if (weights?.every((weight) => weight === 0)) {
      throw new InvalidParameterError(
        this.name,
        'classWeight',
        `${this.name}: with this classWeight the weight of every row is 0. ` +
          'Give a class that occurs a weight above 0.',
      );
    }
    const size = outputsOf(classes) * X.cols;
    const start = new Float64Array(size + (fitIntercept ? outputsOf(classes) : 0));
    if (params.warmStart && this.isFitted) start.set(this.previous(X, y, start.length));

    const data = { X, codes: y.codes, classes, weights, C, fitIntercept };
    const result = await withWorkspace((workspace) =>
      lbfgs(logisticObjective(data, workspace), start, {
        maxIterations: maxIter,
        gradientTolerance: tol,
        valueTolerance: VALUE_TOLERANCE,
        pause: (done) => {
          context.progress(done, maxIter);
          return context.pause();
        },
      }),
    );
    const trouble = troubleOf(result, params);
    if (trouble !== null) context.warn(new ConvergenceWarning(`${this.name}: ${trouble}`));
    return {
      coef: result.x.slice(0, size),
      intercept: fitIntercept ? result.x.slice(size) : new Float64Array(outputsOf(classes)),
      nIter: result.iterations,
    };
  }

  protected override probabilities(X: Matrix | SparseMatrix): Matrix {
    const scores = this.scores(X);
    const classes = this.classes.length;
    const probabilities = Matrix.zeros(X.rows, classes);
    const { data } = probabilities;
    for (let i = 0, p = 0; i < X.rows; i++) {
      if (classes === 2) {
        data[p++] = sigmoid(-scores[i]!);
        data[p++] = sigmoid(scores[i]!);
      } else {
        const total = logSumExp(scores, p, classes);
        for (let k = 0; k < classes; k++, p++) data[p] = Math.exp(scores[p]! - total);
      }
    }
    return probabilities;
  }

  protected override rowStep(input: RowCells): RowStep {
    const { coef, intercept } = this.model;
    const { classes } = this;
    const scores = new Float64Array(intercept.length);
    const probabilities = new Float64Array(classes.length);
    const score = rowScores(input, coef, intercept, scores);
    const run = () => {
      score();
      writeProbabilities(scores, 0, probabilities);
      return true;
    };
    return classification(classes, probabilities, run, () => {
      score();
      return scores.length === 1 ? Number(scores[0]! > 0) : argMax(scores);
    });
  }

  private scores(X: Matrix | SparseMatrix): Float64Array {
    return linearScores(X, this.model.coef, this.model.intercept);
  }

  /** The coefficients and intercepts of the fit before, to start from. */
  private previous(X: Matrix | SparseMatrix, y: EncodedLabels, length: number): Float64Array {
    const { coef, intercept } = this.model;
    const same = this.classes.length === y.classes.length && this.classes.every((c, k) => c === y.classes[k]);
    if (!same || this.nFeaturesIn !== X.cols) {
      throw new InvalidDataError(
        `${this.name}: warmStart goes on from a fit with ${this.nFeaturesIn} columns and the classes ` +
          `${this.classes.map(showValue).join(', ')}, but now there are ${X.cols} columns and the classes ` +
          `${y.classes.map(showValue).join(', ')}. Set warmStart to false, or fit a clone.`,
      );
    }
    const joined = new Float64Array(coef.length + intercept.length);
    joined.set(coef);
    joined.set(intercept, coef.length);
    return joined.subarray(0, length);
  }
}

/** The probabilities of one row from its scores, which begin at `start`. */
function writeProbabilities(scores: Float64Array, start: number, row: Float64Array): void {
  if (row.length === 2) {
    row[0] = sigmoid(-scores[start]!);
    row[1] = sigmoid(scores[start]!);
  } else {
    const total = logSumExp(scores, start, row.length);
    for (let k = 0; k < row.length; k++) row[k] = Math.exp(scores[start + k]! - total);
  }
}

function troubleOf({ ended, iterations }: LbfgsResult, { tol }: LogisticRegressionParams): string | null {
  if (ended === 'limit') {
    return (
      `stopped after ${iterations} iterations before it met tol ${tol}. ` +
      'Scale the columns (StandardScaler) or raise maxIter.'
    );
  }
  if (ended === 'stuck') {
    return (
      `no step lowers the loss any more after ${iterations} iterations, though tol ${tol} is not met. ` +
      'Scale the columns (StandardScaler) or raise tol.'
    );
  }
  return null;
}

function orInfinity(param: Param<number>): Param<number> {
  return {
    ...param,
    describe: `${param.describe}, or Infinity`,
    accepts: (value): value is number => value === Number.POSITIVE_INFINITY || param.accepts(value),
  };
}
