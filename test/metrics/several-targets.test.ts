import * as pipefit from 'pipefit';
import { Frame, InvalidDataError, InvalidParameterError, Matrix, meanSquaredError, r2Score } from 'pipefit';
import { describe, expect, it } from 'vitest';
import { expectClose, fixture } from '../support/fixture.js';

const known = fixture<{
  data: Record<string, { yTrue: number[][]; yPred: number[][] }>;
  weights: number[];
  cases: {
    metric: string;
    data: string;
    multioutput: string | number[];
    weighted: boolean;
    value: number | number[];
  }[];
}>('metrics/several-targets');

type Metric = (yTrue: number[][], yPred: number[][], options: object) => number | Float64Array;
const metricNamed = (name: string) => (pipefit as unknown as Record<string, Metric>)[name]!;

describe('metrics of several targets agree with scikit-learn', () => {
  const names = [...new Set(known.cases.map(({ metric }) => metric))];
  it.each(names)('%s', (name) => {
    for (const { metric, data, multioutput, weighted, value } of known.cases) {
      if (metric !== name) continue;
      const { yTrue, yPred } = known.data[data]!;
      const options = { multioutput, ...(weighted && { sampleWeight: known.weights }) };
      const got = metricNamed(name)(yTrue, yPred, options);
      const what = `${name} on ${data} with ${JSON.stringify(options)}`;
      expect(typeof got === 'number', what).toBe(typeof value === 'number');
      expectClose(got as number, value as number, 1e-11);
    }
  });
});

describe('metrics of several targets', () => {
  const { yTrue, yPred } = known.data['two']!;

  it('take tables in any form, and average when nothing is said', () => {
    const wanted = r2Score(yTrue, yPred, { multioutput: 'uniformAverage' });
    expect(r2Score(Matrix.fromArrays(yTrue), Matrix.fromArrays(yPred))).toBe(wanted);
    const rows = yTrue.map(([a, b]) => ({ a: a!, b: b! }));
    expect(r2Score(Frame.fromRows(rows), yPred)).toBe(wanted);
    const column = yTrue.map(([a]) => [a!]);
    const vector = yTrue.map(([a]) => a!);
    const guess = yPred.map(([a]) => a!);
    expect(r2Score(column, guess)).toBe(r2Score(vector, guess));
    expect(meanSquaredError(vector, guess, { multioutput: 'rawValues' })).toEqual(
      Float64Array.of(meanSquaredError(vector, guess)),
    );
  });

  it('refuse tables that do not match, and options that mean nothing', () => {
    expect(() => r2Score(yTrue, known.data['three']!.yPred)).toThrow(
      /r2Score: yTrue has 2 columns but yPred has 3/,
    );
    expect(() => r2Score(yTrue, yPred.slice(1))).toThrow(InvalidDataError);
    expect(() =>
      r2Score(
        yTrue,
        yPred.map(([a]) => [a!, Number.NaN]),
      ),
    ).toThrow(/yPred must hold finite numbers. Row 0, column 'x1' is missing/);
    for (const multioutput of [[1], [0, 0], [1, -1], 'mean', 3, null]) {
      expect(() => metricNamed('r2Score')(yTrue, yPred, { multioutput })).toThrow(InvalidParameterError);
    }
    expect(() => metricNamed('meanSquaredError')(yTrue, yPred, { multioutput: 'varianceWeighted' })).toThrow(
      /'multioutput' of meanSquaredError must be 'uniformAverage', 'rawValues' or a weight/,
    );
  });
});
