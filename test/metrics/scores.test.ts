import {
  accuracyScore,
  auc,
  averagePrecisionScore,
  detCurve,
  f1Score,
  type Label,
  metricAtThresholds,
  precisionRecallCurve,
  rocAucScore,
  rocCurve,
  topKAccuracyScore,
} from 'pipefit';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { expectClose, fixture } from '../support/fixture.js';

interface Two {
  yTrue: Label[];
  yScore: number[];
  weights: number[];
}

interface Many {
  yTrue: Label[];
  yScore: number[][];
  weights: number[];
  labels: Label[];
}

type Curve = [number[], number[], number[]];
type Averages = ['macro' | 'micro' | 'weighted' | 'samples' | null, number & number[]][];

const known = fixture<{
  two: Record<string, Two>;
  curves: { data: string; weighted: boolean; drop: boolean; roc: Curve; precision: Curve; det: Curve }[];
  areas: {
    data: string;
    weighted: boolean;
    averagePrecision: number;
    rocAuc: number;
    maxFpr: [number, number][];
    topOne: number;
    topOneCount: number;
  }[];
  oneClass: { yTrue: number[]; yScore: number[]; curve: Curve; roc: Curve; averagePrecision: number };
  many: Record<string, Many>;
  several: {
    data: string;
    weighted: boolean;
    ovr: Averages;
    ovo: Averages;
    precision: Averages;
    top: [number, number][];
  }[];
  lacking: Many & { ovrWeighted: number; ovrEach: number[]; ovo: number; topOne: number; topTwo: number };
  thresholds: {
    data: string;
    weighted: boolean;
    f1Macro: [number[], number[]];
    accuracy: [number[], number[]];
  }[];
  auc: { x: number[]; y: number[]; ascending: number; descending: number };
}>('metrics/scores');

beforeEach(() => {
  vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
});
afterEach(() => {
  vi.restoreAllMocks();
});

const weighing = (weighted: boolean, { weights }: { weights: number[] }) =>
  weighted ? { sampleWeight: weights } : {};

describe('curves agree with scikit-learn', () => {
  it.each(known.curves)('$data, weighted $weighted, dropIntermediate $drop', (each) => {
    const { yTrue, yScore, ...rest } = known.two[each.data]!;
    const options = { ...weighing(each.weighted, rest), dropIntermediate: each.drop };
    const roc = rocCurve(yTrue, yScore, options);
    [roc.fpr, roc.tpr, roc.thresholds].forEach((got, i) => {
      expectClose(got, each.roc[i]!, 1e-12);
    });
    const pr = precisionRecallCurve(yTrue, yScore, options);
    [pr.precision, pr.recall, pr.thresholds].forEach((got, i) => {
      expectClose(got, each.precision[i]!, 1e-12);
    });
    const det = detCurve(yTrue, yScore, options);
    [det.fpr, det.fnr, det.thresholds].forEach((got, i) => {
      expectClose(got, each.det[i]!, 1e-12);
    });
  });

  it('for a target without positive rows', () => {
    const { yTrue, yScore, curve, roc, averagePrecision } = known.oneClass;
    const pr = precisionRecallCurve(yTrue, yScore);
    [pr.precision, pr.recall, pr.thresholds].forEach((got, i) => {
      expectClose(got, curve[i]!);
    });
    const { fpr, tpr } = rocCurve(yTrue, yScore);
    expectClose(fpr, roc[0]);
    expectClose(tpr, roc[1]);
    expect(averagePrecisionScore(yTrue, yScore)).toBe(averagePrecision);
    expect(rocAucScore(yTrue, yScore)).toBeNaN();
    expect(vi.mocked(process.emitWarning)).toHaveBeenCalled();
  });

  it('auc, in both directions', () => {
    const { x, y, ascending, descending } = known.auc;
    expectClose(auc(x, y), ascending, 1e-12);
    expectClose(auc([...x].reverse(), [...y].reverse()), descending, 1e-12);
  });
});

describe('areas of two classes agree with scikit-learn', () => {
  it.each(known.areas)('$data, weighted $weighted', (each) => {
    const { yTrue, yScore, ...rest } = known.two[each.data]!;
    const options = weighing(each.weighted, rest);
    expectClose(averagePrecisionScore(yTrue, yScore, options), each.averagePrecision, 1e-12);
    expectClose(rocAucScore(yTrue, yScore, options), each.rocAuc, 1e-12);
    for (const [maxFpr, value] of each.maxFpr) {
      expectClose(rocAucScore(yTrue, yScore, { ...options, maxFpr }), value, 1e-12);
    }
    expectClose(topKAccuracyScore(yTrue, yScore, { ...options, k: 1 }), each.topOne, 1e-12);
    expectClose(topKAccuracyScore(yTrue, yScore, { ...options, k: 1, normalize: false }), each.topOneCount);
  });

  it('a column a class says the same as the scores of the larger class', () => {
    const { yTrue, yScore } = known.two['ties']!;
    const columns = yScore.map((score) => [-score, score]);
    expect(rocAucScore(yTrue, columns)).toBe(rocAucScore(yTrue, yScore));
    const swapped = yScore.map((score) => [score, -score]);
    expect(rocAucScore(yTrue, swapped, { labels: [1, 0] })).toBe(rocAucScore(yTrue, yScore));
    expect(rocCurve(yTrue, columns, { posLabel: 0 }).tpr).toEqual(
      rocCurve(
        yTrue,
        yScore.map((score) => -score),
        { posLabel: 0 },
      ).tpr,
    );
  });
});

describe('several classes agree with scikit-learn', () => {
  it.each(known.several)('$data, weighted $weighted', (each) => {
    const { yTrue, yScore, ...rest } = known.many[each.data]!;
    const options = weighing(each.weighted, rest);
    for (const [average, value] of each.ovr) {
      const given = { ...options, multiClass: 'ovr', average } as { multiClass: 'ovr'; average: null };
      expectClose(rocAucScore(yTrue, yScore, given), value, 1e-12);
    }
    for (const [average, value] of each.ovo) {
      expectClose(
        rocAucScore(yTrue, yScore, { multiClass: 'ovo', average: average as 'macro' }),
        value,
        1e-12,
      );
    }
    for (const [average, value] of each.precision) {
      expectClose(
        averagePrecisionScore(yTrue, yScore, { ...options, average } as { average: null }),
        value,
        1e-12,
      );
    }
    for (const [k, value] of each.top) {
      expectClose(topKAccuracyScore(yTrue, yScore, { ...options, k }), value, 1e-12);
    }
  });

  it('with a class that yTrue lacks', () => {
    const { yTrue, yScore, labels, weights, ...value } = known.lacking;
    const ovr = { multiClass: 'ovr', labels } as const;
    expectClose(rocAucScore(yTrue, yScore, { ...ovr, average: 'weighted' }), value.ovrWeighted, 1e-12);
    expectClose(rocAucScore(yTrue, yScore, { ...ovr, average: null }), value.ovrEach, 1e-12);
    expect(rocAucScore(yTrue, yScore, ovr)).toBeNaN();
    expectClose(rocAucScore(yTrue, yScore, { multiClass: 'ovo', labels }), value.ovo, 1e-12);
    expectClose(topKAccuracyScore(yTrue, yScore, { labels }), value.topTwo, 1e-12);
    expectClose(
      topKAccuracyScore(yTrue, yScore, { labels, k: 1, sampleWeight: weights }),
      value.topOne,
      1e-12,
    );
  });

  it('in any order of the columns, as labels says', () => {
    const { yTrue, yScore } = known.many['strings']!;
    const turned = yScore.map(([a, b, c]) => [c!, a!, b!]);
    const options = { multiClass: 'ovr', labels: ['c', 'a', 'b'] } as const;
    expectClose(
      rocAucScore(yTrue, turned, options),
      rocAucScore(yTrue, yScore, { multiClass: 'ovr' }),
      1e-12,
    );
  });
});

describe('metricAtThresholds agrees with scikit-learn', () => {
  it.each(known.thresholds)('$data, weighted $weighted', (each) => {
    const { yTrue, yScore, ...rest } = known.two[each.data]!;
    const options = weighing(each.weighted, rest);
    const f1 = metricAtThresholds(yTrue, yScore, f1Score, {
      ...options,
      metricOptions: { average: 'macro' },
    });
    expectClose(f1.values, each.f1Macro[0], 1e-12);
    expectClose(f1.thresholds, each.f1Macro[1], 1e-12);
    const accuracy = metricAtThresholds(yTrue, yScore, accuracyScore, options);
    expectClose(accuracy.values, each.accuracy[0], 1e-12);
  });
});
