import {
  ExtraTreesRegressor,
  type ExtraTreesRegressorParams,
  meanAbsoluteError,
  RandomForestRegressor,
} from 'pipefit';
import { describe, expect, it } from 'vitest';
import { diabetes } from '../support/data-sets.js';
import { expectClose, fixture } from '../support/fixture.js';
import { expectSameBand, type RecordedScores } from './score-band.js';
import { seedScores } from './seed-scores.js';

const known = fixture<Record<'diabetes' | 'diabetesBootstrap' | 'diabetesAbsolute', RecordedScores>>(
  'ensemble/extra-trees-regressor',
);

describe('ExtraTreesRegressor scores like scikit-learn over ten seeds', () => {
  const drawn = { bootstrap: true, maxSamples: 0.7, minSamplesLeaf: 3, oobScore: true };
  const cases: [string, RecordedScores, Partial<ExtraTreesRegressorParams>][] = [
    ['with defaults', known.diabetes, {}],
    ['with drawn rows', known.diabetesBootstrap, drawn],
    ['with absolute errors', known.diabetesAbsolute, { criterion: 'absoluteError', maxDepth: 4 }],
  ];
  for (const [name, recorded, params] of cases) {
    it(name, async () => {
      const make = (randomState: number) =>
        new ExtraTreesRegressor({ nEstimators: 50, randomState, ...params });
      const { scores, oobScores } = await seedScores(make, diabetes, recorded);
      expectSameBand(scores, recorded.scores);
      if (params.oobScore) expectSameBand(oobScores, recorded.oobScores);
    });
  }
});

describe('ExtraTreesRegressor', () => {
  const { X, y } = diabetes;

  it('predicts the mean of its trees, and the training rows exactly', async () => {
    const forest = await new ExtraTreesRegressor({ nEstimators: 6, randomState: 1 }).fit(X, y);
    const mean = new Float64Array(y.length);
    for (const tree of forest.estimators) {
      tree.predict(X).forEach((value, i) => {
        mean[i]! += value / 6;
      });
    }
    expectClose(forest.predict(X), mean, 1e-12);
    expectClose(forest.predict(X), y, 1e-12);
  });

  it('takes a weight of k for k copies of a row', async () => {
    const weights = y.map((_, i) => i % 3);
    const copies = y.flatMap((_, i) => Array.from({ length: weights[i]! }, () => i));
    const make = () => new ExtraTreesRegressor({ nEstimators: 5, randomState: 5, maxDepth: 6 });
    const weighted = await make().fit(X, y, { sampleWeight: weights });
    const repeated = await make().fit(
      copies.map((i) => X[i]!),
      copies.map((i) => y[i]!),
    );
    expectClose(weighted.predict(X), repeated.predict(X), 1e-9);
  });

  it('gives the same trees for the same seed and others for another', async () => {
    const grow = (randomState: number) => new ExtraTreesRegressor({ nEstimators: 3, randomState }).fit(X, y);
    const [one, same, other] = [await grow(1), await grow(1), await grow(2)];
    expect(same.estimators.map(({ tree }) => tree)).toEqual(one.estimators.map(({ tree }) => tree));
    expect(other.predict(X.slice(0, 9).map((row) => row.map((value) => value + 0.01)))).not.toEqual(
      one.predict(X.slice(0, 9).map((row) => row.map((value) => value + 0.01))),
    );
  });

  it('scores what is out of bag by a metric of one’s own', async () => {
    for (const Forest of [ExtraTreesRegressor, RandomForestRegressor]) {
      const forest = await new Forest({
        nEstimators: 40,
        bootstrap: true,
        randomState: 0,
        oobScore: meanAbsoluteError,
      }).fit(X, y);
      expect(forest.oobScore).toBeCloseTo(meanAbsoluteError(y, forest.oobPrediction!), 9);
    }
  });
});
