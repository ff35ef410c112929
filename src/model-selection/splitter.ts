import type { TargetLike } from '../core/index.js';
import type { DataLike, LabelsLike } from '../data/index.js';

/** One division of the rows: those to learn from and those to score on, as row numbers from 0. */
export interface Split {
  readonly train: Int32Array;
  readonly test: Int32Array;
}

/** What a splitter has to know of X: how many rows there are, told as a number or by the data. */
export type RowsLike = number | DataLike;

/**
 * Divides rows into training and test sets, once or several times. Any object of this shape can be the `cv`
 * of a search or of a cross-validation.
 */
export interface Splitter {
  /** The class's name, for messages. */
  readonly name: string;
  /** How many splits `split` will give. Only what the splitter goes by is needed: often nothing at all. */
  getNSplits(X?: RowsLike, y?: TargetLike, groups?: LabelsLike): number;
  /** The splits, one after the other. Faults of the data are thrown at the call, before the first split. */
  split(X: RowsLike, y?: TargetLike, groups?: LabelsLike): Iterable<Split>;
}
