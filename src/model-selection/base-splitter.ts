import { type ParamSpec, showEstimator, type TargetLike } from '../core/index.js';
import { checkParams, completeParams } from '../core/params.js';
import { inspectCustom, type LabelsLike } from '../data/index.js';
import { DataWarning, emitWarning, InvalidParameterError, showValue } from '../errors/index.js';
import { type SplitInput, splitInput } from './split-input.js';
import type { RowsLike, Split, Splitter } from './splitter.js';

/**
 * The base of every splitter: parameters, checked at construction, and the checks of the data. A subclass
 * declares `static paramSpec` and `name`, and divides in `splits`.
 *
 * @typeParam P - parameters, by name
 */
export abstract class BaseSplitter<P extends object> implements Splitter {
  /** The declaration of the parameters. */
  static readonly paramSpec: ParamSpec = {};

  abstract readonly name: string;
  /** The parameters, defaults included. */
  readonly params: P;

  constructor(params: Partial<P> = {}) {
    const owner = new.target.name;
    const spec = new.target.paramSpec;
    if (typeof params !== 'object' || params === null) {
      throw new InvalidParameterError(
        owner,
        'params',
        `${owner} takes its parameters in one object, such as { ${Object.keys(spec)[0] ?? ''}: ... }. ` +
          `Got ${showValue(params)}.`,
      );
    }
    this.params = completeParams(owner, spec, params);
    checkParams(owner, spec, this.params);
  }

  split(X: RowsLike, y?: TargetLike, groups?: LabelsLike): Generator<Split> {
    const input = splitInput(this.name, X, y, groups);
    if (groups !== undefined && !this.takesGroups) {
      emitWarning(
        new DataWarning(
          `${this.name} pays no heed to groups. To keep the rows of a group together take GroupKFold, ` +
            'StratifiedGroupKFold, GroupShuffleSplit or LeaveOneGroupOut.',
        ),
      );
    }
    return this.splits(input);
  }

  abstract getNSplits(X?: RowsLike, y?: TargetLike, groups?: LabelsLike): number;

  toString(): string {
    return showEstimator(this.name, (this.constructor as typeof BaseSplitter).paramSpec, this.params);
  }

  [inspectCustom](): string {
    return this.toString();
  }

  /** Whether groups are used. */
  protected get takesGroups(): boolean {
    return false;
  }

  /** Checks the data at once and gives the splits one by one. */
  protected abstract splits(input: SplitInput): Generator<Split>;
}
