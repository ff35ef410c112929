import { PipefitError } from '../errors/index.js';
import { difference } from './difference.js';

/** A rule that an estimator breaks, told in a sentence. */
export class CheckFailure extends PipefitError {
  override readonly code = 'CHECK_FAILED';
}

type ErrorClass = abstract new (...args: never[]) => Error;

/** Fails with the sentence unless the condition holds. */
export function assert(condition: unknown, sentence: string): asserts condition {
  if (!condition) throw new CheckFailure(sentence);
}

/** Fails with the first difference, after the sentence, unless the values are equal. */
export function assertSame(actual: unknown, expected: unknown, sentence: string, tolerance = 0): void {
  const found = difference(actual, expected, tolerance);
  if (found !== null) throw new CheckFailure(`${sentence} Difference: ${found}.`);
}

/** The error with which the work fails, now or as a promise; anything but one of the classes given is a failure. */
export async function assertFails(
  work: () => unknown,
  classes: readonly ErrorClass[],
  what: string,
): Promise<Error> {
  let error: unknown;
  try {
    await work();
  } catch (thrown) {
    error = thrown;
  }
  const wanted = classes.map(({ name }) => name).join(' or ');
  assert(error !== undefined, `${what} must fail with ${wanted}, but nothing was thrown.`);
  assert(
    classes.some((each) => error instanceof each),
    `${what} must fail with ${wanted}, but failed with ${describeError(error)}.`,
  );
  return error as Error;
}

/** Fails unless the error's message holds every one of the words. */
export function assertMentions(error: Error, words: readonly string[], what: string): void {
  for (const word of words) {
    assert(
      error.message.includes(word),
      `${what} must be told with ${JSON.stringify(word)} in the message, which is: ${error.message}`,
    );
  }
}

/** The class and message of anything that was thrown. */
export function describeError(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
