import { PipefitError } from './pipefit-error.js';

/** Something that exists only after `fit` was asked for before it. */
export class NotFittedError extends PipefitError {
  override readonly code = 'NOT_FITTED';

  constructor(owner: string) {
    super(`This ${owner} is not fitted yet. Call and await 'fit' before using it.`);
  }
}
