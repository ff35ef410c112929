import {
  DecisionTreeClassifier,
  type Estimator,
  GradientBoostingClassifier,
  type GradientBoostingClassifierParams,
  GradientBoostingRegressor,
  type GradientBoostingRegressorParams,
  LinearRegression,
  LogisticRegression,
  type Matrix,
} from 'pipefit';
import { describe, expect, it } from 'vitest';
import { expectClose, fixture } from '../support/fixture.js';

interface Recorded {
  trainScore: number[];
  importances: number[];
  iterations: number;
  predictions: number[];
  staged: number[][];
  probabilities: number[][];
  decision: number[];
  oobScores?: number[];
  oobImprovement?: number[];
}

const known = fixture<{
  X: number[][];
  value: number[];
  two: number[];
  three: number[];
  weights: number[];
  XNew: number[][];
  regressor: Record<string, Recorded>;
  classifier: Record<string, Recorded>;
}>('ensemble/gradient-boosting');

const size = { nEstimators: 12, minSamplesLeaf: 8, randomState: 3 };
const early = { nEstimators: 200, nIterNoChange: 3, learningRate: 0.4 };
const logistic = () => new LogisticRegression({ maxIter: 1000, tol: 1e-10 });

/** How a case was recorded: with weights, on the first `columns`, to what tolerance. */
interface Recipe {
  weighted?: boolean;
  columns?: number;
  tolerance?: number;
}

const regressors: Record<string, Partial<GradientBoostingRegressorParams> & Recipe> = {
  squared: {},
  weighted: { weighted: true },
  absolute: { loss: 'absoluteError', columns: 1 },
  absoluteWeighted: { loss: 'absoluteError', nEstimators: 8, weighted: true },
  huber: { loss: 'huber', alpha: 0.8 },
  quantile: { loss: 'quantile', alpha: 0.7, columns: 1, nEstimators: 3 },
  quantileWeighted: { loss: 'quantile', alpha: 0.7, weighted: true },
  subsample: { subsample: 0.6 },
  leaves: { maxLeafNodes: 5, maxDepth: null },
  pruned: { ccpAlpha: 0.05 },
  early,
  zero: { init: 'zero' },
  // scikit-learn gives the first estimator its data with 32 bits, and gets answers that exact.
  linear: { init: new LinearRegression(), tolerance: 1e-5 },
};

type ClassifierCase = Partial<GradientBoostingClassifierParams> & Recipe & { target: 'two' | 'three' };

const classifiers: Record<string, ClassifierCase> = {
  two: { target: 'two', columns: 1 },
  twoWeighted: { target: 'two', weighted: true },
  three: { target: 'three', columns: 1 },
  threeWeighted: { target: 'three', weighted: true },
  exponential: { target: 'two', loss: 'exponential', columns: 1 },
  subsample: { target: 'three', subsample: 0.7, weighted: true },
  early: { target: 'two', ...early, columns: 1 },
  zero: { target: 'three', init: 'zero', columns: 1 },
  // As above.
  logistic: { target: 'two', init: logistic(), tolerance: 1e-4 },
  exponentialLogistic: { target: 'two', loss: 'exponential', init: logistic(), tolerance: 1e-4 },
};

const cut = (rows: number[][], columns = 4) => rows.map((row) => row.slice(0, columns));

describe('GradientBoostingRegressor agrees with scikit-learn', () => {
  for (const [name, { weighted, columns, tolerance, ...params }] of Object.entries(regressors)) {
    it(name, async () => {
      const wanted = known.regressor[name]!;
      const XNew = cut(known.XNew, columns);
      const model = new GradientBoostingRegressor({ ...size, ...params });
      await model.fit(cut(known.X, columns), known.value, weighted ? { sampleWeight: known.weights } : {});
      expect(model.nEstimators).toBe(wanted.iterations);
      expectClose(model.predict(XNew), wanted.predictions, tolerance);
      expectClose(model.trainScore, wanted.trainScore, tolerance);
      expectClose(model.featureImportances, wanted.importances, tolerance);
      const staged = [...model.stagedPredict(XNew)].filter((_, stage) => stage % 4 === 0);
      expectClose(staged, wanted.staged, tolerance);
      if (wanted.oobScores) expectClose(model.oobScores!, wanted.oobScores);
      if (wanted.oobImprovement) expectClose(model.oobImprovement!, wanted.oobImprovement);
    });
  }
});

describe('GradientBoostingClassifier agrees with scikit-learn', () => {
  for (const [name, { target, weighted, columns, tolerance, ...params }] of Object.entries(classifiers)) {
    it(name, async () => {
      const wanted = known.classifier[name]!;
      const XNew = cut(known.XNew, columns);
      const model = new GradientBoostingClassifier({ ...size, ...params });
      await model.fit(cut(known.X, columns), known[target], weighted ? { sampleWeight: known.weights } : {});
      expect(model.nEstimators).toBe(wanted.iterations);
      expectClose(model.predictProba(XNew), wanted.probabilities, tolerance);
      expectClose(model.decisionFunction(XNew), wanted.decision, tolerance);
      expect(model.predict(XNew)).toEqual(wanted.predictions);
      expectClose(model.trainScore, wanted.trainScore, tolerance);
      expectClose(model.featureImportances, wanted.importances, tolerance);
      const staged = [...model.stagedPredict(XNew)].filter((_, stage) => stage % 4 === 0);
      expect(staged).toEqual(wanted.staged);
      if (wanted.oobScores) expectClose(model.oobScores!, wanted.oobScores);
    });
  }
});

const half = new GradientBoostingRegressor({ ...size, subsample: 0.5 });

describe('exact gradient boosting', () => {
  it('goes on from the last fit as one fit would have', async () => {
    const whole = await half.clone().fit(known.X, known.value);
    const parts = half.clone().setParams({ warmStart: true, nEstimators: 5 });
    await parts.fit(known.X, known.value);
    await parts.setParams({ nEstimators: 12 }).fit(known.X, known.value);
    expect(parts.predict(known.XNew)).toEqual(whole.predict(known.XNew));
    expect(parts.trainScore).toEqual(whole.trainScore);
    await expect(parts.setParams({ nEstimators: 3 }).fit(known.X, known.value)).rejects.toThrow(
      'with warmStart nEstimators must be at least 12, the iterations there are. Got 3.',
    );
  });

  it('stops by the rows given as validation, whose loss it keeps', async () => {
    const model = new GradientBoostingRegressor({ ...size, ...early });
    await model.fit(known.X.slice(0, 120), known.value.slice(0, 120), {
      validation: [known.X.slice(120), known.value.slice(120)],
    });
    expect(model.nEstimators).toBeLessThan(200);
    expect(model.validationScore).toHaveLength(model.nEstimators);
    const last = model.predict(known.X.slice(120));
    const error = known.value.slice(120).reduce((sum, y, i) => sum + (y - last[i]!) ** 2, 0) / 40;
    expect(model.validationScore.at(-1)).toBeCloseTo(error, 12);
  });

  it('takes a weight of two for the row twice', async () => {
    const weights = known.value.map((_, i) => (i % 3 === 0 ? 2 : 1));
    const rows = weights.flatMap((weight, i) => Array.from({ length: weight }, () => i));
    const model = new GradientBoostingRegressor({ nEstimators: 10, loss: 'huber' });
    const weighted = await model.clone().fit(known.X, known.value, { sampleWeight: weights });
    const repeated = await model.clone().fit(
      rows.map((i) => known.X[i]!),
      rows.map((i) => known.value[i]!),
    );
    // The start is a median without weights and one with: the first may lie between two rows.
    expectClose(weighted.trainScore.at(-1)!, repeated.trainScore.at(-1)!, 0.05);
    const squared = model.clone().setParams({ loss: 'squaredError' });
    const a = await squared.clone().fit(known.X, known.value, { sampleWeight: weights });
    const b = await squared.clone().fit(
      rows.map((i) => known.X[i]!),
      rows.map((i) => known.value[i]!),
    );
    expectClose(a.predict(known.XNew), b.predict(known.XNew));
  });

  it('gives the trees as estimators whose leaves are steps', async () => {
    const model = await new GradientBoostingClassifier({ ...size }).fit(known.X, known.three);
    expect(model.estimators.map((stage) => stage.length)).toEqual(new Array(12).fill(3));
    expect(model.apply(known.XNew).cols).toBe(36);
    const [raw] = model.stagedDecisionFunction(known.XNew);
    const steps = model.estimators[0]!.map((tree) => tree.predict(known.XNew));
    const shares = [0, 1, 2].map((code) => known.three.filter((each) => each === code).length / 160);
    const centre = shares.reduce((sum, share) => sum + Math.log(share), 0) / 3;
    const wanted = known.XNew.map((_, i) =>
      shares.map((share, k) => Math.log(share) - centre + 0.1 * steps[k]![i]!),
    );
    expectClose(raw as Matrix, wanted);
  });

  it('learns from rows with missing values', async () => {
    const holed = known.X.map((row, i) => (i % 5 === 0 ? [Number.NaN, ...row.slice(1)] : row));
    const model = await new GradientBoostingClassifier({ nEstimators: 20 }).fit(holed, known.two);
    expect(model.score(holed, known.two)).toBeGreaterThan(0.9);
  });

  it('tells its progress and is cancelled', async () => {
    const seen: number[] = [];
    await half.clone().fit(known.X, known.value, { onProgress: ({ done }) => seen.push(done) });
    expect(seen).toEqual(Array.from({ length: 12 }, (_, k) => k + 1));
    const controller = new AbortController();
    const model = new GradientBoostingRegressor({ nEstimators: 100_000 });
    const fit = model.fit(known.X, known.value, { signal: controller.signal });
    setTimeout(() => controller.abort(new Error('enough')), 20);
    await expect(fit).rejects.toThrow('enough');
    expect(model.isFitted).toBe(false);
  });

  it('trains on the only row of a class, and names the parameter when classes have no room', async () => {
    const rare = known.two.map((code, row) => (row === 7 ? 'rare' : `class ${code}`));
    const model = new GradientBoostingClassifier({ nEstimators: 3, nIterNoChange: 2, randomState: 0 });
    await model.fit(known.X, rare);
    expect(model.classes).toContain('rare');
    const each = known.X.map((_, row) => `class ${row >> 1}`);
    await expect(model.fit(known.X, each)).rejects.toThrow(
      `GradientBoostingClassifier: validationFraction 0.1 of ${each.length} rows cannot hold out some of each class`,
    );
  });

  it('refuses what cannot be learnt', async () => {
    const model = new GradientBoostingClassifier();
    await expect(model.fit([[1], [2]], ['a', 'a'])).rejects.toThrow('at least two classes');
    await expect(model.clone().setParams({ loss: 'exponential' }).fit(known.X, known.three)).rejects.toThrow(
      "loss 'exponential' is for two classes, but y has 3",
    );
    const wrong = new GradientBoostingRegressor({ init: new DecisionTreeClassifier() as Estimator });
    await expect(wrong.fit(known.X, known.value)).rejects.toThrow(
      "init must be a regressor, 'zero' or null. Got DecisionTreeClassifier.",
    );
    await expect(
      new GradientBoostingClassifier({ nIterNoChange: 2 }).fit(known.X, known.two, {
        validation: [[[1, 2, 3, 4]], [7]],
      }),
    ).rejects.toThrow('row 0 of the validation y is 7, which is no class of the training rows');
  });
});
