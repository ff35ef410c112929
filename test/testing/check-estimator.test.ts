import { InvalidParameterError, PipefitError, StandardScaler } from 'pipefit';
import { ConformanceError, checkEstimator, estimatorChecks } from 'pipefit/testing';
import { describe, expect, it } from 'vitest';
import { Centre, Foreign, failures, NearestMean, Slopes } from './third-party.js';

const once = 'fitting twice is fitting once';

/** Fails exactly one check. */
class Undocumented extends Centre {
  static override readonly paramSpec = { factor: { ...Centre.paramSpec['factor']!, doc: '' } };
}
const documented = 'every parameter says what it does and what it allows';

describe('the checks', () => {
  it('are many, each with a name of its own', () => {
    const names = estimatorChecks.map(({ name }) => name);
    expect(names.length).toBeGreaterThan(100);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each([
    new NearestMean(),
    new NearestMean({ sharpness: 0.5, order: [2, 1], classWeight: { 0: 2 }, randomState: 3 }),
    new Slopes(),
    new Centre({ factor: 2 }),
    new Foreign(),
  ])('pass for a correct estimator of a third party: %s', async (estimator) => {
    const results = await checkEstimator(estimator);
    expect(results.length).toBe(estimatorChecks.length);
    expect(new Set(results.map(({ status }) => status))).toEqual(new Set(['passed', 'skipped']));
    expect(estimator.isFitted).toBe(false);
  });

  it('that do not apply are skipped with a reason', async () => {
    const results = await checkEstimator(new Centre());
    const skipped = results.filter(({ category }) => category === 'classifier');
    expect(skipped.length).toBeGreaterThan(5);
    for (const { status, reason } of skipped)
      expect([status, reason]).toEqual(['skipped', expect.any(String)]);
  });
});

describe('checkEstimator', () => {
  it('throws one error that lists every failure with its message', async () => {
    const error = await checkEstimator(new Undocumented()).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(ConformanceError);
    expect(error).toBeInstanceOf(PipefitError);
    expect(error.message).toMatch(/^Undocumented fails 1 of \d+ checks:/);
    expect(error.message).toContain(`- ${documented}: CheckFailure: The parameter 'factor' needs a doc.`);
    expect(error.results.length).toBe(estimatorChecks.length);
  });

  it('reports without throwing where asked to', async () => {
    expect(await failures(new Undocumented())).toEqual([documented]);
  });

  it('accepts failures that are expected, with their reasons', async () => {
    for (const expectedFailures of [{ [documented]: 'a test' }, new Map([[documented, 'a test']])]) {
      const results = await checkEstimator(new Undocumented(), { expectedFailures });
      const result = results.find(({ name }) => name === documented);
      expect(result).toMatchObject({ status: 'expectedFailure', reason: 'a test', error: expect.any(Error) });
    }
  });

  it('fails for an expected failure that passes', async () => {
    const work = checkEstimator(new Centre(), { expectedFailures: { [once]: 'a test' } });
    await expect(work).rejects.toThrow(/passes, though it was expected to fail \(a test\)/);
  });

  it('refuses an expected failure that is no check, with the nearest name', async () => {
    const work = checkEstimator(new StandardScaler(), { expectedFailures: { [`${once}.`]: 'a test' } });
    await expect(work).rejects.toThrow(InvalidParameterError);
    await expect(checkEstimator(new Centre(), { expectedFailures: { [`${once}.`]: '' } })).rejects.toThrow(
      `Did you mean '${once}'?`,
    );
  });
});
