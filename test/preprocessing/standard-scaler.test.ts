import fc from 'fast-check';
import { InvalidDataError, Matrix, NotFittedError, SparseMatrix, StandardScaler } from 'pipefit';
import { describe, expect, it } from 'vitest';
import { expectClose, fixture } from '../support/fixture.js';

interface Recorded {
  mean: number[];
  var: number[];
  scale: number[];
  transformed: number[][];
}

const known = fixture<{
  X: number[][];
  weights: number[];
  sparse: number[][];
  plain: Recorded;
  weighted: Recorded;
  withoutMean: Recorded;
  withoutStd: Recorded;
  sparsePlain: Recorded;
}>('preprocessing/standard-scaler');

describe('StandardScaler agrees with scikit-learn', () => {
  it('with defaults, missing values and a constant column', async () => {
    const scaler = await new StandardScaler().fit(known.X);
    expectClose(scaler.mean, known.plain.mean);
    expectClose(scaler.var, known.plain.var);
    expectClose(scaler.scale!, known.plain.scale);
    expectClose(scaler.transform(known.X), known.plain.transformed);
  });

  it('with sample weights', async () => {
    const scaler = await new StandardScaler().fit(known.X, undefined, { sampleWeight: known.weights });
    expectClose(scaler.mean, known.weighted.mean);
    expectClose(scaler.transform(known.X), known.weighted.transformed);
  });

  it('without centring, and without scaling', async () => {
    const { X, withoutMean, withoutStd } = known;
    expectClose(await new StandardScaler({ withMean: false }).fitTransform(X), withoutMean.transformed);
    const unscaled = await new StandardScaler({ withStd: false }).fit(X);
    expectClose(unscaled.transform(X), withoutStd.transformed);
    expect(unscaled.scale).toBeNull();
  });

  it('on sparse data, which stay sparse', async () => {
    const X = SparseMatrix.fromDense(Matrix.fromArrays(known.sparse));
    const scaler = await new StandardScaler({ withMean: false }).fit(X);
    expectClose(scaler.var, known.sparsePlain.var);
    const out = scaler.transform(X);
    expect(out).toBeInstanceOf(SparseMatrix);
    expectClose(out, known.sparsePlain.transformed);
  });
});

describe('StandardScaler', () => {
  it('refuses to centre sparse data and says what to do', async () => {
    const X = SparseMatrix.fromDense(Matrix.fromArrays(known.sparse));
    await expect(new StandardScaler().fit(X)).rejects.toThrow(InvalidDataError);
    await expect(new StandardScaler().fit(X)).rejects.toThrow(/withMean: false/);
  });

  it('has no statistics before fit', () => {
    expect(() => new StandardScaler().mean).toThrow(NotFittedError);
  });

  it('is undone by inverseTransform', async () => {
    const cell = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    const table = fc.array(fc.tuple(cell, cell), { minLength: 2, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(table, async (X) => {
        const scaler = await new StandardScaler().fit(X);
        expectClose(scaler.inverseTransform(scaler.transform(X)), X, 1e-9);
      }),
    );
  });
});
