export { BackendError } from './backend-error.js';
export { CsvError, type CsvPlace } from './csv-error.js';
export { DivergenceError } from './divergence-error.js';
export { FitFailedError } from './fit-failed-error.js';
export { type DataPlace, InvalidDataError } from './invalid-data-error.js';
export { InvalidParameterError } from './invalid-parameter-error.js';
export { MissingDependencyError } from './missing-dependency-error.js';
export { ModelFileError } from './model-file-error.js';
export { nearestName } from './nearest-name.js';
export { NotFittedError } from './not-fitted-error.js';
export { PipefitError } from './pipefit-error.js';
export { describeError, type PlainError, reviveError } from './plain-error.js';
export { SchemaError } from './schema-error.js';
export { showValue } from './show-value.js';
export { UnsupportedError } from './unsupported-error.js';
export {
  ConvergenceWarning,
  DataWarning,
  emitWarning,
  FitFailedWarning,
  PipefitWarning,
  ThreadsWarning,
  UndefinedMetricWarning,
} from './warnings.js';
export { WorkerError } from './worker-error.js';
