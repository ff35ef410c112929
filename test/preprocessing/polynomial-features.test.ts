import fc from 'fast-check';
import {
  InvalidDataError,
  InvalidParameterError,
  Matrix,
  NotFittedError,
  PolynomialFeatures,
  type PolynomialFeaturesParams,
  SparseMatrix,
} from 'pipefit';
import { describe, expect, it } from 'vitest';
import { expectClose, fixture } from '../support/fixture.js';

interface Recorded {
  params: PolynomialFeaturesParams;
  /** Recorded for dense data only. */
  powers: number[][] | null;
  names: string[];
  transformed: number[][];
}

const known = fixture<{ X: number[][]; sparse: number[][]; dense: Recorded[]; csr: Recorded[] }>(
  'preprocessing/polynomial-features',
);
const letters = ['a', 'b', 'c', 'd', 'e'];

describe('PolynomialFeatures agrees with scikit-learn', () => {
  const X = Matrix.fromArrays(known.X, letters.slice(0, 4));
  const S = SparseMatrix.fromDense(Matrix.fromArrays(known.sparse, letters));

  it.each(known.dense)('on dense data with $params', async (recorded) => {
    const poly = await new PolynomialFeatures(recorded.params).fit(X);
    expect(poly.featureNamesOut()).toEqual(recorded.names);
    expect(poly.nOutputFeatures).toBe(recorded.names.length);
    expect(poly.powers.toArray()).toEqual(recorded.powers);
    const out = poly.transform(X);
    expect(out).toBeInstanceOf(Matrix);
    expect(out.columnNames).toEqual(recorded.names);
    expectClose(out, recorded.transformed);
  });

  it.each(known.csr)('on sparse data with $params', async (recorded) => {
    const poly = await new PolynomialFeatures(recorded.params).fit(S);
    expect(poly.featureNamesOut()).toEqual(recorded.names);
    const out = poly.transform(S);
    expect(out).toBeInstanceOf(SparseMatrix);
    expectClose(out, recorded.transformed);
  });
});

const small = fc.integer({ min: -3, max: 3 });
const shape = fc.record({
  degree: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.tuple(fc.constantFrom(0, 1, 2), fc.constantFrom(2, 3))),
  interactionOnly: fc.boolean(),
});
const table = fc
  .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 4 }))
  .chain(([rows, cols]) =>
    fc.array(fc.array(small, { minLength: cols, maxLength: cols }), { minLength: rows, maxLength: rows }),
  );

describe('PolynomialFeatures', () => {
  it('gives what its powers say', async () => {
    await fc.assert(
      fc.asyncProperty(table, shape, async (X, params) => {
        const poly = await new PolynomialFeatures(params).fit(X);
        const powers = poly.powers.toArray();
        const expected = X.map((row) =>
          powers.map((exponents) => exponents.reduce((product, power, j) => product * row[j]! ** power, 1)),
        );
        expectClose(poly.transform(X), expected);
      }),
    );
  });

  it('gives the same of sparse data as of dense, in a valid sparse matrix', async () => {
    await fc.assert(
      fc.asyncProperty(table, shape, async (X, params) => {
        const dense = await new PolynomialFeatures(params).fitTransform(X);
        const out = await new PolynomialFeatures(params).fitTransform(
          SparseMatrix.fromDense(Matrix.fromArrays(X)),
        );
        expectClose(out, dense);
        expect(out.columnNames).toEqual(dense.columnNames);
      }),
    );
  });

  it('names columns of any name', async () => {
    const poly = await new PolynomialFeatures().fit(Matrix.fromArrays([[2, 3]], ['__proto__', 'toString']));
    expect(poly.featureNamesOut()).toEqual([
      '1',
      '__proto__',
      'toString',
      '__proto__^2',
      '__proto__ toString',
      'toString^2',
    ]);
    expect((await new PolynomialFeatures({ degree: [1, 1] }).fit([[1, 2]])).featureNamesOut()).toEqual([
      '1',
      'x0',
      'x1',
    ]);
  });

  it('keeps what fit was told when parameters change', async () => {
    const poly = await new PolynomialFeatures().fit([[2, 3]]);
    poly.setParams({ degree: 3, includeBias: false });
    expect(poly.transform([[2, 3]]).toArray()).toEqual([[1, 2, 3, 4, 6, 9]]);
  });

  it('refuses degrees that make no sense, no columns or too many', async () => {
    for (const degree of [-1, 1.5, [2, 1], [0], [0, 1, 2], ['1', '2'], '2', null]) {
      const poly = new PolynomialFeatures({ degree: degree as number });
      await expect(poly.fit([[1]])).rejects.toThrow(InvalidParameterError);
      await expect(poly.fit([[1]])).rejects.toThrow(/degree/);
    }
    await expect(new PolynomialFeatures({ degree: 0, includeBias: false }).fit([[1]])).rejects.toThrow(
      /no columns/,
    );
    const tooHigh = { degree: [3, 3] as const, interactionOnly: true, includeBias: false };
    await expect(new PolynomialFeatures(tooHigh).fit([[1, 2]])).rejects.toThrow(/no columns/);
    const bias = await new PolynomialFeatures({ ...tooHigh, includeBias: true }).fitTransform([[4, 5]]);
    expect(bias.toArray()).toEqual([[1]]);
    const wide = Matrix.zeros(1, 1000);
    await expect(new PolynomialFeatures({ degree: 3 }).fit(wide)).rejects.toThrow(/too many columns/);
    await expect(new PolynomialFeatures({ degree: 1e9 }).fit([[1, 2]])).rejects.toThrow(/too many columns/);
    await expect(new PolynomialFeatures().fit([[Number.NaN]])).rejects.toThrow(InvalidDataError);
    expect(() => new PolynomialFeatures().powers).toThrow(NotFittedError);
  });
});
