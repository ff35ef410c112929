import fc from 'fast-check';
import { DecisionTreeClassifier, Matrix, RandomState } from 'pipefit';
import { describe, expect, it } from 'vitest';
import { rankAllColumns } from '../../src/kernels/tree/ranked-columns.js';
import { RunningMedian } from '../../src/kernels/tree/running-median.js';

describe('rankAllColumns', () => {
  const column = (values: number[]) => rankAllColumns(Float64Array.from(values), values.length, 1);

  it('sorts numbers of any size, keeps the order of equal ones and puts missing ones last', () => {
    const number = fc.oneof(
      fc.double({ noDefaultInfinity: true }),
      fc.constantFrom(0, -0, 1, -1, 5e-324, -1.7976931348623157e308),
      // Close to each other, so that the upper halves of their bits agree.
      fc.integer({ min: 0, max: 1 << 20 }).map((n) => 1.7e9 + n / 1024),
    );
    fc.assert(
      fc.property(fc.array(number, { minLength: 1, maxLength: 400, size: 'max' }), (values) => {
        const { order, place, placeByRow, present, ties } = column(values);
        const sorted = Array.from(order, (row) => values[row]! + 0);
        const rows = values.map((_, i) => i);
        const wanted = [
          ...rows.filter((i) => !Number.isNaN(values[i])).sort((a, b) => values[a]! - values[b]! || a - b),
          ...rows.filter((i) => Number.isNaN(values[i])),
        ];
        expect(Array.from(order)).toEqual(wanted);
        expect(present[0]).toBe(values.filter((value) => !Number.isNaN(value)).length);
        expect(placeByRow).toEqual(place);
        wanted.forEach((row, k) => {
          expect(place[row]).toBe(k);
          const same = k > 0 && (sorted[k] === sorted[k - 1] || k > present[0]!);
          expect(ties.has(0, k)).toBe(same);
        });
      }),
    );
  });

  it('knows equal values that are far apart', () => {
    const { ties } = column(Array.from({ length: 300 }, (_, i) => (i < 10 ? 0 : i < 290 ? 1 : 2)));
    expect(ties.equal(0, 10, 289)).toBe(true);
    expect(ties.equal(0, 9, 289)).toBe(false);
    expect(ties.equal(0, 10, 290)).toBe(false);
  });
});

it('RunningMedian is the weighted median of those that have joined', () => {
  const items = fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: 1, max: 3 })), {
    minLength: 1,
    maxLength: 40,
  });
  fc.assert(
    fc.property(items, fc.nat(), (given, seed) => {
      const ascending = [...given].sort((a, b) => a[0] - b[0]);
      const running = new RunningMedian(given.length);
      running.reset(
        Float64Array.from(ascending, ([value]) => value),
        given.length,
      );
      const joined: number[] = [];
      for (const rank of new RandomState(seed).permutation(given.length)) {
        const [value, weight] = ascending[rank]!;
        running.add(rank, weight);
        for (let copy = 0; copy < weight; copy++) joined.push(value);
        joined.sort((a, b) => a - b);
        running.measure();
        const half = joined.length / 2;
        expect(running.median).toBe((joined[Math.ceil(half) - 1]! + joined[Math.floor(half)]!) / 2);
        const distance = joined.reduce((sum, each) => sum + Math.abs(each - running.median), 0);
        expect(running.distance).toBeCloseTo(distance, 9);
      }
    }),
  );
});

it('a large tree lets timers run and stops soon after it is told to', async () => {
  const random = new RandomState(0);
  const X = new Matrix(random.randomSample(40_000 * 10), 40_000, 10);
  const y = random.integers(0, 2, 40_000);
  const stop = new AbortController();
  setTimeout(() => stop.abort(new Error('enough')), 10);
  const began = performance.now();
  await expect(new DecisionTreeClassifier().fit(X, y, { signal: stop.signal })).rejects.toThrow('enough');
  expect(performance.now() - began).toBeLessThan(1000);
});
