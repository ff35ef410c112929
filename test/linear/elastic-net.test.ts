import { ElasticNet, type ElasticNetParams, InvalidParameterError, Lasso, Ridge } from 'pipefit';
import { describe, expect, it } from 'vitest';
import { expectClose } from '../support/fixture.js';
import { expectRecorded, readCases } from './coordinate-descent-cases.js';

const { recorded, given, weightsOf } = readCases('linear/elastic-net');
const TIGHT = { tol: 1e-11, maxIter: 100_000 };
const quiet = { onWarning: () => {} };

const cases: readonly (readonly [
  name: string,
  from: 'dense' | 'wide' | 'sparse',
  params: Partial<ElasticNetParams>,
  weighted: boolean,
])[] = [
  ['defaults', 'dense', {}, false],
  ['plain', 'dense', { alpha: 0.1 }, false],
  ['ridge', 'dense', { alpha: 0.1, l1Ratio: 0 }, false],
  ['lasso', 'dense', { alpha: 0.1, l1Ratio: 1 }, false],
  ['withoutIntercept', 'dense', { alpha: 0.1, l1Ratio: 0.2, fitIntercept: false }, false],
  ['weighted', 'dense', { alpha: 0.1 }, true],
  ['positive', 'dense', { alpha: 0.1, positive: true }, false],
  ['random', 'dense', { alpha: 0.1, selection: 'random', randomState: 3 }, false],
  ['wide', 'wide', { alpha: 0.05 }, false],
  ['wideRidge', 'wide', { alpha: 0.05, l1Ratio: 0 }, false],
  ['wideWeighted', 'wide', { alpha: 0.05 }, true],
  ['sparse', 'sparse', { alpha: 0.05 }, false],
  ['sparseRidge', 'sparse', { alpha: 0.05, l1Ratio: 0 }, false],
  ['sparseWithoutIntercept', 'sparse', { alpha: 0.05, fitIntercept: false }, false],
  ['sparseWeighted', 'sparse', { alpha: 0.05 }, true],
  ['sparseRandom', 'sparse', { alpha: 0.05, selection: 'random', randomState: 5 }, false],
];

describe('ElasticNet takes the steps of scikit-learn', () => {
  for (const precompute of ['auto', true, false] as const) {
    it.each(cases)(`with precompute ${precompute}: %s`, async (name, from, params, weighted) => {
      const { X, y, XNew } = given(from);
      const options = weighted ? { ...quiet, sampleWeight: weightsOf(from) } : quiet;
      const model = await new ElasticNet({ ...params, precompute }).fit(X, y, options);
      expectRecorded(model, recorded[name]!, XNew);
    });

    it(`with precompute ${precompute}, to the optimum`, async () => {
      for (const [name, from, alpha] of [
        ['tight', 'dense', 0.1],
        ['wideTight', 'wide', 0.05],
        ['sparseTight', 'sparse', 0.05],
      ] as const) {
        const { X, y } = given(from);
        const model = await new ElasticNet({ alpha, precompute, ...TIGHT }).fit(X, y, quiet);
        expectClose(model.coef, recorded[name]!.coef, 1e-6);
        expectClose(model.intercept, recorded[name]!.intercept, 1e-6);
      }
    });
  }
});

describe('ElasticNet lies between Lasso and Ridge', () => {
  const { X, y } = given('dense');

  it('and is either at the ends', async () => {
    const lasso = await new Lasso({ alpha: 0.3 }).fit(X, y);
    const all = await new ElasticNet({ alpha: 0.3, l1Ratio: 1 }).fit(X, y);
    expect(all.coef).toEqual(lasso.coef);
    const none = await new ElasticNet({ alpha: 0.3, l1Ratio: 0, ...TIGHT }).fit(X, y);
    expectClose(none.coef, (await new Ridge({ alpha: 0.3 * y.length }).fit(X, y)).coef, 1e-5);
  });

  it('takes columns that are alike together, where Lasso takes one', async () => {
    // Column 5 is column 0 and a little noise.
    const params = { alpha: 0.5, ...TIGHT };
    const lasso = await new Lasso(params).fit(X, y);
    const net = await new ElasticNet({ ...params, l1Ratio: 0.5 }).fit(X, y);
    expect([lasso.coef[0], lasso.coef[5]].filter((value) => value === 0)).toHaveLength(1);
    expectClose(net.coef[0]! / net.coef[5]!, 1, 0.1);
  });

  it('refuses a share beyond 1', async () => {
    await expect(new ElasticNet({ l1Ratio: 1.5 }).fit(X, y)).rejects.toThrow(InvalidParameterError);
  });
});
