import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bruteNeighbors } from '../../src/kernels/brute-neighbors.js';
import { type Distance, finishDistances, reducedDistances } from '../../src/kernels/distances.js';
import { RandomState } from '../../src/random/index.js';

const metrics: readonly Distance[] = [
  { name: 'euclidean', p: 2 },
  { name: 'manhattan', p: 2 },
  { name: 'chebyshev', p: 2 },
  { name: 'minkowski', p: 3 },
];

/** What is found by comparing all pairs in double precision and sorting. */
function sortedNeighbors(
  distance: Distance,
  data: Float64Array,
  queries: Float64Array,
  cols: number,
  count: number,
  skipSelf: boolean,
) {
  const rows = data.length / cols;
  const found = new Float64Array(rows);
  const distances: number[] = [];
  const indices: number[] = [];
  for (let q = 0; q < queries.length / cols; q++) {
    reducedDistances(distance, queries, q * cols, data, 0, rows, cols, found);
    const order = Array.from(found.keys()).filter((i) => !(skipSelf && i === q));
    const compare = (a: number, b: number) => (found[a]! === found[b]! ? a - b : found[a]! - found[b]!);
    const nearest = order.sort(compare).slice(0, count);
    indices.push(...nearest);
    distances.push(...nearest.map((i) => found[i]!));
  }
  const finished = Float64Array.from(distances);
  finishDistances(distance, finished);
  return { distances: finished, indices: Int32Array.from(indices) };
}

function expectExact(
  data: Float64Array,
  queries: Float64Array,
  cols: number,
  count: number,
  { skipSelf = false, of = metrics }: { skipSelf?: boolean; of?: readonly Distance[] } = {},
) {
  for (const distance of of) {
    const rows = { data, rows: data.length / cols, cols, ids: null };
    const found = bruteNeighbors(distance, rows, queries, queries.length / cols, count, skipSelf);
    const expected = sortedNeighbors(distance, data, queries, cols, count, skipSelf);
    expect(found.indices, distance.name).toEqual(expected.indices);
    expect(found.distances, distance.name).toEqual(expected.distances);
  }
}

const random = new RandomState(7);
const normal = (length: number) => Float64Array.from({ length }, () => random.normal());

describe('bruteNeighbors', () => {
  it.each([1, 2, 3, 5, 8, 20, 33])('finds what sorting all distances finds, %i columns', (cols) => {
    expectExact(normal(700 * cols), normal(37 * cols), cols, 6);
    expectExact(normal(57 * cols), normal(9 * cols), cols, 57);
  });

  it('crosses the borders of its blocks of rows and of queries', () => {
    const cols = 40;
    expectExact(normal(4000 * cols), normal(8 * cols), cols, 3, { of: metrics.slice(0, 2) });
    expectExact(normal(100 * 2), normal(1100 * 2), 2, 4);
  });

  it('leaves out the row itself', () => {
    const data = normal(500 * 3);
    data.copyWithin(30, 0, 30);
    expectExact(data, data, 3, 5, { skipSelf: true, of: metrics.slice(0, 3) });
  });

  it('numbers rows by their ids, and breaks ties by them', () => {
    const cols = 4;
    const data = normal(300 * cols).map((value) => Math.round(value));
    const order = random.permutation(300);
    const shuffled = new Float64Array(data.length);
    order.forEach((row, place) => {
      shuffled.set(data.subarray(row * cols, (row + 1) * cols), place * cols);
    });
    const queries = normal(20 * cols).map((value) => Math.round(value));
    for (const distance of metrics) {
      const rows = { data: shuffled, rows: 300, cols, ids: Int32Array.from(order) };
      const found = bruteNeighbors(distance, rows, queries, 20, 9, false);
      expect(found).toEqual(sortedNeighbors(distance, data, queries, cols, 9, false));
    }
  });

  it('is exact where products cancel: far from the origin, and clusters far from the middle', () => {
    for (const offset of [1e3, 1e8, -3e12]) {
      const shift = (value: number) => offset + value;
      expectExact(normal(600 * 6).map(shift), normal(20 * 6).map(shift), 6, 5);
    }
    const clusters = normal(600 * 6).map((value, p) => ((Math.floor(p / 6) % 5) - 2) * 1e6 + 1e-3 * value);
    expectExact(clusters, clusters.slice(0, 60 * 6), 6, 7, { skipSelf: true });
  });

  it('tells rows apart that differ in the last digits only', () => {
    const data = Float64Array.from({ length: 400 * 3 }, (_, p) => 1 + (p % 7) * Number.EPSILON);
    expectExact(data, data.slice(0, 50 * 3), 3, 20);
    const spread = data.slice();
    spread.set([100, -100, 100], 0);
    expectExact(spread, data.slice(0, 50 * 3), 3, 20);
  });

  it('is exact where single precision cannot tell which row is nearer', () => {
    // Rows all but as far from the query as the middle of all rows is: there the products cancel altogether.
    const cols = 200;
    const query = normal(cols);
    const radius = Math.hypot(...query);
    const data = normal(1000 * cols);
    for (let i = 0; i < 1000; i += 2) {
      const row = data.subarray(i * cols, (i + 1) * cols);
      const factor = (radius * (1 - 1e-9 * random.random())) / Math.hypot(...row);
      for (let j = 0; j < cols; j++) row[j] = query[j]! + row[j]! * factor;
      for (let j = 0; j < cols; j++) data[(i + 1) * cols + j] = -row[j]!;
    }
    const queries = new Float64Array(8 * cols);
    for (let q = 0; q < 8; q++) queries.set(query, q * cols);
    expectExact(data, queries, cols, 9, { of: metrics.slice(0, 1) });
  });

  it('takes duplicates by the lowest number', () => {
    expectExact(new Float64Array(500 * 4).fill(3), new Float64Array(30 * 4).fill(3), 4, 8);
    const few = normal(500 * 4).map((value) => Math.sign(value));
    expectExact(few, few.slice(0, 100 * 4), 4, 8);
  });

  it.each([1e308, 1e200, 1e150, 1e-150, 1e-200, 1e-310])('holds at values of %d', (size) => {
    const scale = (value: number) => size * Math.max(-1, Math.min(1, value));
    expectExact(normal(300 * 5).map(scale), normal(20 * 5).map(scale), 5, 6);
  });

  it('holds with rows and queries of all sizes together', () => {
    const wild = (length: number) =>
      normal(length).map((value, p) => (p % 11 < 2 ? value * 10 ** (((p * 37) % 600) - 300) : value));
    expectExact(wild(800 * 5), wild(60 * 5), 5, 6);
    const far = normal(300 * 5);
    far[777] = 1e300;
    far[12] = -1e20;
    expectExact(far, far.slice(0, 40 * 5), 5, 6);
    // The sample that the scale is taken from misses the only row that is away from the others.
    const lone = new Float64Array(3000 * 2).fill(5);
    lone.set([9, 1e9], 2 * 1001);
    expectExact(
      lone,
      Float64Array.from({ length: 20 }, (_, p) => p * 1e8),
      2,
      4,
    );
  });

  it('holds for any data', () => {
    const value = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.double({ min: -1, max: 1, noNaN: true }),
      fc.integer({ min: -2, max: 2 }),
    );
    const problem = fc.integer({ min: 1, max: 6 }).chain((cols) =>
      fc.record({
        cols: fc.constant(cols),
        data: fc.array(fc.array(value, { minLength: cols, maxLength: cols }), {
          minLength: 6,
          maxLength: 40,
        }),
        queries: fc.array(fc.array(value, { minLength: cols, maxLength: cols }), {
          minLength: 6,
          maxLength: 14,
        }),
      }),
    );
    fc.assert(
      fc.property(problem, fc.integer({ min: 1, max: 6 }), ({ cols, data, queries }, count) => {
        expectExact(Float64Array.from(data.flat()), Float64Array.from(queries.flat()), cols, count);
      }),
      { numRuns: 300 },
    );
  });
});
