import {
  asTargets,
  checkLength,
  type DataLike,
  Matrix,
  type RowLike,
  type Table,
  type VectorLike,
} from '../data/index.js';
import { InvalidDataError } from '../errors/index.js';
import { r2Score } from '../metrics/r2-score.js';
import { BaseEstimator } from './base-estimator.js';
import type { Regressor } from './estimator.js';
import type { FitContext } from './fit-context.js';
import type { FitOptions, ScoreOptions, TargetLike } from './fit-options.js';
import type { FitPromise } from './fit-promise.js';
import type { MultiOutput, TargetsOf } from './multi-output.js';

/** What a regressor remembers beside its own state when it has learnt several targets. */
export interface SeveralTargetsState {
  readonly outputs?: {
    readonly count: number;
    /** What the targets are called, where they came with names. */
    readonly names: readonly string[] | null;
  };
}

/**
 * The base of regressors: a subclass learns in `learnTarget` and predicts checked data in `predictTarget`. One with
 * the tag `multiOutput` also takes a table as y. Its `learnTarget` is then told how many `outputs` there are, and
 * both y and what `predictTarget` gives have that many numbers a row, row after row.
 */
export abstract class BaseRegressor<
    P extends object,
    S extends object,
    X extends Table = Matrix,
    Deep extends object = P,
  >
  extends BaseEstimator<P, S & SeveralTargetsState, X, Deep>
  implements Regressor<Deep>
{
  override readonly kind = 'regressor';

  /** How many targets were learnt. */
  get nOutputs(): number {
    return this.fitted.outputs?.count ?? 1;
  }

  /** Learns from X and one finite number a row. */
  override fit(X: DataLike, y: VectorLike, options?: FitOptions): FitPromise<this>;
  /** Learns from X and a table with one target a column. */
  override fit(X: DataLike, y: TargetsOf<this>, options?: FitOptions): FitPromise<MultiOutput<this>>;
  override fit(X: DataLike, y: VectorLike | TargetsOf<this>, options?: FitOptions) {
    return super.fit(X, y as TargetLike, options) as FitPromise<never>;
  }

  /** One number for each row of X. */
  predict(X: DataLike): Float64Array {
    const alone = Array.isArray(X) && X.length === 1 ? this.rowPath()?.predict(X[0]) : undefined;
    if (alone !== undefined) return Float64Array.of(alone as number);
    return this.answers(this.predictTarget(this.input(X)));
  }

  /** The prediction for a single row: an array of numbers or a row object. */
  predictOne(row: RowLike): number {
    const alone = this.rowPath()?.predict(row);
    if (alone !== undefined) return alone as number;
    const predicted: Float64Array | Matrix = this.predict([row]);
    if (predicted instanceof Matrix) return predicted.row(0) as unknown as number;
    return predicted[0]!;
  }

  /** Coefficient of determination R2 of the predictions for X; of several targets the mean of theirs. */
  score(X: DataLike, y: VectorLike | TargetsOf<this>, options: ScoreOptions = {}): number {
    return r2Score(y as VectorLike, this.predict(X), options);
  }

  protected override learn(
    X: X,
    y: TargetLike | undefined,
    context: FitContext<P>,
  ): (S & SeveralTargetsState) | Promise<S & SeveralTargetsState> {
    if (y === undefined || y === null)
      throw new InvalidDataError(`${this.name}: fit needs y, the target values.`);
    const { values, outputs, names } = asTargets(y as VectorLike, this.name);
    checkLength(values.length / outputs, X.rows, this.name, 'y');
    if (outputs === 1) return this.learnTarget(X, values, context, 1);
    if (!this.tags.multiOutput) {
      throw new InvalidDataError(
        `${this.name}: y has ${outputs} columns, but ${this.name} learns one target. Take one column of y, or a ` +
          'regressor that learns several, such as RandomForestRegressor.',
      );
    }
    return this.#learnSeveral(X, values, context, { count: outputs, names });
  }

  protected abstract learnTarget(
    X: X,
    y: Float64Array,
    context: FitContext<P>,
    outputs: number,
  ): S | Promise<S>;

  protected abstract predictTarget(X: X): Float64Array;

  /** Numbers for some rows in the form in which they are given out: of several targets as a Matrix. */
  protected answers(values: Float64Array): Float64Array {
    const { outputs } = this.fitted;
    if (outputs === undefined) return values;
    const { count, names } = outputs;
    // Whoever fits several targets gets a MultiOutput, which is declared to answer like this.
    return new Matrix(values, values.length / count, count, names) as unknown as Float64Array;
  }

  async #learnSeveral(
    X: X,
    y: Float64Array,
    context: FitContext<P>,
    outputs: NonNullable<SeveralTargetsState['outputs']>,
  ): Promise<S & SeveralTargetsState> {
    return { ...(await this.learnTarget(X, y, context, outputs.count)), outputs };
  }
}
