export { BaseClassifier } from './base-classifier.js';
export { BaseDelegator } from './base-delegator.js';
export { BaseEstimator, rowStepOf, stateOf } from './base-estimator.js';
export { BaseRegressor, type SeveralTargetsState } from './base-regressor.js';
export { BaseTransformer } from './base-transformer.js';
export { type ClassWeight, classWeightParam, rowWeights } from './class-weight.js';
export { clone } from './clone.js';
export type { AnyPrediction, Delegate, Gate, KindOf, Result, TargetOf } from './delegation.js';
export {
  type Classifier,
  type Clusterer,
  type DeepParams,
  type Estimator,
  type EstimatorKind,
  isEstimator,
  isTransformer,
  type Regressor,
  type Transformer,
} from './estimator.js';
export { FitContext } from './fit-context.js';
export type { FitOptions, Progress, ScoreOptions, TargetLike } from './fit-options.js';
export { type FitPromise, fitPromise } from './fit-promise.js';
export { mostProbable } from './most-probable.js';
export type { MultiOutput, MultiOutputTags, TagsOf, TargetsOf } from './multi-output.js';
export type { NamedStep } from './nested-params.js';
export { flattenParams, nestedEstimators } from './nested-params.js';
export * as param from './param-spec.js';
export {
  boolean,
  custom,
  either,
  func,
  integer,
  listOf,
  oneOf,
  optional,
  type Param,
  type ParamDomain,
  type ParamSpec,
  type ParamsOf,
  randomState,
  real,
} from './param-spec.js';
export { Breather } from './pause.js';
export {
  Describer,
  type Find,
  NoPlainForm,
  type PlainEstimator,
  type PlainForm,
  revive,
} from './plain-form.js';
export { madeBy } from './recipe.js';
export { afterSteps, argMax, classification, type RowStep, regression, transformation } from './row-step.js';
export { showEstimator } from './show-estimator.js';
export type { Tags } from './tags.js';
