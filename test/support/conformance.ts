import { BaseEstimator, type Estimator, type param } from 'pipefit';
import { type EstimatorCheck, estimatorChecks } from 'pipefit/testing';
import { describe, expect, it } from 'vitest';

export type EstimatorClass = (new () => Estimator) & { readonly paramSpec: param.ParamSpec };

/** Why a check cannot hold, by its name. */
export type Reasons = Readonly<Record<string, string>>;

/** Every class that a module exports as an estimator; bases for estimators of one's own are not. */
export function estimatorClasses(exported: Readonly<Record<string, unknown>>): [string, EstimatorClass][] {
  return Object.entries(exported).filter(
    (entry): entry is [string, EstimatorClass] =>
      !entry[0].startsWith('Base') &&
      typeof entry[1] === 'function' &&
      entry[1].prototype instanceof BaseEstimator,
  );
}

/** An estimator as it is printed, in one line. */
export function printed(estimator: Estimator): string {
  return String(estimator).replaceAll(/\s+/g, ' ');
}

/** Runs all checks on an estimator. Those that have a reason must fail, so that it goes when it is no longer true. */
export function describeChecks(name: string, estimator: Estimator, reasons: Reasons): void {
  describe(printed(estimator), () => {
    for (const check of estimatorChecks) {
      if (!check.appliesTo(estimator)) continue;
      const reason = Object.hasOwn(reasons, check.name) ? reasons[check.name] : undefined;
      if (reason === undefined) it(check.name, () => check.run(estimator));
      else {
        it(`${check.name} (expected to fail: ${reason})`, async () => {
          expect(await fails(check, estimator), `It passes now: remove its entry for ${name}.`).toBe(true);
        });
      }
    }
  });
}

async function fails(check: EstimatorCheck, estimator: Estimator): Promise<boolean> {
  try {
    await check.run(estimator);
    return false;
  } catch {
    return true;
  }
}
