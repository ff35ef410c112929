import * as pipefit from 'pipefit';
import { meanSquaredError, r2Score, UndefinedMetricWarning } from 'pipefit';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { expectClose, fixture } from '../support/fixture.js';

interface Case {
  metric: string;
  data: string;
  weighted: boolean;
  options: object;
  value: number;
}

const known = fixture<{
  data: Record<string, { yTrue: number[]; yPred: number[]; weights: number[] }>;
  cases: Case[];
}>('metrics/regression');

type Metric = (yTrue: number[], yPred: number[], options: object) => number;
const metricNamed = (name: string) => (pipefit as unknown as Record<string, Metric>)[name]!;

afterEach(() => {
  vi.restoreAllMocks();
});

describe('metrics of numbers agree with scikit-learn', () => {
  const byMetric = new Map<string, Case[]>();
  for (const each of known.cases) byMetric.set(each.metric, [...(byMetric.get(each.metric) ?? []), each]);

  it.each([...byMetric])('%s', (name, cases) => {
    for (const { data, weighted, options, value } of cases) {
      const { yTrue, yPred, weights } = known.data[data]!;
      const given = { ...options, ...(weighted && { sampleWeight: weights }) };
      try {
        expectClose(metricNamed(name)(yTrue, yPred, given), value, 1e-11);
      } catch (error) {
        throw new Error(`${name} on ${data} with ${JSON.stringify(given)}`, { cause: error });
      }
    }
  });
});

describe('explained shares', () => {
  it.each(['r2Score', 'd2PinballScore', 'd2AbsoluteErrorScore', 'd2TweedieScore'])(
    '%s is NaN, with a warning, for a single row',
    (name) => {
      const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
      expect(metricNamed(name)([1], [2], {})).toBeNaN();
      expect(warn.mock.calls[0]![0]).toBeInstanceOf(UndefinedMetricWarning);
    },
  );

  it('of a constant target are 1 or 0, or what the division gives', () => {
    const constant = [0.1, 0.1, 0.1];
    const sampleWeight = [0.3, 0.7, 1.1];
    for (const name of ['r2Score', 'explainedVarianceScore', 'd2TweedieScore', 'd2AbsoluteErrorScore']) {
      expect(metricNamed(name)(constant, constant, { sampleWeight })).toBe(1);
      expect(metricNamed(name)(constant, [0.1, 0.2, 0.4], { sampleWeight })).toBe(0);
    }
    expect(r2Score(constant, constant, { forceFinite: false })).toBeNaN();
    expect(r2Score(constant, [1, 2, 3], { forceFinite: false })).toBe(Number.NEGATIVE_INFINITY);
  });

  it('read number columns', () => {
    const column = { type: 'number', values: Float64Array.of(1, 2) } as const;
    expect(meanSquaredError(column, [1, 4])).toBe(2);
  });
});
