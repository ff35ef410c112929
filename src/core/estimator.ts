import type { DataLike, Label, LabelsLike, Table, VectorLike } from '../data/index.js';
import type { FitOptions, OptionalTarget, ScoreOptions, TargetLike } from './fit-options.js';
import type { FitPromise } from './fit-promise.js';
import type { Tags } from './tags.js';

/** What an estimator is for. */
export type EstimatorKind = 'transformer' | 'classifier' | 'regressor' | 'clusterer';

/** Anything that learns from data. Parameters are told at construction, data at `fit`. */
export interface Estimator<P extends object = object> {
  readonly kind: EstimatorKind;
  /** The class's name, which is also its step's name (uncapitalised) where none is given. */
  readonly name: string;
  readonly tags: Tags;
  /** Whether `fit` has succeeded at least once. */
  readonly isFitted: boolean;
  /** Learns from X (and y). Fitting again forgets what was learnt before; a failed fit leaves it as it was. */
  fit(X: DataLike, y?: OptionalTarget, options?: FitOptions): FitPromise<this>;
  /** All parameters, those of nested estimators as `step__param`. */
  getParams(): P;
  /** Changes parameters; takes effect at the next `fit`. */
  setParams(params: Partial<P>): this;
  /** An unfitted estimator with the same parameters. */
  clone(): this;
}

/** Turns data into other data. */
export interface Transformer<P extends object = object> extends Estimator<P> {
  transform(X: DataLike): Table;
  fitTransform(X: DataLike, y?: TargetLike, options?: FitOptions): Promise<Table>;
  /** Names of the columns that `transform` gives. */
  featureNamesOut(): readonly string[];
}

/** Predicts classes. */
export interface Classifier<P extends object = object> extends Estimator<P> {
  readonly kind: 'classifier';
  /** The distinct labels seen by `fit`, in order. */
  readonly classes: readonly Label[];
  predict(X: DataLike): Label[];
  /** Share of rows predicted right. */
  score(X: DataLike, y: LabelsLike, options?: ScoreOptions): number;
}

/** Predicts numbers. */
export interface Regressor<P extends object = object> extends Estimator<P> {
  readonly kind: 'regressor';
  predict(X: DataLike): Float64Array;
  /** Coefficient of determination R2. */
  score(X: DataLike, y: VectorLike, options?: ScoreOptions): number;
}

/** Groups rows without a target. */
export interface Clusterer<P extends object = object> extends Estimator<P> {
  readonly kind: 'clusterer';
  /** Cluster of each row seen by `fit`. */
  readonly labels: Int32Array;
}

/** The parameters of an estimator, nested ones included. */
export type DeepParams<E> = E extends { getParams(): infer P } ? P : never;

/** Whether a value can stand where an estimator is asked for. */
export function isEstimator(value: unknown): value is Estimator {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['fit', 'getParams', 'setParams', 'clone'].every(
      (method) => typeof (value as Record<string, unknown>)[method] === 'function',
    )
  );
}

/** Whether an estimator transforms. */
export function isTransformer(value: Estimator): value is Transformer {
  return typeof (value as Partial<Transformer>).transform === 'function' && !value.tags.noTransform;
}
