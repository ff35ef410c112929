import fc from 'fast-check';
import {
  InvalidDataError,
  InvalidParameterError,
  Matrix,
  MinMaxScaler,
  NotFittedError,
  SparseMatrix,
} from 'pipefit';
import { describe, expect, it } from 'vitest';
import { expectClose, fixture } from '../support/fixture.js';

interface Recorded {
  min: number[];
  scale: number[];
  dataMin: number[];
  dataMax: number[];
  dataRange: number[];
  transformed: number[][];
  new: number[][];
  inverse: number[][];
}

const known = fixture<{
  X: number[][];
  new: number[][];
  plain: Recorded;
  ranged: Recorded;
  clipped: Recorded;
}>('preprocessing/min-max-scaler');

const cell = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const table = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 20 });

describe('MinMaxScaler agrees with scikit-learn', () => {
  it.each([
    ['with defaults, missing values and constant columns', {}, known.plain],
    ['with another range', { featureRange: [-2, 5] as const }, known.ranged],
    ['with clipping', { featureRange: [-1, 1] as const, clip: true }, known.clipped],
  ])('%s', async (_, params, recorded) => {
    const scaler = await new MinMaxScaler(params).fit(known.X);
    expectClose(scaler.min, recorded.min);
    expectClose(scaler.scale, recorded.scale);
    expectClose(scaler.dataMin, recorded.dataMin);
    expectClose(scaler.dataMax, recorded.dataMax);
    expectClose(scaler.dataRange, recorded.dataRange);
    expectClose(scaler.transform(known.X), recorded.transformed);
    expectClose(scaler.transform(known.new), recorded.new);
    expectClose(scaler.inverseTransform(recorded.new), recorded.inverse);
  });
});

describe('MinMaxScaler', () => {
  it('keeps a column without values missing', async () => {
    const scaler = await new MinMaxScaler().fit([
      [null, 1],
      [null, 3],
    ]);
    expect(scaler.dataMin[0]).toBeNaN();
    expectClose(
      scaler.transform([
        [null, 2],
        [5, 3],
      ]),
      [
        [Number.NaN, 0.5],
        [Number.NaN, 1],
      ],
    );
  });

  it('keeps names and what it was given', async () => {
    const X = Matrix.fromArrays(
      [
        [1, 2],
        [3, 4],
      ],
      ['__proto__', 'toString'],
    );
    const scaler = await new MinMaxScaler().fit(X);
    expect(scaler.transform(X).columnNames).toEqual(['__proto__', 'toString']);
    expect(X.toArray()).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  it('puts every training value into the range', async () => {
    await fc.assert(
      fc.asyncProperty(table, fc.boolean(), async (X, clip) => {
        const out = await new MinMaxScaler({ featureRange: [-3, 2], clip }).fitTransform(X);
        for (const value of out.data) {
          expect(value).toBeGreaterThanOrEqual(-3 - (clip ? 0 : 1e-9));
          expect(value).toBeLessThanOrEqual(2 + (clip ? 0 : 1e-9));
        }
      }),
    );
  });

  it('is undone by inverseTransform', async () => {
    await fc.assert(
      fc.asyncProperty(table, async (X) => {
        const scaler = await new MinMaxScaler().fit(X);
        expectClose(scaler.inverseTransform(scaler.transform(X)), X, 1e-8);
      }),
    );
  });

  it('treats columns apart and rows alike', async () => {
    await fc.assert(
      fc.asyncProperty(table, async (X) => {
        const both = await new MinMaxScaler().fitTransform(X);
        const first = await new MinMaxScaler().fitTransform(X.map(([a]) => [a]));
        expect(both.column(0)).toEqual(first.column(0));
        const reversed = await new MinMaxScaler().fitTransform([...X].reverse());
        expect(reversed.toArray().reverse()).toEqual(both.toArray());
      }),
    );
  });

  it('refuses what it cannot use', async () => {
    for (const featureRange of [[1, 0], [0, 0], [0], [0, Number.NaN], 'all', ['0', '1']]) {
      const scaler = new MinMaxScaler({ featureRange: featureRange as unknown as [number, number] });
      await expect(scaler.fit([[1]])).rejects.toThrow(InvalidParameterError);
      await expect(scaler.fit([[1]])).rejects.toThrow(/featureRange/);
    }
    await expect(new MinMaxScaler({ clip: 1 as unknown as boolean }).fit([[1]])).rejects.toThrow(/'clip'/);
    await expect(new MinMaxScaler().fit([['a']])).rejects.toThrow(InvalidDataError);
    const sparse = SparseMatrix.fromDense(Matrix.fromArrays([[0, 1]]));
    await expect(new MinMaxScaler().fit(sparse)).rejects.toThrow(/toDense/);
    expect(() => new MinMaxScaler().dataRange).toThrow(NotFittedError);
  });
});
