import { PipefitError } from './pipefit-error.js';

/** A worker thread ended before its task was done: it ran out of memory, or something in it ended it. The next task gets a new one. */
export class WorkerError extends PipefitError {
  override readonly code = 'WORKER';
  /** The thread's exit code, where it ended by one. */
  readonly exitCode: number | null;

  constructor(message: string, exitCode: number | null = null, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}
