import type { DataLike, Label, LabelsLike, Matrix, Table, VectorLike } from '../data/index.js';
import type { Estimator, EstimatorKind } from './estimator.js';
import type { OptionalTarget, TargetLike } from './fit-options.js';

/*
 * Types of estimators that hand calls on to another one (a pipeline to its last step, a search to its best
 * estimator). A method the other lacks takes, instead of data, a sentence that says so; since no argument is
 * that sentence, the call does not compile, and the compiler's message is the sentence.
 */

/** What the delegate's method takes: data when it has the method, else the sentence. */
export type Gate<E, Method extends string, Input, Sentence extends string> = Estimator extends E
  ? Input
  : E extends { readonly [M in Method]: (first: infer First, ...rest: never[]) => unknown }
    ? // A delegate that hands on itself has the method, but it may take nothing but a sentence.
      [First] extends [string]
      ? Sentence
      : Input
    : Sentence;

/** What the delegate's method returns; `Otherwise` when its class is not known. */
export type Result<E, Method extends string, Otherwise> = E extends {
  readonly [M in Method]: (...args: never[]) => infer R;
}
  ? R
  : Otherwise;

/** The delegate's kind. */
export type KindOf<E> = E extends { readonly kind: infer K extends EstimatorKind } ? K : 'transformer';

/** What the delegate takes as y; `void` lets it be left out. */
export type TargetOf<E> = E extends { readonly kind: 'classifier' }
  ? LabelsLike
  : E extends { readonly kind: 'regressor' }
    ? VectorLike
    : OptionalTarget;

/** The delegate's predictions when its class is not known; those of several targets, a Matrix, need it known. */
export type AnyPrediction = Label[] | Float64Array;

/** Every method that may be handed on, all of them optional: what is asked of a delegate at run time. */
export interface Delegate extends Pick<Estimator, 'kind' | 'name' | 'tags'> {
  readonly classes?: readonly Label[];
  predict?(X: DataLike): AnyPrediction;
  predictProba?(X: DataLike): Matrix;
  predictLogProba?(X: DataLike): Matrix;
  decisionFunction?(X: DataLike): Float64Array | Matrix;
  transform?(X: DataLike): Table;
  inverseTransform?(X: DataLike): Table;
  fitTransform?(X: DataLike, y?: TargetLike, options?: object): Promise<Table>;
  featureNamesOut?(): readonly string[];
  score?(X: DataLike, y: TargetLike, options?: { readonly sampleWeight?: VectorLike | undefined }): number;
}
