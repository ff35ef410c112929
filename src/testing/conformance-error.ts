import { PipefitError } from '../errors/index.js';
import { describeError } from './assertions.js';
import type { CheckResult } from './check-estimator.js';

/** An estimator does not keep the contract; the message lists every check that failed, and why. */
export class ConformanceError extends PipefitError {
  override readonly code = 'CONFORMANCE';
  /** The results of all checks, passed ones too. */
  readonly results: readonly CheckResult[];

  constructor(owner: string, results: readonly CheckResult[]) {
    const lines = results.flatMap(({ name, status, error, reason }) => {
      if (status === 'failed') return [`- ${name}: ${describeError(error)}`];
      if (status !== 'unexpectedPass') return [];
      return [`- ${name}: passes, though it was expected to fail (${reason}). Remove the entry.`];
    });
    super(`${owner} fails ${lines.length} of ${results.length} checks:\n${lines.join('\n')}`);
    this.results = results;
  }
}
