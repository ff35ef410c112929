import type { FitOptions } from '../../core/index.js';
import type { Label, LabelsLike } from '../../data/index.js';

/** What may be said to `partialFit` beside X and y. */
export interface PartialFitOptions extends FitOptions {
  /** All classes that will ever come, for the first call of a classifier; without it those of y. */
  readonly classes?: LabelsLike | undefined;
}

/** Options of fits that are one epoch of partialFit: fit knows them again by identity. */
const partialOptions = new WeakSet<FitOptions>();

/** The options for a fit that is to be one epoch, going on from what was learnt before. */
export function partialFitOptions({ classes: _, ...options }: PartialFitOptions): FitOptions {
  partialOptions.add(options);
  return options;
}

export function isPartialFit(options: FitOptions): boolean {
  return partialOptions.has(options);
}

/** Whether two lists hold the same labels in the same order. */
export function sameLabels(a: readonly Label[], b: readonly Label[]): boolean {
  return a.length === b.length && a.every((label, k) => label === b[k]);
}
