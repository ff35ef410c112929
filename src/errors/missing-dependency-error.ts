import { PipefitError } from './pipefit-error.js';

/** An optional package is needed for what was asked; the message holds the command that installs it. */
export class MissingDependencyError extends PipefitError {
  override readonly code = 'MISSING_DEPENDENCY';
  /** Name of the package to install. */
  readonly dependency: string;

  constructor(dependency: string, purpose: string, options?: ErrorOptions) {
    super(
      `${purpose} needs the package '${dependency}'. Install it with: npm install ${dependency}`,
      options,
    );
    this.dependency = dependency;
  }
}
