import {
  KNeighborsClassifier,
  type KNeighborsClassifierParams,
  KNeighborsRegressor,
  type Label,
  Matrix,
  type Neighbors,
} from 'pipefit';
import { describe, expect, it } from 'vitest';
import { expectClose, fixture } from '../support/fixture.js';

interface Recorded {
  distances: number[][];
  indices: number[][];
  predicted: Label[];
  probabilities: number[][];
  values: number[];
  score: number;
}

interface Problem {
  X: number[][];
  y: Label[];
  target: number[];
  queries: number[][];
}

const known = fixture<
  Problem & {
    cases: Record<string, Recorded>;
    function: Recorded;
    twice: Problem & Recorded;
    wide: Recorded & { X: number[][]; y: number[] };
    own: { distances: number[][]; indices: number[][] };
  }
>('neighbors/k-neighbors');

const params: Record<string, Partial<KNeighborsClassifierParams>> = {
  defaults: {},
  brute: { algorithm: 'brute' },
  tree: { algorithm: 'kdTree', leafSize: 2, nNeighbors: 7 },
  one: { nNeighbors: 1 },
  manhattan: { metric: 'manhattan' },
  manhattanBrute: { p: 1, algorithm: 'brute', weights: 'distance' },
  chebyshev: { metric: 'chebyshev', algorithm: 'kdTree' },
  chebyshevBrute: { metric: 'chebyshev', algorithm: 'brute' },
  minkowski3: { p: 3, algorithm: 'kdTree', leafSize: 5 },
  minkowskiBrute: { p: 1.5, algorithm: 'brute', nNeighbors: 9 },
  belowOne: { p: 0.5, algorithm: 'brute' },
  cosine: { metric: 'cosine', weights: 'distance' },
  distance: { weights: 'distance', nNeighbors: 4 },
};

function expectNeighbors(found: Neighbors, wanted: { distances: number[][]; indices: number[][] }): void {
  expectClose(found.distances, wanted.distances);
  expect(found.indices.map((row) => [...row])).toEqual(wanted.indices);
}

async function expectAgreement(
  given: Partial<KNeighborsClassifierParams>,
  problem: Problem,
  wanted: Recorded,
): Promise<void> {
  const { X, y, target, queries } = problem;
  const classifier = await new KNeighborsClassifier(given).fit(X, y);
  expectNeighbors(classifier.kneighbors(queries), wanted);
  expect(classifier.predict(queries)).toEqual(wanted.predicted);
  expectClose(classifier.predictProba(queries), wanted.probabilities);
  expect(classifier.score(queries, wanted.predicted)).toBe(1);
  const regressor = await new KNeighborsRegressor(given).fit(X, target);
  expectNeighbors(regressor.kneighbors(queries), wanted);
  expectClose(regressor.predict(queries), wanted.values);
  const shifted = wanted.values.map((value, i) => value + (i % 3));
  expectClose(regressor.score(queries, shifted), wanted.score);
}

describe('nearest neighbours agree with scikit-learn', () => {
  it.each(Object.keys(known.cases))('%s', async (name) => {
    await expectAgreement(params[name]!, known, known.cases[name]!);
  });

  it('with a function for weights', async () => {
    const weights = (distances: Float64Array) => distances.map((distance) => 1 / (1 + distance ** 2));
    await expectAgreement({ weights, nNeighbors: 6 }, known, known.function);
  });

  it('where queries are training rows and distances 0', async () => {
    const { X, y, target, queries } = known.twice;
    for (const algorithm of ['kdTree', 'brute'] as const) {
      const given = { weights: 'distance', nNeighbors: 4, algorithm } as const;
      const classifier = await new KNeighborsClassifier(given).fit(X, y);
      expectClose(classifier.kneighbors(queries).distances, known.twice.distances);
      expect(classifier.predict(queries)).toEqual(known.twice.predicted);
      expectClose(classifier.predictProba(queries), known.twice.probabilities);
      const regressor = await new KNeighborsRegressor(given).fit(X, target);
      expectClose(regressor.predict(queries), known.twice.values);
    }
  });

  it('in many columns, with numbers for labels', async () => {
    const { X, y } = known.wide;
    const queries = X.slice(0, 10).map((row) => row.map((value) => value + 0.01));
    const classifier = await new KNeighborsClassifier().fit(X, y);
    expectNeighbors(classifier.kneighbors(queries), known.wide);
    expect(classifier.predict(queries)).toEqual(known.wide.predicted);
    const regressor = await new KNeighborsRegressor().fit(
      X,
      X.map((row) => row[0]!),
    );
    expectClose(regressor.predict(queries), known.wide.values);
  });

  it('among the training rows themselves, none its own neighbour', async () => {
    for (const algorithm of ['kdTree', 'brute'] as const) {
      const classifier = await new KNeighborsClassifier({ nNeighbors: 3, algorithm, leafSize: 4 }).fit(
        known.X,
        known.y,
      );
      expectNeighbors(classifier.kneighbors(), known.own);
    }
  });

  it('whatever form X comes in', async () => {
    const { X, y, queries, cases } = known;
    const model = await new KNeighborsClassifier().fit(Matrix.fromArrays(X, ['a', 'b', 'c', 'd']), y);
    const rows = queries.map(([a, b, c, d]) => ({ d, c, b, a, more: 'ignored' }));
    expect(model.predict(rows)).toEqual(cases['defaults']!.predicted);
    expect(model.predictOne(rows[0]!)).toBe(cases['defaults']!.predicted[0]);
  });
});
