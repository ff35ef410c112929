import fc from 'fast-check';
import { RandomState } from 'pipefit';
import { describe, expect, it } from 'vitest';
import { takeDerivatives } from '../../src/ensemble/hist-boosting/take-derivatives.js';
import { BinaryLogLoss } from '../../src/ensemble/losses/binary-log-loss.js';
import { MultinomialLogLoss } from '../../src/ensemble/losses/multinomial-log-loss.js';
import { residualQuantile } from '../../src/ensemble/losses/residual-quantile.js';
import { SquaredErrorLoss } from '../../src/ensemble/losses/squared-error-loss.js';
import { TreeCollector } from '../../src/kernels/boosting/boosted-trees.js';
import { BoostingWork } from '../../src/kernels/boosting/boosting-work.js';
import { HistogramGrower } from '../../src/kernels/boosting/histogram-grower.js';
import { type BoostingMemory, boostingMemory, histogramAt } from '../../src/kernels/boosting/memory.js';
import { quantileEdges } from '../../src/kernels/boosting/quantile-edges.js';
import { doShare } from '../../src/kernels/boosting/shares.js';
import { f64, i32 } from '../../src/kernels/wasm/layout.js';
import { withWorkspace } from '../../src/kernels/wasm/workspace.js';
import { expectClose } from '../support/fixture.js';

const number = fc.oneof(
  fc.double({ noNaN: true }),
  fc.constantFrom(0, 1, -1, 1e308, -1e308, 5e-324),
  fc.integer({ min: -5, max: 5 }),
);

/** A crew whose shares go to its members as told, all of them being this thread. */
function crewOf(memory: BoostingMemory, size: number, memberFor: (share: number) => number) {
  return {
    size,
    work(shares: number) {
      for (let share = 0; share < shares; share++) doShare(memory, memberFor(share), share);
    },
  };
}

const alone = (memory: BoostingMemory) => crewOf(memory, 1, () => 0);

function sorted(values: readonly number[]): Float64Array {
  return withWorkspace((workspace) => {
    const memory = workspace.allocate({
      values: f64(values.length),
      spare: f64(values.length),
      counts: i32(6 * 2048),
    });
    memory.values.set(values);
    const { sortNumbers } = workspace.kernels;
    const at = sortNumbers(
      memory.values.byteOffset,
      values.length,
      memory.spare.byteOffset,
      memory.counts.byteOffset,
    );
    return (at === memory.values.byteOffset ? memory.values : memory.spare).slice();
  });
}

describe('the kernels of boosting', () => {
  it('sort numbers as a typed array does', () => {
    fc.assert(
      fc.property(fc.array(number), (values) => {
        expect(sorted(values)).toEqual(Float64Array.from(values).sort());
      }),
    );
  });

  it('give a value the bin between the edges around it, and what is missing the last one', () => {
    const edges = quantileEdges(
      Float64Array.from({ length: 1000 }, (_, i) => i),
      null,
      255,
    );
    expect(edges.length).toBe(254);
    withWorkspace((workspace) => {
      const memory = boostingMemory(workspace, {
        rows: 1003,
        cols: 1,
        width: 1,
        weighted: false,
        waiting: 1,
        crew: 1,
      });
      const values = memory.columns;
      for (let i = 0; i < 1000; i++) values[i] = i;
      values.set([Number.NaN, edges[7]!, -5], 1000);
      memory.edges.fill(Number.POSITIVE_INFINITY).set(edges);
      const lacking = workspace.kernels.binColumn(
        values.byteOffset,
        1003,
        memory.edges.byteOffset,
        255,
        memory.byColumn.byteOffset,
        memory.byRow.byteOffset,
        memory.stride,
      );
      expect(lacking).toBe(1);
      for (let i = 0; i < 1003; i++) {
        const wanted = Number.isNaN(values[i]) ? 255 : edges.filter((edge) => edge < values[i]!).length;
        expect(memory.byColumn[i]).toBe(wanted);
        expect(memory.byRow[i * memory.stride]).toBe(wanted);
      }
    });
  });

  it('add up histograms exactly, a child being what its sibling leaves', () => {
    const random = new RandomState(0);
    withWorkspace((workspace) => {
      const [rows, cols] = [501, 7];
      const memory = boostingMemory(workspace, {
        rows,
        cols,
        width: 1,
        weighted: false,
        waiting: 2,
        crew: 1,
      });
      const { kernels } = workspace;
      memory.lastBins.fill(30);
      memory.byRow.fill(0);
      for (let i = 0; i < rows; i++) {
        for (let f = 0; f < cols; f++) memory.byRow[i * memory.stride + f] = random.integer(0, 31);
        memory.gradient[i] = random.normal();
        memory.hessian[i] = random.random();
        memory.order[i] = i;
      }
      const at = (array: { readonly byteOffset: number }) => array.byteOffset;
      kernels.packDerivatives(
        at(memory.gradient),
        at(memory.hessian),
        rows,
        2 ** 40,
        2 ** 30,
        10,
        at(memory.packed),
      );
      const fill = (slot: number, from: number, to: number) => {
        kernels.clearHistogram(histogramAt(memory, slot), cols, at(memory.lastBins));
        const order = from === 0 && to === rows ? 0 : at(memory.order) + from * 4;
        const shared = [at(memory.byRow), memory.stride, at(memory.packed), order, to - from] as const;
        // In two parts, as threads would.
        kernels.addToHistogram(...shared, 0, 3, histogramAt(memory, slot));
        kernels.addToHistogram(...shared, 3, cols, histogramAt(memory, slot));
      };
      const bin = (slot: number, f: number, b: number) =>
        new BigInt64Array(memory.histograms.buffer, histogramAt(memory, slot) + f * 4096 + b * 16, 2);
      fill(0, 0, rows);
      fill(1, 0, 200);
      fill(2, 200, rows);
      for (let f = 0; f < cols; f++) {
        for (let b = 0; b < 31; b++) {
          let [gradient, hessian, count] = [0, 0, 0];
          for (let i = 0; i < rows; i++) {
            if (memory.byRow[i * memory.stride + f] !== b) continue;
            gradient += memory.gradient[i]!;
            hessian += memory.hessian[i]!;
            count++;
          }
          const [packedGradient, counted] = bin(0, f, b) as unknown as [bigint, bigint];
          expect(Number(packedGradient) / 2 ** 40).toBeCloseTo(gradient, 9);
          expect(Number(counted >> 10n) / 2 ** 30).toBeCloseTo(hessian, 6);
          expect(Number(counted & 1023n)).toBe(count);
        }
      }
      kernels.subtractHistogram(histogramAt(memory, 0), histogramAt(memory, 1), cols, at(memory.lastBins));
      for (let f = 0; f < cols; f++) {
        for (let b = 0; b < 31; b++) expect(bin(0, f, b)).toEqual(bin(2, f, b));
      }
    });
  });
});

describe('trees', () => {
  const [rows, cols] = [30_000, 6];
  const random = new RandomState(9);
  const bins = Uint8Array.from({ length: rows * cols }, () => random.integer(0, 20));
  const weigh = Float64Array.from({ length: rows }, () => random.normal());

  /** The trees of two rounds, grown by a crew. */
  function grow(size: number, memberFor: (share: number) => number) {
    return withWorkspace((workspace) => {
      const shape = { rows, cols, width: 1, weighted: false, waiting: 31, crew: size };
      const memory = boostingMemory(workspace, shape);
      memory.lastBins.fill(20);
      memory.hasMissing.fill(0);
      memory.isCategorical.fill(0).fill(1, 5);
      memory.byRow.fill(0);
      for (let i = 0; i < rows; i++) {
        for (let f = 0; f < cols; f++) {
          memory.byRow[i * memory.stride + f] = memory.byColumn[f * rows + i] = bins[i * cols + f]!;
        }
        memory.target[i] = bins[i * cols]! * bins[i * cols + 1]! + 3 * weigh[i]! > 90 ? 1 : 0;
      }
      memory.raw.fill(0);
      const work = new BoostingWork(memory, crewOf(memory, size, memberFor));
      const edges = Array.from({ length: cols }, () => Float64Array.from({ length: 19 }, (_, i) => i));
      const grower = new HistogramGrower('test', memory, work, edges, {
        maxLeafNodes: 31,
        maxDepth: null,
        minSamplesLeaf: 20,
        learningRate: 0.1,
        l2: 0,
        featureShare: 0.7,
        monotone: null,
        interactions: null,
      });
      const collector = new TreeCollector();
      for (let round = 0; round < 2; round++) {
        work.deriveLogLoss();
        grower.begin(0, false, round);
        while (!grower.advance());
        grower.finish(0, collector);
      }
      return collector.collect();
    });
  }

  it('do not depend on how many do the work, nor on who does what', () => {
    const trees = grow(1, () => 0);
    expect(trees.feature.length).toBe(2 * 61);
    const draw = new RandomState(2);
    for (const size of [2, 3, 7]) {
      expect(grow(size, (share) => share % size)).toEqual(trees);
      expect(grow(size, () => size - 1)).toEqual(trees);
      expect(grow(size, () => draw.integer(0, size))).toEqual(trees);
    }
  });
});

describe('the kernels for derivatives', () => {
  it.each([
    ['squared error', new SquaredErrorLoss(), 1],
    ['binary log loss', new BinaryLogLoss(), 1],
    ['multinomial log loss', new MultinomialLogLoss(3), 3],
  ] as const)('give what the loss gives: %s', (_, loss, width) => {
    const random = new RandomState(4);
    for (const rows of [1, 2, 7, 64]) {
      withWorkspace((workspace) => {
        const shape = { rows, cols: 1, width, weighted: false, waiting: 1, crew: 1 };
        const memory = boostingMemory(workspace, shape);
        for (let i = 0; i < rows; i++) memory.target[i] = random.integer(0, width === 3 ? 3 : 2);
        for (let p = 0; p < rows * width; p++) memory.raw[p] = random.normal() * 10 ** random.integer(-3, 4);
        takeDerivatives(loss, memory, new BoostingWork(memory, alone(memory)), loss.constantHessian);
        const gradient = new Float64Array(rows * width);
        const hessian = new Float64Array(rows * width);
        loss.gradients(memory.target, memory.raw, null, gradient, hessian);
        expectClose(memory.gradient, gradient, 1e-7);
        if (!loss.constantHessian) expectClose(memory.hessian, hessian, 1e-7);
      });
    }
  });
});

describe('quantiles of residuals', () => {
  it('are those of the sorted values', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 60 }),
        fc.constantFrom(0, 0.1, 0.25, 0.5, 0.9, 1),
        (values, q) => {
          const ascending = Float64Array.from(values).sort();
          const place = q * (values.length - 1);
          const low = ascending[Math.floor(place)]!;
          const wanted = low + (ascending[Math.ceil(place)]! - low) * (place % 1);
          expect(residualQuantile(Float64Array.from(values), null, q)).toBeCloseTo(wanted, 9);
        },
      ),
    );
  });
});
