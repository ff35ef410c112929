import * as pipefit from 'pipefit';
import { type Label, UndefinedMetricWarning } from 'pipefit';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { expectClose, fixture } from '../support/fixture.js';

interface Labelled {
  yTrue: Label[];
  yPred: Label[];
  weights: number[];
}

interface Case {
  metric: string;
  data: string;
  weighted: boolean;
  options: Record<string, unknown>;
  value: unknown;
}

interface Report extends Omit<Labelled, 'weights'> {
  weights: number[] | null;
  options: object;
  text: string;
  rows: [string, number | Record<string, number>][];
}

const known = fixture<{ data: Record<string, Labelled>; cases: Case[]; reports: Report[] }>('metrics/labels');

type Metric = (yTrue: Label[], yPred: Label[], options: object) => unknown;
const metricNamed = (name: string) => (pipefit as unknown as Record<string, Metric>)[name]!;

beforeEach(() => {
  vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe('metrics of labels agree with scikit-learn', () => {
  const byMetric = new Map<string, Case[]>();
  for (const each of known.cases) byMetric.set(each.metric, [...(byMetric.get(each.metric) ?? []), each]);

  it.each([...byMetric])('%s', (name, cases) => {
    for (const { data, weighted, options, value } of cases) {
      const { yTrue, yPred, weights } = known.data[data]!;
      const given = { ...options, ...(weighted && { sampleWeight: weights }) };
      try {
        compare(metricNamed(name)(yTrue, yPred, given), value);
      } catch (error) {
        throw new Error(`${name} on ${data} with ${JSON.stringify(given)}`, { cause: error });
      }
    }
  });
});

function compare(actual: unknown, expected: unknown): void {
  if (actual instanceof pipefit.ConfusionMatrix) {
    expectClose(actual.values, expected as number[][], 1e-12);
  } else if (typeof actual === 'number' || actual instanceof Float64Array) {
    expectClose(actual, expected as number | number[], 1e-12);
  } else {
    const { precision, recall, fscore, support } = actual as pipefit.ClassScores;
    const wanted = expected as Record<'precision' | 'recall' | 'fscore' | 'support', number[]>;
    expectClose(precision, wanted.precision, 1e-12);
    expectClose(recall, wanted.recall, 1e-12);
    expectClose(fscore, wanted.fscore, 1e-12);
    if (support === null) expect(wanted.support).toBeNull();
    else expectClose(support, wanted.support, 1e-12);
  }
}

describe('classificationReport agrees with scikit-learn', () => {
  it.each(known.reports.map((report, i) => [i, report] as const))('report %i', (_, report) => {
    const { yTrue, yPred, weights, options, text, rows } = report;
    const actual = pipefit.classificationReport(yTrue, yPred, {
      ...options,
      ...(weights !== null && { sampleWeight: weights }),
    });
    if (weights === null) expect(actual.toString()).toBe(text.trimEnd());
    const averages = new Map<string, pipefit.ReportLine | number | null>([
      ['accuracy', actual.accuracy],
      ['micro avg', actual.microAverage],
      ['macro avg', actual.macroAverage],
      ['weighted avg', actual.weightedAverage],
    ]);
    expect(rows.length).toBe(actual.classes.length + 3);
    rows.forEach(([name, wanted], i) => {
      const line = actual.classes[i] ?? averages.get(name)!;
      if (typeof wanted === 'number') {
        expectClose(line as number, wanted);
        return;
      }
      const { precision, recall, f1Score, support } = line as pipefit.ReportLine;
      expectClose(
        [precision, recall, f1Score, support],
        ['precision', 'recall', 'f1-score', 'support'].map((key) => wanted[key]!),
      );
    });
  });
});

describe('undefined scores', () => {
  it('warn once, with the classes and what to do', () => {
    const warn = vi.spyOn(process, 'emitWarning');
    pipefit.precisionScore(['a', 'b', 'c'], ['a', 'a', 'a'], { average: 'macro' });
    expect(warn).toHaveBeenCalledTimes(1);
    const warning = warn.mock.calls[0]![0];
    expect(warning).toBeInstanceOf(UndefinedMetricWarning);
    expect((warning as Error).message).toMatchInlineSnapshot(
      `"precisionScore: precision is undefined for "b", "c", because there are no predicted rows. It is set to 0; say zeroDivision: 0, 1 or NaN to choose."`,
    );
  });

  it('do not warn when told what to be', () => {
    const warn = vi.spyOn(process, 'emitWarning');
    expect(pipefit.recallScore([0, 0], [0, 1], { zeroDivision: 1 })).toBe(1);
    expect(pipefit.f1Score([0, 0], [0, 0], { zeroDivision: Number.NaN })).toBeNaN();
    expect(warn).not.toHaveBeenCalled();
  });
});
