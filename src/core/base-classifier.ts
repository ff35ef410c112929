import {
  checkLength,
  type DataLike,
  type EncodedLabels,
  encodeLabels,
  type Label,
  type LabelsLike,
  Matrix,
  type RowLike,
  type Table,
} from '../data/index.js';
import { InvalidDataError } from '../errors/index.js';
import { accuracyScore } from '../metrics/accuracy-score.js';
import { BaseEstimator } from './base-estimator.js';
import type { Classifier } from './estimator.js';
import type { FitContext } from './fit-context.js';
import type { FitOptions, ScoreOptions, TargetLike } from './fit-options.js';
import type { FitPromise } from './fit-promise.js';
import { mostProbable } from './most-probable.js';

/** What every fitted classifier remembers beside its own state. */
interface ClassifierState<S> {
  readonly classes: readonly Label[];
  readonly model: S;
}

/**
 * The base of classifiers: labels are encoded here, once, and come back as they went in. A subclass learns
 * from codes in `learnClasses` and gives probabilities of checked data in `probabilities`.
 */
export abstract class BaseClassifier<
    P extends object,
    S extends object,
    X extends Table = Matrix,
    Deep extends object = P,
  >
  extends BaseEstimator<P, ClassifierState<S>, X, Deep>
  implements Classifier<Deep>
{
  override readonly kind = 'classifier';

  get classes(): readonly Label[] {
    return this.fitted.classes;
  }

  /** Learns from X and one label a row: numbers, strings or booleans, which come back as they are. */
  override fit(X: DataLike, y: LabelsLike, options?: FitOptions): FitPromise<this> {
    return super.fit(X, y, options);
  }

  /** The most probable label for each row of X; the first of `classes` wins a tie. */
  predict(X: DataLike): Label[] {
    const alone = this.predictAlone(X);
    if (alone !== null) return alone;
    return mostProbable(this.classes, this.probabilities(this.input(X)).data);
  }

  /** The label for a single row: an array of numbers or a row object. */
  predictOne(row: RowLike): Label {
    return (this.rowPath()?.predict(row) as Label | undefined) ?? this.predict([row])[0]!;
  }

  /** The probability of each class, as in `classes`, for a single row: an array of numbers or a row object. */
  predictProbaOne(row: RowLike): Float64Array {
    return this.rowPath()?.probabilities(row) ?? this.predictProba([row]).row(0).slice();
  }

  /** The probability of each class (columns, as in `classes`) for each row of X. */
  predictProba(X: DataLike): Matrix {
    return this.probabilities(this.input(X)).withColumnNames(this.classes.map(String));
  }

  /** The logarithms of `predictProba`. */
  predictLogProba(X: DataLike): Matrix {
    const { data, rows, cols, columnNames } = this.predictProba(X);
    return new Matrix(data.map(Math.log), rows, cols, columnNames);
  }

  /** Share of the rows of X predicted right. */
  score(X: DataLike, y: LabelsLike, options: ScoreOptions = {}): number {
    return accuracyScore(y, this.predict(X), options);
  }

  /** The predictions for a table given as an array of a single row; null where tables must answer. */
  protected predictAlone(X: DataLike): Label[] | null {
    const label = Array.isArray(X) && X.length === 1 ? this.rowPath()?.predict(X[0]) : undefined;
    return label === undefined ? null : [label];
  }

  /** What this classifier itself learnt. */
  protected get model(): S {
    return this.fitted.model;
  }

  protected override async learn(
    X: X,
    y: TargetLike | undefined,
    context: FitContext<P>,
  ): Promise<ClassifierState<S>> {
    if (y === undefined || y === null)
      throw new InvalidDataError(`${this.name}: fit needs y, the class labels.`);
    const labels = encodeLabels(y as LabelsLike, this.name);
    checkLength(labels.codes.length, X.rows, this.name, 'y');
    return { classes: labels.classes, model: await this.learnClasses(X, labels, context) };
  }

  protected abstract learnClasses(X: X, y: EncodedLabels, context: FitContext<P>): S | Promise<S>;

  /** One row of class probabilities for each row of checked data. */
  protected abstract probabilities(X: X): Matrix;
}
