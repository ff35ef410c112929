import fc from 'fast-check';
import { DecisionTreeClassifier, DecisionTreeRegressor, Matrix, RandomState } from 'pipefit';
import { describe, expect, it } from 'vitest';
import { addValues } from '../../src/kernels/tree/leaf-values.js';
import { RandomCut } from '../../src/kernels/tree/random-cut.js';
import { rankAllColumns, unrankedColumns, withValues } from '../../src/kernels/tree/ranked-columns.js';
import { RowSet } from '../../src/kernels/tree/row-set.js';
import { RunningMedian } from '../../src/kernels/tree/running-median.js';
import { leavesOf } from '../../src/kernels/tree/walk-tree.js';
import { XorShift } from '../../src/kernels/tree/xor-shift.js';
import { withWorkspace } from '../../src/kernels/wasm/workspace.js';

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

describe('RandomCut', () => {
  const cells = fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 0, max: 40 }) },
    { weight: 1, arbitrary: fc.constant(Number.NaN) },
  );

  for (const [kind, categories] of [
    ['numbers', null],
    ['categories', Int32Array.of(41)],
  ] as const) {
    it(`parts ${kind} in two wherever they differ`, () => {
      const columns = fc.array(cells, { minLength: 1, maxLength: 90, size: 'max' });
      fc.assert(
        fc.property(columns, fc.nat(), (values, seed) => {
          const rows = values.length;
          const cut = new RandomCut(rows, 41);
          const set = new RowSet(withValues(unrankedColumns(Float64Array.from(values), rows, 1, categories)));
          const random = new XorShift();
          random.seed(seed);
          const order = Int32Array.from(values.keys()).reverse();
          const backwards = [...values].reverse();
          withWorkspace((workspace) => {
            cut.useWorkspace(workspace);
            const drawn = cut.draw(set, order, 0, rows, 0, random);
            const present = new Set(values.filter((value) => !Number.isNaN(value)));
            const someMissing = values.some(Number.isNaN);
            expect(drawn).toBe(present.size > 1 || (present.size === 1 && someMissing));
            if (!drawn) return;
            const marks = Array.from(cut.goesLeft.subarray(0, rows));
            expect(marks.reduce((sum, mark) => sum + mark, 0)).toBe(cut.left);
            backwards.forEach((value, k) => {
              const isLeft = Number.isNaN(value)
                ? cut.missingLeft
                : categories === null
                  ? value <= cut.threshold
                  : cut.sides[value] === 1;
              expect(marks[k]).toBe(isLeft ? 1 : 0);
            });
            const lefts = new Set(backwards.filter((value, k) => marks[k] === 1 && !Number.isNaN(value)));
            expect(lefts.size).toBeGreaterThan(0);
            if (present.size > 1) expect(lefts.size).toBeLessThan(present.size);
          });
        }),
      );
    });
  }
});

describe('addValues', () => {
  const cell = fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: -9, max: 9 }) },
    { weight: 1, arbitrary: fc.constantFrom(Number.NaN, -0, 1e308, -1e308, 5e-324) },
  );

  it('adds exactly what a walk from node to node finds, for few rows and for many', async () => {
    const tables = fc.array(fc.tuple(cell, cell, cell), { minLength: 2, maxLength: 60 });
    const law = fc.asyncProperty(tables, fc.constantFrom(1, 3), fc.nat(1e6), async (X, width, seed) => {
      const random = new RandomState(seed);
      const y = X.map(() => Math.floor(3 * random.random()));
      const trees = [];
      for (const maxDepth of [null, 2, 1]) {
        const settings = { maxDepth, maxFeatures: 1, randomState: seed } as const;
        const model =
          width === 1 ? new DecisionTreeRegressor(settings) : new DecisionTreeClassifier(settings);
        const { tree, classes } = (await model.fit(X, y)) as DecisionTreeClassifier;
        fc.pre(width === 1 || classes.length === width);
        trees.push(tree);
      }
      for (const rows of [X.length, 8 * X.length + 3]) {
        const data = Float64Array.from(
          { length: 3 * rows },
          (_, p) => X[Math.floor(p / 3) % X.length]![p % 3]!,
        );
        const sums = new Float64Array(rows * width).fill(0.1);
        const wanted = sums.slice();
        addValues(trees, data, rows, 3, width, sums);
        for (const tree of trees) {
          leavesOf(tree, data, rows, 3).forEach((leaf, i) => {
            for (let c = 0; c < width; c++) wanted[i * width + c]! += tree.value[leaf * width + c]!;
          });
        }
        expect(sums).toEqual(wanted);
      }
    });
    await fc.assert(law, { numRuns: 60 });
  });

  it('takes tables in blocks', async () => {
    const random = new RandomState(0);
    const [rows, cols] = [3000, 900];
    const data = random.randomSample(rows * cols);
    const y = Float64Array.from({ length: rows }, (_, i) => data[i * cols]!);
    const { tree } = await new DecisionTreeRegressor({ maxDepth: 4 }).fit(new Matrix(data, rows, cols), y);
    const sums = new Float64Array(rows);
    addValues([tree], data, rows, cols, 1, sums);
    expect(sums).toEqual(Float64Array.from(leavesOf(tree, data, rows, cols), (leaf) => tree.value[leaf]!));
  });
});
