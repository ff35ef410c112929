export * from './compose/index.js';
export {
  BaseClassifier,
  BaseEstimator,
  BaseRegressor,
  BaseTransformer,
  type Classifier,
  type ClassWeight,
  type Clusterer,
  clone,
  type DeepParams,
  type Estimator,
  type EstimatorKind,
  type FitContext,
  type FitOptions,
  type FitPromise,
  isEstimator,
  type Param,
  type ParamDomain,
  type ParamSpec,
  type ParamsOf,
  type Progress,
  param,
  type Regressor,
  type ScoreOptions,
  type Tags,
  type TargetLike,
  type Transformer,
} from './core/index.js';
export {
  type ArrowTableLike,
  type BooleanColumn,
  type CategoryColumn,
  type Cell,
  type Column,
  type ColumnSummary,
  type ColumnType,
  type ColumnTypes,
  type DataLike,
  type DateColumn,
  type EncodedLabels,
  Frame,
  type FrameRow,
  type Label,
  type LabelsLike,
  Matrix,
  type MlMatrixLike,
  type NumberColumn,
  type NumericArray,
  type RowLike,
  type ShapedData,
  SparseMatrix,
  Summary,
  type Table,
  type TensorLike,
  type TextColumn,
  type VectorLike,
} from './data/index.js';
export * from './dummy/index.js';
export * from './ensemble/index.js';
export {
  ConvergenceWarning,
  CsvError,
  type CsvPlace,
  type DataPlace,
  DataWarning,
  FitFailedError,
  FitFailedWarning,
  InvalidDataError,
  InvalidParameterError,
  MissingDependencyError,
  ModelFileError,
  NotFittedError,
  PipefitError,
  PipefitWarning,
  SchemaError,
  ThreadsWarning,
  UndefinedMetricWarning,
  UnsupportedError,
  WorkerError,
} from './errors/index.js';
export * from './impute/index.js';
export * from './linear/index.js';
export * from './metrics/index.js';
export * from './model-selection/index.js';
export * from './neighbors/index.js';
export * from './preprocessing/index.js';
export { RandomState, type Seed } from './random/index.js';
export * from './tree/index.js';
