import type { Estimator } from './estimator.js';

/**
 * An unfitted estimator with the same parameters, nested estimators cloned too.
 *
 * @example
 * ```ts
 * import { clone, StandardScaler } from 'pipefit';
 *
 * const scaler = await new StandardScaler({ withMean: false }).fit([[1], [2]]);
 * console.log(clone(scaler).isFitted, clone(scaler).params.withMean); // false false
 * ```
 */
export function clone<E extends Estimator>(estimator: E): E {
  return estimator.clone();
}
