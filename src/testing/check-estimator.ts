import type { Estimator } from '../core/index.js';
import { InvalidParameterError, nearestName } from '../errors/index.js';
import type { CheckCategory, EstimatorCheck } from './check.js';
import { ConformanceError } from './conformance-error.js';
import { estimatorChecks } from './estimator-checks.js';

/** How a check went: `expectedFailure` and `unexpectedPass` are of checks listed in `expectedFailures`. */
export type CheckStatus = 'passed' | 'failed' | 'skipped' | 'expectedFailure' | 'unexpectedPass';

/** The result of one check. */
export interface CheckResult {
  readonly name: string;
  readonly category: CheckCategory;
  readonly status: CheckStatus;
  /** What the check, or the estimator in it, threw; else null. */
  readonly error: unknown;
  /** Why it was skipped, or why its failure was expected; else null. */
  readonly reason: string | null;
}

/** Options of {@link checkEstimator}. */
export interface CheckOptions {
  /** Names of checks that cannot hold for this estimator, each with the reason. One that passes is a failure. */
  readonly expectedFailures?: Readonly<Record<string, string>> | ReadonlyMap<string, string>;
  /** Whether failures are thrown as one ConformanceError (the default) or only reported. */
  readonly onFail?: 'throw' | 'report';
}

/**
 * Examines whether an estimator keeps the contract that pipelines, searches and users rely on: parameters, data of
 * every form, typed errors, weights, labels, seeds, refits. Use it in the tests of an estimator of your own.
 *
 * @param estimator - a template: it is cloned, never fitted; name a `randomState` or leave it null, then 0 is used
 * @param options - `expectedFailures`: checks that cannot hold, with reasons; `onFail`: 'throw' or 'report'
 * @returns the result of every check; those that do not apply to the kind of estimator are `skipped`
 *
 * Errors: ConformanceError that lists every failure; InvalidParameterError for an unknown name in `expectedFailures`.
 *
 * @example
 * ```ts
 * import { StandardScaler } from 'pipefit';
 * import { checkEstimator } from 'pipefit/testing';
 *
 * const results = await checkEstimator(new StandardScaler(), { onFail: 'report' });
 * console.log(results.find(({ name }) => name === 'fitting twice is fitting once')?.status); // passed
 * ```
 */
export async function checkEstimator(
  estimator: Estimator,
  options: CheckOptions = {},
): Promise<CheckResult[]> {
  const reasons = reasonsOf(options.expectedFailures ?? {});
  const results: CheckResult[] = [];
  for (const check of estimatorChecks) {
    results.push(await runCheck(check, estimator, reasons.get(check.name) ?? null));
  }
  const bad = results.some(({ status }) => status === 'failed' || status === 'unexpectedPass');
  if (bad && options.onFail !== 'report') throw new ConformanceError(estimator.name, results);
  return results;
}

async function runCheck(
  check: EstimatorCheck,
  estimator: Estimator,
  expected: string | null,
): Promise<CheckResult> {
  const { name, category } = check;
  if (!check.appliesTo(estimator)) {
    const reason = `does not apply to a ${estimator.kind} with these tags and methods`;
    return { name, category, status: 'skipped', error: null, reason };
  }
  try {
    await check.run(estimator);
  } catch (error) {
    return {
      name,
      category,
      status: expected === null ? 'failed' : 'expectedFailure',
      error,
      reason: expected,
    };
  }
  const status = expected === null ? 'passed' : 'unexpectedPass';
  return { name, category, status, error: null, reason: expected };
}

function reasonsOf(given: NonNullable<CheckOptions['expectedFailures']>): ReadonlyMap<string, string> {
  const reasons =
    given instanceof Map ? (given as ReadonlyMap<string, string>) : new Map(Object.entries(given));
  const known = estimatorChecks.map(({ name }) => name);
  for (const name of reasons.keys()) {
    if (known.includes(name)) continue;
    const near = nearestName(name, known);
    throw new InvalidParameterError(
      'checkEstimator',
      'expectedFailures',
      `There is no check '${name}'.${near === null ? '' : ` Did you mean '${near}'?`}`,
    );
  }
  return reasons;
}
