import {
  brierScoreLoss,
  DataWarning,
  d2BrierScore,
  d2LogLossScore,
  type Label,
  logLoss,
  Matrix,
} from 'pipefit';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { expectClose, fixture } from '../support/fixture.js';

const known = fixture<{
  sets: Record<string, { yTrue: Label[]; yProba: number[][]; weights: number[]; labels: Label[] }>;
  cases: {
    data: string;
    weighted: boolean;
    logLoss: number;
    logLossSum: number;
    brier: number;
    brierHalf: number;
    brierWhole: number;
    d2LogLoss: number;
    d2Brier: number;
    vectorLogLoss?: number;
    vectorBrier?: number;
    vectorBrierOther?: number;
    vectorD2Brier?: number;
  }[];
}>('metrics/probabilities');

afterEach(() => {
  vi.restoreAllMocks();
});

describe('metrics of probabilities agree with scikit-learn', () => {
  it.each(known.cases)('$data, weighted $weighted', (each) => {
    const { yTrue, yProba: rows, weights, labels } = known.sets[each.data]!;
    const yProba = Matrix.fromArrays(rows);
    const options = { labels, ...(each.weighted && { sampleWeight: weights }) };
    expectClose(logLoss(yTrue, yProba, options), each.logLoss, 1e-12);
    expectClose(logLoss(yTrue, rows, { ...options, normalize: false }), each.logLossSum, 1e-12);
    expectClose(brierScoreLoss(yTrue, yProba, options), each.brier, 1e-12);
    expectClose(brierScoreLoss(yTrue, yProba, { ...options, scaleByHalf: true }), each.brierHalf, 1e-12);
    expectClose(brierScoreLoss(yTrue, yProba, { ...options, scaleByHalf: false }), each.brierWhole, 1e-12);
    expectClose(d2LogLossScore(yTrue, yProba, options), each.d2LogLoss, 1e-12);
    expectClose(d2BrierScore(yTrue, yProba, options), each.d2Brier, 1e-12);
    if (each.vectorLogLoss === undefined) return;
    expectClose(logLoss(yTrue, yProba.column(1), options), each.vectorLogLoss, 1e-12);
    expectClose(brierScoreLoss(yTrue, yProba.column(1), options), each.vectorBrier!, 1e-12);
    expectClose(d2BrierScore(yTrue, yProba.column(1), options), each.vectorD2Brier!, 1e-12);
    const other = { ...options, posLabel: labels[0]! };
    expectClose(brierScoreLoss(yTrue, yProba.column(0), other), each.vectorBrierOther!, 1e-12);
  });

  it('in any order of the columns, as labels says', () => {
    const { yTrue, yProba } = known.sets['manyStrings']!;
    const turned = yProba.map(([a, b, c]) => [c!, a!, b!]);
    expectClose(logLoss(yTrue, turned, { labels: ['c', 'a', 'b'] }), logLoss(yTrue, yProba), 1e-12);
  });
});

describe('metrics of probabilities', () => {
  it('stay finite for certain mistakes', () => {
    expectClose(logLoss([0, 1], [1, 0]), -Math.log(Number.EPSILON), 1e-12);
  });

  it('warn of rows that do not sum to 1', () => {
    const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
    logLoss(
      [0, 1],
      [
        [0.5, 0.6],
        [0.5, 0.5],
      ],
    );
    expect(warn.mock.calls[0]![0]).toBeInstanceOf(DataWarning);
  });

  it('are NaN for a single row where they compare with the shares of the classes', () => {
    const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
    expect(d2LogLossScore([1], [0.5])).toBeNaN();
    expect(d2BrierScore([1], [0.5])).toBeNaN();
    expect(warn).toHaveBeenCalledTimes(2);
  });
});
