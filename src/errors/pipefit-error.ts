let readTold: (error: PipefitError) => string;

/**
 * Base of every error pipefit throws: one stable `code` for programs, one sentence for people.
 *
 * @example
 * ```ts
 * import { PipefitError, Ridge } from 'pipefit';
 *
 * try {
 *   new Ridge().predict([[1]]);
 * } catch (error) {
 *   if (error instanceof PipefitError) console.log(error.code); // 'NOT_FITTED'
 * }
 * ```
 */
export abstract class PipefitError extends Error {
  /** Stable identifier of the kind of error; messages may be reworded, codes are not. */
  abstract readonly code: string;

  /** Names of the pipeline steps that lead to where the error arose, from the outermost on. */
  path: readonly string[] = [];
  readonly #told: string;

  static {
    readTold = (error) => error.#told;
  }

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.#told = message;
    this.name = new.target.name;
  }

  /** Puts the step in which the error arose in front of its message; the outermost step comes first. */
  at(step: string): this {
    this.path = [step, ...this.path];
    this.message = `[${this.path.join(' > ')}] ${this.#told}`;
    return this;
  }
}

/** The message as it was told, without the steps that led there. */
export function toldBy(error: PipefitError): string {
  return readTold(error);
}
