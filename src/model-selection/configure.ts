import { type Estimator, isEstimator } from '../core/index.js';

/** The estimator that a candidate makes of another one. */
export function configure(estimator: Estimator, candidate: object | null): Estimator {
  if (candidate === null) return estimator.clone();
  const copies = Object.entries(candidate).map(([name, value]) => [
    name,
    isEstimator(value) ? value.clone() : value,
  ]);
  return estimator.clone().setParams(Object.fromEntries(copies));
}
