import type { Estimator, TargetLike } from '../core/index.js';
import type { DataLike } from '../data/index.js';
import { type CrossValidateOptions, crossValidate } from './cross-validate.js';
import type { SingleScoring } from './scoring.js';

/**
 * The scores of a cross-validation and nothing else: one number a fold.
 *
 * @param estimator - is cloned for each fold and stays as it is
 * @param X - rows x columns
 * @param y - one target a row
 * @param options - those of `crossValidate`, with a single `scoring`
 *
 * @example
 * ```ts
 * import { crossValScore, DummyClassifier } from 'pipefit';
 *
 * const X = [[1], [2], [3], [4], [5], [6]];
 * const y = ['a', 'a', 'a', 'b', 'a', 'b'];
 * console.log(await crossValScore(new DummyClassifier(), X, y, { cv: 2 })); // [0.6666666666666666, 0.6666666666666666]
 * ```
 */
export async function crossValScore<E extends Estimator>(
  estimator: E,
  X: DataLike,
  y?: TargetLike,
  options: CrossValidateOptions<SingleScoring | null> = {},
): Promise<Float64Array> {
  const { test } = await crossValidate<E, SingleScoring | null>(estimator, X, y, options);
  return test.score;
}
