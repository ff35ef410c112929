import { apiChecks } from './api-checks.js';
import type { EstimatorCheck } from './check.js';
import { classifierChecks } from './classifier-checks.js';
import { inputChecks } from './input-checks.js';
import { invariantsChecks } from './invariants-checks.js';
import { paramsChecks } from './params-checks.js';
import { refusalChecks } from './refusal-checks.js';
import { regressorChecks } from './regressor-checks.js';
import { transformerChecks } from './transformer-checks.js';
import { weightsChecks } from './weights-checks.js';

/** Every check there is, in the order in which they run. */
export const estimatorChecks: readonly EstimatorCheck[] = [
  ...apiChecks,
  ...paramsChecks,
  ...inputChecks,
  ...refusalChecks,
  ...weightsChecks,
  ...classifierChecks,
  ...regressorChecks,
  ...transformerChecks,
  ...invariantsChecks,
];
