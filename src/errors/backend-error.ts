import { PipefitError } from './pipefit-error.js';

/** No backend for neural models could be loaded, or none is loaded yet where the answer cannot wait for one. */
export class BackendError extends PipefitError {
  override readonly code = 'BACKEND';
}
