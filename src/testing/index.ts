export type { CheckCategory, EstimatorCheck } from './check.js';
export { type CheckOptions, type CheckResult, type CheckStatus, checkEstimator } from './check-estimator.js';
export { ConformanceError } from './conformance-error.js';
export { estimatorChecks } from './estimator-checks.js';
