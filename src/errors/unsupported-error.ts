import { PipefitError } from './pipefit-error.js';

/** The object cannot do what was asked of it, whatever the data: a scaler cannot predict. */
export class UnsupportedError extends PipefitError {
  override readonly code = 'UNSUPPORTED';
}
