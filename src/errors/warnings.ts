/**
 * Base of what pipefit has to say without stopping: the result exists, but deserves a look.
 * Warnings reach `onWarning` of `fit` where it is given, else Node's `process.on('warning')`.
 */
export abstract class PipefitWarning extends Error {
  /** Stable identifier of the kind of warning. */
  abstract readonly code: string;

  constructor(message: string) {
    super(message);
    this.name = new.target.name;
  }
}

/** An iterative solver stopped at its limit before it met its tolerance. */
export class ConvergenceWarning extends PipefitWarning {
  override readonly code = 'CONVERGENCE';
}

/** Data that can be used, though probably not as meant: an empty column, a duplicate, a rare class. */
export class DataWarning extends PipefitWarning {
  override readonly code = 'DATA';
}

/** A metric had nothing to divide by, and a stated value was put in its place. */
export class UndefinedMetricWarning extends PipefitWarning {
  override readonly code = 'UNDEFINED_METRIC';
}

/** A fold of a cross-validation could not be fitted or scored, and got `errorScore`. */
export class FitFailedWarning extends PipefitWarning {
  override readonly code = 'FIT_FAILED';
}

/** What was to be done on several threads was done on one, for it cannot be sent to others; the result is the same. */
export class ThreadsWarning extends PipefitWarning {
  override readonly code = 'THREADS';
}

/** Hands a warning to the process (Node) or to the console (browsers). */
export function emitWarning(warning: PipefitWarning): void {
  const host = (globalThis as { process?: { emitWarning?: (warning: Error) => void } }).process;
  if (host?.emitWarning) host.emitWarning(warning);
  else console.warn(`${warning.name}: ${warning.message}`);
}
