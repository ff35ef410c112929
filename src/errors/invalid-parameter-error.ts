import { PipefitError } from './pipefit-error.js';

/** A parameter is unknown or outside what its declaration allows; nothing was fitted or changed. */
export class InvalidParameterError extends PipefitError {
  override readonly code = 'INVALID_PARAMETER';
  /** The estimator or function that was asked. */
  readonly owner: string;
  /** The parameter's name, as given. */
  readonly parameter: string;

  constructor(owner: string, parameter: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.owner = owner;
    this.parameter = parameter;
  }
}
