import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnExtremes } from '../../src/kernels/column-extremes.js';
import { columnMoments } from '../../src/kernels/column-moments.js';
import { firstInfinite, firstNotFinite } from '../../src/kernels/scan-values.js';
import { selectNth } from '../../src/kernels/select.js';
import { meanAndVariance } from '../../src/math/moments.js';
import { RandomState } from '../../src/random/index.js';
import { expectClose } from '../support/fixture.js';

const random = new RandomState(5);

describe('columnMoments and columnExtremes', () => {
  it.each([1, 2, 3, 4, 7, 20, 333])('are those of each column by itself, %i columns', (cols) => {
    for (const rows of [1, 2, 3, 50, 4001]) {
      const data = Float64Array.from({ length: rows * cols }, (_, p) =>
        random.random() < 0.2 ? Number.NaN : 1e3 * (p % cols) + random.normal(),
      );
      const weights = Float64Array.from({ length: rows }, () => random.integer(0, 3));
      for (const each of [null, weights]) {
        const found = columnMoments(data, rows, cols, each);
        const { min, max } = columnExtremes(data, rows, cols);
        for (let j = 0; j < Math.min(cols, 9); j++) {
          const present = Array.from({ length: rows }, (_, i) => i).filter(
            (i) => !Number.isNaN(data[i * cols + j]!),
          );
          const values = present.map((i) => data[i * cols + j]!);
          expect(min[j]).toBe(values.length === 0 ? Number.NaN : Math.min(...values));
          expect(max[j]).toBe(values.length === 0 ? Number.NaN : Math.max(...values));
          const total = present.reduce((sum, i) => sum + (each?.[i] ?? 1), 0);
          expect(found.weight[j]).toBe(total);
          if (total === 0) continue;
          const expected = meanAndVariance(
            values,
            Float64Array.from(present, (i) => each?.[i] ?? 1),
          );
          expectClose(found.mean[j]!, expected.mean, 1e-14);
          expectClose(found.variance[j]!, expected.variance, 1e-9);
        }
      }
    }
  });
});

describe('selectNth', () => {
  it.each([32, 0, -1])(
    'finds what sorting finds, and parts the values there, with %i poor pivots',
    (mostPoor) => {
      const values = fc.array(fc.oneof(fc.double({ noNaN: true }), fc.integer({ min: 0, max: 3 })), {
        minLength: 1,
      });
      fc.assert(
        fc.property(values, fc.nat(), (list, seed) => {
          const nth = seed % list.length;
          const moved = Float64Array.from(list);
          const sorted = Float64Array.from(list).sort();
          // Equal zeros of different sign may stand either way.
          expect(selectNth(moved, nth, mostPoor) + 0).toBe(sorted[nth]! + 0);
          expect(moved.subarray(0, nth).every((value) => value <= moved[nth]!)).toBe(true);
          expect(moved.subarray(nth).every((value) => value >= moved[nth]!)).toBe(true);
        }),
      );
    },
  );
});

describe('the search for values that are not finite', () => {
  it('finds the first, wherever it is', () => {
    for (const at of [0, 1, 2, 1023, 1024, 2051, 2999]) {
      const values = new Float64Array(3000);
      expect([firstNotFinite(values), firstInfinite(values)]).toEqual([-1, -1]);
      values[2999] = Number.NEGATIVE_INFINITY;
      values[at] = Number.NaN;
      expect(firstNotFinite(values)).toBe(at);
      expect(firstInfinite(values)).toBe(at === 2999 ? -1 : 2999);
      values[at] = Number.NEGATIVE_INFINITY;
      expect(firstInfinite(values)).toBe(at);
    }
  });
});
