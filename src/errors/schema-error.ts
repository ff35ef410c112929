import { PipefitError } from './pipefit-error.js';

/** The columns given to `predict` or `transform` are not those seen by `fit`. */
export class SchemaError extends PipefitError {
  override readonly code = 'SCHEMA_MISMATCH';
  /** Names of columns seen by `fit` and absent now. */
  readonly missing: readonly string[];
  /** Names of columns whose type differs from the one seen by `fit`. */
  readonly mistyped: readonly string[];

  constructor(message: string, columns: { missing?: readonly string[]; mistyped?: readonly string[] } = {}) {
    super(message);
    this.missing = columns.missing ?? [];
    this.mistyped = columns.mistyped ?? [];
  }
}
