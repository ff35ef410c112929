import { PipefitError } from './pipefit-error.js';

/** Every fit of a cross-validation or of a search failed; `cause` is the first failure. */
export class FitFailedError extends PipefitError {
  override readonly code = 'FIT_FAILED';
}
