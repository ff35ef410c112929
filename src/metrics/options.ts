import type { LabelsLike, VectorLike } from '../data/index.js';

/** What nearly every metric takes: the weight of each row. */
export interface WeightOptions {
  /** Weight of each row; a weight of k counts as k copies of the row. */
  readonly sampleWeight?: VectorLike | undefined;
}

/** How the scores of several classes become one. */
export type Average = 'binary' | 'micro' | 'macro' | 'weighted';

/** What stands in for a score that has nothing to divide by: 0 and a warning, 0, 1, or NaN. */
export type ZeroDivision = 'warn' | number;

/** The options of precision, recall, F, Jaccard: which classes count, and how they are averaged. */
export interface ClassScoreOptions extends WeightOptions {
  /** The classes to look at, in this order; by default all of yTrue and yPred, sorted. */
  readonly labels?: LabelsLike | undefined;
  /** The class that 'binary' looks at: 1 by default, true for booleans; strings need it said. */
  readonly posLabel?: number | string | boolean | undefined;
  /** 'binary' looks at one class, 'micro' counts over all classes, 'macro' is the mean, 'weighted' by support. */
  readonly average?: Average | undefined;
  /** What a class gets that has nothing to divide by; NaN leaves it out of averages. */
  readonly zeroDivision?: ZeroDivision | undefined;
}

/** The same options where every class keeps its own value. */
export interface EachClassOptions extends Omit<ClassScoreOptions, 'average'> {
  /** null gives one value a class. */
  readonly average: null;
}

/** The options of metrics that read scores or probabilities of classes. */
export interface ScoredClassOptions extends WeightOptions {
  /** The class of each column of the scores, in order; by default the classes of yTrue, sorted. */
  readonly labels?: LabelsLike | undefined;
  /** The class that a vector of scores speaks of; by default the larger of the two. */
  readonly posLabel?: number | string | boolean | undefined;
}
