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

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}
