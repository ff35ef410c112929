import fc from 'fast-check';
import * as m from 'pipefit';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { expectClose } from '../support/fixture.js';

type Options = { sampleWeight?: number[] };

/** Metrics of two aligned lists that take weights; each with its value for a perfect prediction. */
const ofLabels: Record<string, [(truth: string[], guess: string[], options?: Options) => number, number]> = {
  accuracyScore: [m.accuracyScore, 1],
  balancedAccuracyScore: [m.balancedAccuracyScore, 1],
  zeroOneLoss: [m.zeroOneLoss, 0],
  hammingLoss: [m.hammingLoss, 0],
  precisionMacro: [(t, g, o) => m.precisionScore(t, g, { ...o, average: 'macro' }), 1],
  recallWeighted: [(t, g, o) => m.recallScore(t, g, { ...o, average: 'weighted' }), 1],
  f1Micro: [(t, g, o) => m.f1Score(t, g, { ...o, average: 'micro' }), 1],
  fbetaMacro: [(t, g, o) => m.fbetaScore(t, g, { ...o, average: 'macro', beta: 0.5 }), 1],
  jaccardWeighted: [(t, g, o) => m.jaccardScore(t, g, { ...o, average: 'weighted' }), 1],
};

const correlations: Record<string, (truth: string[], guess: string[], options?: Options) => number> = {
  matthewsCorrcoef: m.matthewsCorrcoef,
  cohenKappaScore: (t, g, o) => m.cohenKappaScore(t, g, { ...o, replaceUndefinedBy: 0 }),
};

const ofValues: Record<string, [(truth: number[], guess: number[], options?: Options) => number, number]> = {
  meanSquaredError: [m.meanSquaredError, 0],
  rootMeanSquaredError: [m.rootMeanSquaredError, 0],
  meanAbsoluteError: [m.meanAbsoluteError, 0],
  medianAbsoluteError: [m.medianAbsoluteError, 0],
  meanAbsolutePercentageError: [m.meanAbsolutePercentageError, 0],
  meanPinballLoss: [(t, g, o) => m.meanPinballLoss(t, g, { ...o, alpha: 0.2 }), 0],
  meanSquaredLogError: [m.meanSquaredLogError, 0],
  meanPoissonDeviance: [m.meanPoissonDeviance, 0],
  meanGammaDeviance: [m.meanGammaDeviance, 0],
  r2Score: [m.r2Score, 1],
  explainedVarianceScore: [m.explainedVarianceScore, 1],
  d2PinballScore: [(t, g, o) => m.d2PinballScore(t, g, { ...o, alpha: 0.75 }), 1],
  d2AbsoluteErrorScore: [m.d2AbsoluteErrorScore, 1],
  d2TweedieScore: [(t, g, o) => m.d2TweedieScore(t, g, { ...o, power: 1.5 }), 1],
};

const ofScores: Record<string, (truth: string[], scores: number[], options?: Options) => number> = {
  rocAucScore: m.rocAucScore,
  partialAuc: (t, s, o) => m.rocAucScore(t, s, { ...o, maxFpr: 0.5 }),
  averagePrecisionScore: m.averagePrecisionScore,
  logLoss: m.logLoss,
  brierScoreLoss: m.brierScoreLoss,
  d2LogLossScore: m.d2LogLossScore,
  d2BrierScore: m.d2BrierScore,
  topKAccuracyScore: (t, s, o) => m.topKAccuracyScore(t, s, { ...o, k: 1 }),
};

const label = fc.constantFrom('a', 'b', 'c', '__proto__', 'constructor');
const small = fc.integer({ min: 1, max: 6 });
const score = fc.integer({ min: 0, max: 8 }).map((eighths) => eighths / 8);
const weight = fc.integer({ min: 1, max: 3 });
const rowsOf = <T, U>(truth: fc.Arbitrary<T>, guess: fc.Arbitrary<U>) =>
  fc.array(fc.tuple(truth, guess, weight), { minLength: 2, maxLength: 15 });
/** Rows of two classes, of which both are there. */
const scored = rowsOf(fc.constantFrom('no', 'yes'), score).map((rows) => [
  ...rows,
  ['no', 0.25, 1] as [string, number, number],
  ['yes', 0.5, 2] as [string, number, number],
]);

const families = [
  ...Object.entries(ofLabels).map(([name, [metric]]) => law(name, metric, rowsOf(label, label))),
  ...Object.entries(correlations).map(([name, metric]) => law(name, metric, rowsOf(label, label))),
  ...Object.entries(ofValues).map(([name, [metric]]) => law(name, metric, rowsOf(small, small))),
  ...Object.entries(ofScores).map(([name, metric]) => law(name, metric, scored)),
];

function law<T, U>(
  name: string,
  metric: (truth: T[], guess: U[], options?: Options) => number,
  rows: fc.Arbitrary<[T, U, number][]>,
) {
  const of = (given: readonly [T, U, number][], weighted = true) =>
    metric(
      given.map(([t]) => t),
      given.map(([, g]) => g),
      weighted ? { sampleWeight: given.map(([, , w]) => w) } : undefined,
    );
  return {
    name,
    order: () =>
      fc.assert(
        fc.property(rows, fc.infiniteStream(fc.nat()), (given, keys) => {
          const shuffled = given
            .map((row) => [keys.next().value as number, row] as const)
            .sort(([a], [b]) => a - b)
            .map(([, row]) => row);
          expectClose(of(shuffled), of(given), 1e-10);
        }),
        { numRuns: 40 },
      ),
    weights: () =>
      fc.assert(
        fc.property(rows, (given) => {
          const copies = given.flatMap((row) => Array.from({ length: row[2] }, () => row));
          expectClose(of(given), of(copies, false), 1e-10);
        }),
        { numRuns: 40 },
      ),
    leftOut: () =>
      fc.assert(
        fc.property(rows, (given) => {
          const [first] = given;
          const ghost: [T, U, number] = [first![0], given.at(-1)![1], 0];
          expectClose(of([ghost, ...given]), of(given), 1e-10);
        }),
        { numRuns: 40 },
      ),
  };
}

beforeEach(() => {
  vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe('laws of metrics', () => {
  it.each(families)('$name: the order of the rows does not matter', ({ order }) => order());
  it.each(families)('$name: a weight of k is k copies', ({ weights }) => weights());
  it.each(families)('$name: a weight of 0 leaves a row out', ({ leftOut }) => leftOut());

  it.each(Object.entries(ofLabels))(
    '%s: in [0, 1], and perfect only for equal labels',
    (_, [metric, perfect]) => {
      fc.assert(
        fc.property(rowsOf(label, label), (rows) => {
          const truth = rows.map(([t]) => t);
          const guess = rows.map(([, g]) => g);
          const sampleWeight = rows.map(([, , w]) => w * 0.1);
          const value = metric(truth, guess, { sampleWeight });
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1);
          expect(metric(truth, truth, { sampleWeight })).toBe(perfect);
        }),
      );
    },
  );

  it.each(Object.entries(ofValues))('%s: perfect for equal numbers', (_, [metric, perfect]) => {
    fc.assert(
      fc.property(rowsOf(fc.double({ min: 0.01, max: 1e6, noNaN: true }), small), (rows) => {
        const truth = rows.map(([t]) => t);
        expect(metric(truth, truth, { sampleWeight: rows.map(([, , w]) => w * 0.1) })).toBe(perfect);
      }),
    );
  });

  it('a strictly increasing change of the scores changes no area', () => {
    fc.assert(
      fc.property(scored, (rows) => {
        const truth = rows.map(([t]) => t);
        const scores = rows.map(([, s]) => s);
        const changed = scores.map((value) => Math.exp(3 * value) - 7);
        expectClose(m.rocAucScore(truth, changed), m.rocAucScore(truth, scores), 1e-12);
        expectClose(m.averagePrecisionScore(truth, changed), m.averagePrecisionScore(truth, scores), 1e-12);
      }),
    );
  });

  it('the ROC area is the share of pairs in order, ties counting half', () => {
    fc.assert(
      fc.property(scored, (rows) => {
        const of = (name: string) => rows.filter(([t]) => t === name).map(([, s]) => s);
        const pairs = of('yes').flatMap((p) => of('no').map((n) => (p > n ? 1 : p === n ? 0.5 : 0)));
        const share = pairs.reduce((sum: number, each) => sum + each, 0) / pairs.length;
        const area = m.rocAucScore(
          rows.map(([t]) => t),
          rows.map(([, s]) => s),
        );
        expectClose(area, share, 1e-12);
      }),
    );
  });

  it('scores of groupings are symmetric where they should be, and do not see names', () => {
    const symmetric = [
      m.randScore,
      m.adjustedRandScore,
      m.fowlkesMallowsScore,
      m.mutualInfoScore,
      m.normalizedMutualInfoScore,
      m.adjustedMutualInfoScore,
      m.vMeasureScore,
    ];
    fc.assert(
      fc.property(rowsOf(label, small), (rows) => {
        const truth = rows.map(([t]) => t);
        const guess = rows.map(([, g]) => g);
        const renamed = guess.map((cluster) => `cluster ${7 - cluster}`);
        for (const metric of symmetric) {
          const value = metric(truth, guess);
          expectClose(metric(guess, truth), value, 1e-9);
          expectClose(metric(truth, renamed), value, 1e-9);
          expect(value).toBeLessThanOrEqual(metric === m.mutualInfoScore ? 2 : 1 + 1e-9);
        }
        expectClose(m.homogeneityScore(truth, guess), m.completenessScore(guess, truth), 1e-9);
        for (const metric of symmetric.filter((each) => each !== m.mutualInfoScore)) {
          expectClose(
            metric(truth, truth),
            truth.length === new Set(truth).size ? metric(truth, truth) : 1,
            1e-9,
          );
        }
      }),
    );
  });

  it('the confusion matrix holds every row once', () => {
    fc.assert(
      fc.property(rowsOf(label, label), (rows) => {
        const truth = rows.map(([t]) => t);
        const guess = rows.map(([, g]) => g);
        const matrix = m.confusionMatrix(truth, guess);
        for (const t of matrix.labels) {
          for (const g of matrix.labels) {
            const wanted = rows.filter(([a, b]) => a === t && b === g).length;
            expect(matrix.count(t, g)).toBe(wanted);
          }
        }
        expect(matrix.values.data.reduce((sum, count) => sum + count, 0)).toBe(rows.length);
      }),
    );
  });
});
