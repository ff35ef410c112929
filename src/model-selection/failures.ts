import { FitFailedError, FitFailedWarning, type PipefitWarning } from '../errors/index.js';

/** A fit that failed: which one, and why. */
export interface Failure {
  /** Where, in words: the fold, and in a search the parameters. */
  readonly where: string;
  readonly error: unknown;
}

/** All fits failed: an error with the first one's cause. Some did: a warning that counts and quotes them. */
export function reportFailures(
  owner: string,
  failures: readonly Failure[],
  fits: number,
  errorScore: number | 'raise',
  warn: (warning: PipefitWarning) => void,
): void {
  if (failures.length === 0) return;
  const byMessage = new Map<string, Failure[]>();
  for (const failure of failures) {
    const message = failure.error instanceof Error ? failure.error.message : String(failure.error);
    byMessage.set(message, [...(byMessage.get(message) ?? []), failure]);
  }
  const quoted = [...byMessage]
    .slice(0, 3)
    .map(
      ([message, group]) =>
        `${group.length === 1 ? '' : `${group.length} times, first `}${group[0]!.where}: ${message}`,
    )
    .join('\n');
  if (failures.length === fits) {
    throw new FitFailedError(`${owner}: all ${fits} fits failed.\n${quoted}`, { cause: failures[0]!.error });
  }
  warn(
    new FitFailedWarning(
      `${owner}: ${failures.length} of ${fits} fits failed; their score is ${errorScore}.\n${quoted}`,
    ),
  );
}
