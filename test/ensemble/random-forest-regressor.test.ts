import { Matrix, RandomForestRegressor, type RandomForestRegressorParams, SparseMatrix } from 'pipefit';
import { describe, expect, it } from 'vitest';
import { diabetes } from '../support/data-sets.js';
import { expectClose, fixture } from '../support/fixture.js';
import { expectSameBand, type RecordedScores } from './score-band.js';

interface Recorded {
  predictions: number[];
  importances: number[];
  leaves: number[][];
  oobScore?: number;
  oobPrediction?: number[];
}

const known = fixture<{
  X: number[][];
  y: number[];
  weights: number[];
  XNew: number[][];
  allColumns: Record<string, Recorded>;
  diabetes: RecordedScores;
  diabetesThird: RecordedScores;
}>('ensemble/random-forest-regressor');

const cases: Record<string, Partial<RandomForestRegressorParams> & { weights?: boolean }> = {
  plain: { oobScore: true },
  weighted: { weights: true, oobScore: true },
  absolute: { criterion: 'absoluteError', maxDepth: 3 },
  pruned: { ccpAlpha: 0.1, maxSamples: 0.8, oobScore: true },
  wholeSample: { bootstrap: false },
};

describe('RandomForestRegressor is the forest of scikit-learn where all columns are tried', () => {
  for (const [name, { weights, ...params }] of Object.entries(cases)) {
    it(name, async () => {
      const wanted = known.allColumns[name]!;
      const forest = new RandomForestRegressor({
        nEstimators: 30,
        minSamplesLeaf: 8,
        randomState: 7,
        ...params,
      });
      await forest.fit(known.X, known.y, weights ? { sampleWeight: known.weights } : {});
      expectClose(forest.apply(known.XNew), wanted.leaves);
      expectClose(forest.predict(known.XNew), wanted.predictions);
      expectClose(forest.featureImportances, wanted.importances);
      if (wanted.oobScore === undefined) expect(forest.oobScore).toBeNull();
      else {
        expectClose(forest.oobScore!, wanted.oobScore);
        expectClose(forest.oobPrediction!, wanted.oobPrediction!);
      }
    });
  }
});

describe('RandomForestRegressor scores like scikit-learn over ten seeds', () => {
  for (const [name, recorded, params] of [
    ['with defaults', known.diabetes, {}],
    ['with a third of the columns', known.diabetesThird, { maxFeatures: 0.33, minSamplesLeaf: 3 }],
  ] as const) {
    it(name, async () => {
      const X = Matrix.fromArrays(diabetes.X);
      const targets = (rows: number[]) => rows.map((row) => diabetes.y[row]!);
      const scores: number[] = [];
      const oobScores: number[] = [];
      for (let randomState = 0; randomState < 10; randomState++) {
        const forest = new RandomForestRegressor({ nEstimators: 50, oobScore: true, randomState, ...params });
        await forest.fit(X.selectRows(recorded.train), targets(recorded.train));
        scores.push(forest.score(X.selectRows(recorded.test), targets(recorded.test)));
        oobScores.push(forest.oobScore!);
      }
      expectSameBand(scores, recorded.scores);
      expectSameBand(oobScores, recorded.oobScores);
    });
  }
});

describe('RandomForestRegressor', () => {
  it('predicts sparse data as dense data', async () => {
    const dense = known.X.map((row) => row.map((value) => Math.max(value, 0)));
    const sparse = SparseMatrix.fromDense(Matrix.fromArrays(dense));
    const forest = () => new RandomForestRegressor({ nEstimators: 5, randomState: 0 });
    const a = await forest().fit(dense, known.y);
    const b = await forest().fit(sparse, known.y);
    expect(b.predict(sparse)).toEqual(a.predict(dense));
  });

  it('grows the trees its estimators show', async () => {
    const forest = await new RandomForestRegressor({ nEstimators: 4, randomState: 2 }).fit(known.X, known.y);
    const [tree] = forest.estimators;
    expectClose(forest.apply(known.X).column(0), tree!.apply(known.X));
    expect(tree!.depth).toBeGreaterThan(3);
  });
});
