import type { FitContext } from '../core/index.js';
import { DataWarning, InvalidParameterError } from '../errors/index.js';

/** What is to be kept of the last fit: how many there are of what, and how many the parameter wants. */
interface WarmStart {
  readonly parameter: 'nEstimators' | 'maxIter';
  readonly wanted: number;
  readonly present: number;
  readonly what: 'trees' | 'iterations';
}

/** Refuses to keep more than is wanted, and warns where nothing is added. */
export function checkWarmStart<P extends object>(
  owner: string,
  { parameter, wanted, present, what }: WarmStart,
  context: FitContext<P>,
): void {
  if (present > wanted) {
    throw new InvalidParameterError(
      owner,
      parameter,
      `${owner}: with warmStart ${parameter} must be at least ${present}, the ${what} there are. Got ${wanted}.`,
    );
  }
  if (present === wanted) {
    const iterations = what === 'iterations' ? ' iterations' : '';
    context.warn(
      new DataWarning(
        `${owner}: warmStart adds no trees, for there are ${present}${iterations} already. Raise ${parameter}.`,
      ),
    );
  }
}
