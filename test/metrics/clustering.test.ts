import * as pipefit from 'pipefit';
import {
  adjustedMutualInfoScore,
  calinskiHarabaszScore,
  daviesBouldinScore,
  Frame,
  type Label,
  normalizedMutualInfoScore,
  SparseMatrix,
  silhouetteSamples,
  silhouetteScore,
  vMeasureScore,
} from 'pipefit';
import { describe, expect, it } from 'vitest';
import { expectClose, fixture } from '../support/fixture.js';

const known = fixture<{
  data: Record<string, { labelsTrue: Label[]; labelsPred: Label[] }>;
  cases: {
    data: string;
    value: Record<string, number>;
    averaged: { averageMethod: 'arithmetic'; normalized: number; adjusted: number }[];
    beta: number;
  }[];
  X: number[][];
  rows: {
    labels: Label[];
    samples: number[];
    score: number;
    sampled: number;
    daviesBouldin: number;
    calinskiHarabasz: number;
  }[];
}>('metrics/clustering');

type Metric = (labelsTrue: Label[], labelsPred: Label[]) => number;
const metricNamed = (name: string) => (pipefit as unknown as Record<string, Metric>)[name]!;

describe('metrics of groupings agree with scikit-learn', () => {
  it.each(known.cases)('$data', ({ data, value, averaged, beta }) => {
    const { labelsTrue, labelsPred } = known.data[data]!;
    for (const [name, wanted] of Object.entries(value)) {
      expectClose(metricNamed(name)(labelsTrue, labelsPred), wanted, 1e-12);
    }
    for (const { averageMethod, normalized, adjusted } of averaged) {
      const options = { averageMethod };
      expectClose(normalizedMutualInfoScore(labelsTrue, labelsPred, options), normalized, 1e-12);
      expectClose(adjustedMutualInfoScore(labelsTrue, labelsPred, options), adjusted, 1e-10);
    }
    expectClose(vMeasureScore(labelsTrue, labelsPred, { beta: 0.3 }), beta, 1e-12);
  });
});

describe('metrics of clusters agree with scikit-learn', () => {
  it.each(known.rows.map((each, i) => [i, each] as const))('labels %i', (_, each) => {
    expectClose(silhouetteSamples(known.X, each.labels), each.samples, 1e-10);
    expectClose(silhouetteScore(known.X, each.labels), each.score, 1e-10);
    const sampling = { sampleSize: 15, randomState: 0 };
    expectClose(silhouetteScore(known.X, each.labels, sampling), each.sampled, 1e-10);
    expectClose(daviesBouldinScore(known.X, each.labels), each.daviesBouldin, 1e-10);
    expectClose(calinskiHarabaszScore(known.X, each.labels), each.calinskiHarabasz, 1e-10);
  });

  it('take a Frame and a SparseMatrix', () => {
    const { labels, score } = known.rows[0]!;
    const frame = Frame.fromCells(known.X);
    expectClose(silhouetteScore(frame, labels), score, 1e-10);
    expectClose(silhouetteScore(SparseMatrix.fromDense(frame.toMatrix()), labels), score, 1e-10);
  });

  it('are 0 for rows that coincide', () => {
    expect([...silhouetteSamples([[1], [1], [1], [1]], [0, 0, 1, 1])]).toEqual([0, 0, 0, 0]);
    expect(daviesBouldinScore([[1], [1], [2], [2]], [0, 0, 1, 1])).toBe(0);
    expect(calinskiHarabaszScore([[1], [1], [2], [2]], [0, 0, 1, 1])).toBe(1);
  });
});
