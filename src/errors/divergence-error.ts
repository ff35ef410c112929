import { PipefitError } from './pipefit-error.js';

/** Training went astray: the loss is no longer a finite number. What was fitted before is kept. */
export class DivergenceError extends PipefitError {
  override readonly code = 'DIVERGED';
  /** The epoch in which it happened, from 1. */
  readonly epoch: number;

  constructor(message: string, epoch: number, options?: ErrorOptions) {
    super(message, options);
    this.epoch = epoch;
  }
}
