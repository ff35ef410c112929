import fc from 'fast-check';
import { DummyRegressor, Frame, InvalidDataError, InvalidParameterError } from 'pipefit';
import { describe, expect, it } from 'vitest';
import { expectClose, fixture } from '../support/fixture.js';

const known = fixture<{
  weights: number[];
  fractions: number[];
  target: number[];
  quantiles: number[];
  regressor: Record<string, number> & Record<`quantile${'' | 'Weighted' | 'Fractions'}`, number[]>;
}>('dummy/dummy');

const rows = (count: number) => Array.from({ length: count }, () => [0]);

async function constantOf(
  params: ConstructorParameters<typeof DummyRegressor>[0],
  sampleWeight?: number[],
  y: number[] = known.target,
): Promise<number> {
  const dummy = await new DummyRegressor(params).fit(rows(y.length), y, { sampleWeight });
  expect([...dummy.predict(rows(2))]).toEqual([dummy.constant, dummy.constant]);
  return dummy.constant;
}

describe('DummyRegressor agrees with scikit-learn', () => {
  const { target, weights, fractions, quantiles, regressor } = known;

  it('for the mean', async () => {
    expectClose(await constantOf({}), regressor['mean']!);
    expectClose(await constantOf({}, fractions), regressor['meanWeighted']!);
  });

  it('for the median, with weights and without', async () => {
    const strategy = 'median';
    expectClose(await constantOf({ strategy }), regressor['median']!);
    expectClose(await constantOf({ strategy }, undefined, target.slice(0, 39)), regressor['medianOdd']!);
    expectClose(await constantOf({ strategy }, weights), regressor['medianWeighted']!);
    expectClose(await constantOf({ strategy }, fractions), regressor['medianFractions']!);
    const ones = target.map(() => 1);
    expectClose(await constantOf({ strategy }, ones), regressor['medianOnes']!);
  });

  it.each(quantiles.map((quantile, i) => ({ quantile, i })))(
    'for the quantile $quantile',
    async ({ quantile, i }) => {
      const params = { strategy: 'quantile', quantile } as const;
      expectClose(await constantOf(params), regressor.quantile[i]!);
      expectClose(await constantOf(params, weights), regressor.quantileWeighted[i]!);
      expectClose(await constantOf(params, fractions), regressor.quantileFractions[i]!);
    },
  );
});

describe('DummyRegressor', () => {
  it('scores an R2 of 0 with the mean', async () => {
    const y = [1, 2, 6];
    const dummy = await new DummyRegressor().fit(rows(3), y);
    expect(dummy.score(rows(3), y)).toBe(0);
    expect(dummy.tags.poorScore).toBe(true);
  });

  it('takes whatever X holds', async () => {
    const X = Frame.fromRows([
      { word: 'x', size: null },
      { word: null, size: Number.POSITIVE_INFINITY },
    ]);
    const dummy = await new DummyRegressor({ strategy: 'constant', constant: -3 }).fit(X, [1, 2]);
    expect([...dummy.predict(X)]).toEqual([-3, -3]);
  });

  it('counts a weight of k as k copies of the row, both with weights', async () => {
    const weighted = fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: 0, max: 4 })), {
      minLength: 1,
      maxLength: 20,
    });
    const strategies = fc.constantFrom(
      { strategy: 'mean' } as const,
      { strategy: 'median' } as const,
      { strategy: 'quantile', quantile: 0.3 } as const,
    );
    await fc.assert(
      fc.asyncProperty(weighted, strategies, async (pairs, params) => {
        const weights = pairs.map(([, weight]) => weight);
        fc.pre(weights.some((weight) => weight > 0));
        const copies = pairs.flatMap(([value, weight]) => Array.from({ length: weight }, () => value));
        const one = await constantOf(
          params,
          weights,
          pairs.map(([value]) => value),
        );
        expectClose(
          one,
          await constantOf(
            params,
            copies.map(() => 1),
            copies,
          ),
        );
      }),
    );
  });

  it("asks for the strategy's own parameter", async () => {
    for (const strategy of ['constant', 'quantile'] as const) {
      const fit = new DummyRegressor({ strategy }).fit(rows(2), [1, 2]);
      await expect(fit).rejects.toThrow(InvalidParameterError);
      await expect(fit).rejects.toThrow(`the strategy '${strategy}' needs the parameter '${strategy}'`);
    }
    await expect(
      new DummyRegressor({ strategy: 'quantile', quantile: 1.5 }).fit(rows(1), [1]),
    ).rejects.toThrow(/must be a number in \[0, 1\] or null. Got 1.5/);
    await expect(new DummyRegressor().fit(rows(2), [1, Number.NaN])).rejects.toThrow(InvalidDataError);
  });
});
