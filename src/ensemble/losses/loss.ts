/** Room for derivatives, in double or in single precision. */
export type Derivatives = Float64Array | Float32Array;

/** What a raw prediction is of what is predicted. */
export type Link = 'identity' | 'log' | 'logOdds' | 'halfLogOdds';

/**
 * A loss that boosting lowers. Raw predictions are on the scale where trees are added up: `raw[k * rows + i]` is the
 * one of row i for score k, of which there is one, or one for each of three classes and more. Gradients and Hessians
 * are laid out likewise. Weights are null where all rows count the same.
 */
export interface Loss {
  /** Raw predictions of a row. */
  readonly width: number;
  /** What raw predictions are of what is predicted: the thing itself, logarithms of means, or (half) log-odds of classes. */
  readonly link: Link;
  /** Whether the Hessian of every row without weights is 1. */
  readonly constantHessian: boolean;

  /** The raw prediction that is best for all rows together, one for each score. */
  initial(y: Float64Array, weights: Float64Array | null): Float64Array;

  /** Mean loss over the rows. */
  value(y: Float64Array, raw: Float64Array, weights: Float64Array | null): number;

  /** First and second derivatives by the raw predictions, times the weights; a `hessian` of null is not wanted. */
  gradients(
    y: Float64Array,
    raw: Float64Array,
    weights: Float64Array | null,
    gradient: Derivatives,
    hessian: Derivatives | null,
  ): void;

  /** Turns raw predictions, in place, into what is predicted: means, or probabilities of the classes. */
  inverseLink(raw: Float64Array): void;

  /**
   * The step of a leaf from the residuals (target minus raw prediction) of its rows, which may be reordered; for
   * losses that are no smooth functions, so that a Newton step makes no sense. Null where it does.
   */
  readonly leafStep: ((residuals: Float64Array, weights: Float64Array | null) => number) | null;
}
