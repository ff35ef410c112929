export type { ColumnChoice } from './column-choice.js';
export { type ColumnCondition, type ColumnSelector, columnSelector } from './column-selector.js';
export {
  type ColumnStep,
  ColumnTransformer,
  type ColumnTransformerOptions,
  type ColumnTreatment,
} from './column-transformer.js';
export { FeatureUnion, type FeatureUnionOptions, type UnionStep } from './feature-union.js';
export { FunctionTransformer } from './function-transformer.js';
export { makePipeline, Pipeline } from './pipeline.js';
export type { NamedPipelineStep, Step, StepEstimator } from './step-types.js';
export { TransformedTargetRegressor } from './transformed-target-regressor.js';
