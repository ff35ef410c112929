import { asLabels, asWeights, checkLength, type Label } from '../data/index.js';
import { emitWarning, InvalidParameterError, type PipefitWarning } from '../errors/index.js';
import type { FitOptions } from './fit-options.js';
import { Breather } from './pause.js';
import type { Tags } from './tags.js';

/** What an estimator is handed while it fits: checked parameters, checked options, and ways to report. */
export class FitContext<P extends object> {
  readonly params: P;
  /** One weight a row, or null when all rows count the same. */
  readonly sampleWeight: Float64Array | null;
  /** One group a row, or null. */
  readonly groups: readonly Label[] | null;
  /** The options as they were given, for estimators that hand them on to others. */
  readonly options: FitOptions;
  readonly #owner: string;
  readonly #breather: Breather;

  constructor(owner: string, params: P, options: FitOptions, rows: number, tags: Tags) {
    this.#owner = owner;
    this.params = params;
    this.options = options;
    this.#breather = new Breather(options.signal);
    for (const name of ['sampleWeight', 'validation'] as const) {
      if (options[name] !== undefined && !tags[name]) {
        throw new InvalidParameterError(
          owner,
          name,
          `${owner} does not use ${name}. Leave it out of fit's options.`,
        );
      }
    }
    this.sampleWeight =
      options.sampleWeight === undefined ? null : asWeights(options.sampleWeight, rows, owner);
    this.groups = options.groups === undefined ? null : asLabels(options.groups, owner, 'groups');
    if (this.groups !== null) checkLength(this.groups.length, rows, owner, 'groups');
  }

  /** The options for an estimator inside this one: without the weights it does not use, and without `validation`. */
  optionsFor(estimator: { readonly tags: Tags }): FitOptions {
    const { sampleWeight, validation: _, ...options } = this.options;
    return estimator.tags.sampleWeight ? { ...options, sampleWeight } : options;
  }

  /** Between units of work: lets the event loop turn when it is due, and rejects when the fit was cancelled. */
  pause(): Promise<void> {
    return this.#breather.pause();
  }

  /** Tells how far the fit has come. */
  progress(done: number, total: number | null, message = ''): void {
    this.options.onProgress?.({ stage: this.#owner, done, total, message });
  }

  /** Says something that does not stop the fit. */
  warn(warning: PipefitWarning): void {
    if (this.options.onWarning) this.options.onWarning(warning);
    else emitWarning(warning);
  }
}
