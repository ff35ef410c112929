import type { FitOptions } from '../core/index.js';
import type { Table } from '../data/index.js';

/**
 * Training data as a fit transformed them, for the `fitTransform` that started it: transforming them again would
 * cost a second pass. Keyed by the options object of that one fit, so that fits under way together stay apart.
 */
const outputs = new WeakMap<FitOptions, Table>();

/** Keeps what a fit made of its training data. */
export function keepOutput(options: FitOptions, output: Table): void {
  outputs.set(options, output);
}

/** What the fit with these options made of its training data. */
export function outputOf(options: FitOptions): Table | undefined {
  return outputs.get(options);
}
