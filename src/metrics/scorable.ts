import type { DataLike, Label, Matrix } from '../data/index.js';

/** What a scorer needs of an estimator: the methods that the metric reads, and the classes of a classifier. */
export interface Scorable {
  readonly name?: string;
  /** Classes in the order of the columns of `predictProba`; only classifiers have them. */
  readonly classes?: readonly Label[];
  predict?(X: DataLike): ArrayLike<Label> | Matrix;
  predictProba?(X: DataLike): Matrix;
  decisionFunction?(X: DataLike): Float64Array | Matrix;
}

/** A method of an estimator that a metric can read. */
export type ResponseMethod = 'predict' | 'predictProba' | 'decisionFunction';
