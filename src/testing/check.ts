import type { Estimator, FitOptions, ScoreOptions, TargetLike } from '../core/index.js';
import type { DataLike, Label, Matrix, RowLike, Table } from '../data/index.js';

/** What a check looks at. */
export type CheckCategory =
  | 'api'
  | 'params'
  | 'input'
  | 'weights'
  | 'classifier'
  | 'regressor'
  | 'transformer'
  | 'invariants';

/** One rule that every estimator it applies to must keep. */
export interface EstimatorCheck {
  /** A sentence that is true of an estimator which passes; no two checks share one. */
  readonly name: string;
  readonly category: CheckCategory;
  /** Whether the rule makes sense for an estimator, by its kind, tags and methods. */
  appliesTo(estimator: Estimator): boolean;
  /** Rejects when the rule is broken. The estimator given is a template: it is cloned, never fitted. */
  run(estimator: Estimator): Promise<void>;
}

/** An estimator under examination: what it may have beside the methods that all have. */
export interface Subject extends Estimator {
  readonly classes?: readonly Label[];
  readonly nFeaturesIn?: number;
  readonly featureNamesIn?: readonly string[] | null;
  predict?(X: DataLike): Label[] | Float64Array;
  predictOne?(row: RowLike): Label;
  predictProba?(X: DataLike): Matrix;
  predictProbaOne?(row: RowLike): Float64Array;
  predictLogProba?(X: DataLike): Matrix;
  decisionFunction?(X: DataLike): Float64Array | Matrix;
  score?(X: DataLike, y: TargetLike, options?: ScoreOptions): number;
  transform?(X: DataLike): Table;
  fitTransform?(X: DataLike, y?: TargetLike, options?: FitOptions): Promise<Table>;
  inverseTransform?(X: DataLike): Table;
  featureNamesOut?(): readonly string[];
}

type Run = (estimator: Subject) => Promise<void>;
type Applies = (estimator: Subject) => boolean;

/** A maker of checks of one category; a check applies to every estimator unless told otherwise. */
export function checksOf(
  category: CheckCategory,
  common: Applies = () => true,
): (name: string, run: Run, appliesTo?: Applies) => EstimatorCheck {
  return (name, run, appliesTo = () => true) => ({
    name,
    category,
    appliesTo: (estimator) => common(estimator as Subject) && appliesTo(estimator as Subject),
    run: (estimator) => run(estimator as Subject),
  });
}
