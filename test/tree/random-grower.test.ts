import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BinaryGini } from '../../src/kernels/tree/binary-gini.js';
import type { Criterion } from '../../src/kernels/tree/criterion.js';
import { Entropy } from '../../src/kernels/tree/entropy.js';
import { Gini } from '../../src/kernels/tree/gini.js';
import { PoissonDeviance } from '../../src/kernels/tree/poisson-deviance.js';
import { RandomGrower } from '../../src/kernels/tree/random-grower.js';
import { type RankedColumns, unrankedColumns } from '../../src/kernels/tree/ranked-columns.js';
import { SquaredError } from '../../src/kernels/tree/squared-error.js';
import { type Growth, TreeGrower } from '../../src/kernels/tree/tree-grower.js';
import type { Tree } from '../../src/kernels/tree/tree-nodes.js';
import { f64 } from '../../src/kernels/wasm/layout.js';
import { withWorkspace } from '../../src/kernels/wasm/workspace.js';
import { RandomState } from '../../src/random/index.js';

const GROWTH: Growth = {
  maxFeatures: 2,
  drawColumns: true,
  randomCuts: true,
  monotonic: null,
  categories: null,
  maxDepth: Number.POSITIVE_INFINITY,
  minSamplesSplit: 2,
  minSamplesLeaf: 1,
  minWeightFractionLeaf: 0,
  maxLeafNodes: null,
  minImpurityDecrease: 0,
};

const CRITERIA: Record<string, (targets: Float64Array) => Criterion> = {
  'two classes': (targets) => new BinaryGini(Int32Array.from(targets, (target) => target % 2)),
  'three classes': (targets) =>
    new Gini(
      Int32Array.from(targets, (target) => target % 3),
      3,
    ),
  'twenty classes': (targets) => new Gini(Int32Array.from(targets), 20),
  entropy: (targets) =>
    new Entropy(
      Int32Array.from(targets, (target) => target % 5),
      5,
    ),
  numbers: (targets) => new SquaredError(targets.map((target) => target + 0.1 * target * target)),
};

/** A table with ties and, where asked for, missing values and a constant column. */
function tableOf(random: RandomState, rows: number, cols: number, missing: number): RankedColumns {
  const kinds = random.integers(0, 4, cols);
  const data = Float64Array.from({ length: rows * cols }, (_, p) => {
    if (random.random() < missing) return Number.NaN;
    const kind = kinds[p % cols]!;
    return kind === 0 ? 7 : kind === 1 ? Math.floor(4 * random.random()) : random.normal();
  });
  return unrankedColumns(data, rows, cols);
}

function growSlowly(
  columns: RankedColumns,
  criterion: Criterion,
  growth: Growth,
  seed: number,
  weights: Float64Array | null = null,
): Tree {
  const grower = new TreeGrower(columns, criterion, growth);
  grower.begin(weights, seed);
  while (!grower.advance(1000));
  return grower.finish();
}

function growerOf(columns: RankedColumns, criterion: Criterion, growth: Growth): RandomGrower {
  const grower = RandomGrower.over(columns, criterion, growth);
  expect(grower).not.toBeNull();
  return grower!;
}

function expectSame(tree: Tree, wanted: Tree): void {
  for (const name of ['childrenLeft', 'childrenRight', 'feature', 'missingGoLeft', 'nNodeSamples'] as const) {
    expect(tree[name], name).toEqual(wanted[name]);
  }
  expect(tree.threshold).toEqual(wanted.threshold);
  for (const name of ['impurity', 'weightedNNodeSamples', 'value'] as const) {
    expect(tree[name].length, name).toBe(wanted[name].length);
    tree[name].forEach((number, k) => {
      expect(Math.abs(number - wanted[name][k]!), name).toBeLessThan(1e-9 * (1 + Math.abs(wanted[name][k]!)));
    });
  }
}

describe('trees of random cuts from the kernel', () => {
  for (const [name, criterionOf] of Object.entries(CRITERIA)) {
    it(`are those of TreeGrower: ${name}`, async () => {
      const settings = fc.record({
        rows: fc.oneof(fc.integer({ min: 2, max: 40 }), fc.integer({ min: 41, max: 700 })),
        cols: fc.integer({ min: 1, max: 6 }),
        missing: fc.constantFrom(0, 0, 0.2),
        weighting: fc.constantFrom('none', 'whole', 'any'),
        maxFeatures: fc.integer({ min: 1, max: 6 }),
        drawColumns: fc.boolean(),
        maxDepth: fc.constantFrom(Number.POSITIVE_INFINITY, 0, 3),
        minSamplesSplit: fc.integer({ min: 2, max: 10 }),
        minSamplesLeaf: fc.constantFrom(1, 1, 4),
        minWeightFractionLeaf: fc.constantFrom(0, 0, 0.05),
        minImpurityDecrease: fc.constantFrom(0, 0, 0.01),
        seed: fc.nat(1e6),
      });
      const law = fc.asyncProperty(settings, async ({ rows, cols, missing, weighting, seed, ...rest }) => {
        const random = new RandomState(seed);
        const columns = tableOf(random, rows, cols, missing);
        const targets = Float64Array.from(random.integers(0, 20, rows));
        const weights =
          weighting === 'none'
            ? null
            : Float64Array.from({ length: rows }, (_, i) =>
                i === 0 ? 1 : weighting === 'whole' ? Math.floor(3 * random.random()) : random.random(),
              );
        const growth = { ...GROWTH, ...rest, maxFeatures: Math.min(rest.maxFeatures, cols) };
        const grower = growerOf(columns, criterionOf(targets), growth);
        const wanted = growSlowly(columns, criterionOf(targets), growth, seed, weights);
        let pauses = 0;
        const pause = async () => void pauses++;
        expectSame(await grower.grow(weights, seed, 100, pause), wanted);
        if (wanted.feature.length > 1 && rows > 100) expect(pauses).toBeGreaterThan(0);
        // Again, on the table that is already there.
        expectSame(await grower.grow(weights, seed, 1e6, pause), wanted);
      });
      await fc.assert(law, { numRuns: 150, seed: 1 });
    });
  }

  it('do not depend on what else used the workspace between them', async () => {
    const columns = tableOf(new RandomState(3), 500, 4, 0.1);
    const criterion = new SquaredError(Float64Array.from({ length: 500 }, (_, i) => i % 17));
    const grower = growerOf(columns, criterion, GROWTH);
    const pause = async () => {};
    const first = await grower.grow(null, 5, 1000, pause);
    withWorkspace((workspace) => workspace.allocate({ room: f64(5000) }).room.fill(1));
    expect(await grower.grow(null, 5, 1000, pause)).toEqual(first);
    const two = growerOf(columns, criterion, GROWTH);
    const [a, b] = await Promise.all([grower.grow(null, 5, 100, pause), two.grow(null, 5, 100, pause)]);
    expect(a).toEqual(first);
    expect(b).toEqual(first);
  });

  it('grow on tables that a shared workspace is too small for', async () => {
    const rows = 1_000_000;
    const columns = unrankedColumns(
      Float64Array.from({ length: 2 * rows }, (_, p) => (p * 7919) % 100_003),
      rows,
      2,
    );
    const criterion = new BinaryGini(Int32Array.from({ length: rows }, (_, i) => (i >> 5) & 1));
    const growth = { ...GROWTH, maxDepth: 2 };
    const grower = growerOf(columns, criterion, growth);
    const wanted = growSlowly(columns, criterion, growth, 9);
    for (let time = 0; time < 2; time++) {
      expectSame(await grower.grow(null, 9, 1e9, async () => {}), wanted);
    }
  });

  it('are left to TreeGrower where the kernel does not know how', () => {
    const columns = tableOf(new RandomState(0), 50, 3, 0);
    const targets = Float64Array.from({ length: 50 }, (_, i) => i % 4);
    const numbers = new SquaredError(targets);
    expect(RandomGrower.over(columns, new PoissonDeviance(targets), GROWTH)).toBeNull();
    for (const change of [
      { randomCuts: false },
      { maxLeafNodes: 5 },
      { monotonic: Int8Array.of(1, 0, 0) },
      { categories: Int32Array.of(3, 0, 0) },
    ]) {
      expect(RandomGrower.over(columns, numbers, { ...GROWTH, ...change })).toBeNull();
    }
    const vast = { ...columns, rows: 2 ** 27 };
    expect(RandomGrower.over(vast, numbers, GROWTH)).toBeNull();
  });
});
