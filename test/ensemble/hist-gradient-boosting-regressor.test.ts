import {
  HistGradientBoostingRegressor,
  type HistGradientBoostingRegressorParams,
  Matrix,
  RandomState,
} from 'pipefit';
import { describe, expect, it } from 'vitest';
import { expectClose, fixture } from '../support/fixture.js';

const known = fixture<{
  X: number[][];
  XNew: number[][];
  holes: number[][];
  holesNew: number[][];
  y: number[];
  counts: number[];
  positive: number[];
  weights: number[];
  cases: Record<string, number[] | undefined>;
  staged: number[][];
  stopped: { nIter: number; trainScore: number[] };
  watched: { nIter: number; trainScore: number[]; validationScore: number[] };
  drawn: { nIter: number; trainScore: number[]; validationScore: number[]; predictions: number[] };
  large: { r2: number; predictions: number[] };
  scored: { trainScore: number[]; validationScore: number[] };
}>('ensemble/hist-gradient-boosting-regressor');

type Case = Partial<HistGradientBoostingRegressorParams> & { missing?: boolean; weighted?: boolean };

const categories = { categoricalFeatures: [4], minSamplesLeaf: 5 };
const cases: Record<string, Case> = {
  squared: {},
  squaredWeighted: { weighted: true },
  absolute: { loss: 'absoluteError' },
  absoluteWeighted: { loss: 'absoluteError', weighted: true },
  quantile: { loss: 'quantile', quantile: 0.8 },
  quantileWeighted: { loss: 'quantile', quantile: 0.8, weighted: true },
  poisson: { loss: 'poisson' },
  poissonWeighted: { loss: 'poisson', weighted: true },
  gamma: { loss: 'gamma' },
  gammaWeighted: { loss: 'gamma', weighted: true },
  depth: { maxDepth: 3 },
  leaves: { maxLeafNodes: 5, learningRate: 0.3 },
  unlimited: { maxLeafNodes: null, maxDepth: 6 },
  regularised: { l2Regularization: 5 },
  bins: { maxBins: 17 },
  smallLeaves: { minSamplesLeaf: 3 },
  categories,
  categoriesWeighted: { ...categories, weighted: true },
  categoriesPoisson: { ...categories, loss: 'poisson' },
  missing: { missing: true },
  missingWeighted: { missing: true, weighted: true },
  missingCategories: { ...categories, missing: true },
  monotonic: { monotonicCst: [1, 0, -1, 1, 0] },
  monotonicMissing: { monotonicCst: [-1, 0, 0, 1, 0], missing: true },
  monotonicPoisson: { monotonicCst: [1, 0, 0, -1, 0], loss: 'poisson' },
  interactions: {
    interactionCst: [
      [0, 1],
      [1, 2, 3],
    ],
  },
  noInteractions: { interactionCst: 'noInteractions' },
  pairwise: { interactionCst: 'pairwise' },
};

/** The target that each loss is recorded for. */
function targetFor(loss: HistGradientBoostingRegressorParams['loss'] | undefined): number[] {
  return loss === 'poisson' ? known.counts : loss === 'gamma' ? known.positive : known.y;
}

describe('HistGradientBoostingRegressor is that of scikit-learn', () => {
  it.each(Object.entries(cases))('%s', async (name, { missing, weighted, ...params }) => {
    const model = new HistGradientBoostingRegressor({ maxIter: 30, earlyStopping: false, ...params });
    const X = missing ? known.holes : known.X;
    await model.fit(X, targetFor(params.loss), weighted ? { sampleWeight: known.weights } : {});
    expectClose(model.predict(missing ? known.holesNew : known.XNew), known.cases[name]!, 1e-9);
    expect(model.nIter).toBe(30);
  });
});

describe('HistGradientBoostingRegressor on many rows', () => {
  it('is that of scikit-learn', async () => {
    const random = new RandomState(5);
    const X = new Matrix(
      Float64Array.from({ length: 120_000 }, () => random.normal()),
      20_000,
      6,
    );
    const y = Float64Array.from({ length: 20_000 }, (_, i) => {
      return X.at(i, 0) * X.at(i, 1) + Math.sin(3 * X.at(i, 2)) + 0.5 * random.normal();
    });
    const rows = (from: number, to: number) => Int32Array.from({ length: to - from }, (_, i) => from + i);
    const model = new HistGradientBoostingRegressor({ earlyStopping: false, maxIter: 50 });
    await model.fit(X.selectRows(rows(0, 15_000)), y.subarray(0, 15_000));
    expectClose(model.predict(X.selectRows(rows(15_000, 15_050))), known.large.predictions, 1e-9);
    expectClose(model.score(X.selectRows(rows(15_000, 20_000)), y.subarray(15_000)), known.large.r2, 1e-9);
  });
});

describe('HistGradientBoostingRegressor stops as scikit-learn does', () => {
  const [X, y] = [known.X.slice(0, 300), known.y.slice(0, 300)];
  const validation = [known.X.slice(300), known.y.slice(300)] as const;

  it('by the loss of the training rows', async () => {
    const model = new HistGradientBoostingRegressor({
      maxIter: 200,
      earlyStopping: true,
      validationFraction: null,
      tol: 0.05,
    });
    await model.fit(known.X, known.y);
    expect(model.nIter).toBe(known.stopped.nIter);
    expectClose(model.trainScore, known.stopped.trainScore, 1e-9);
    expect(model.validationScore.length).toBe(0);
  });

  it('by the loss of rows given for validation', async () => {
    const model = new HistGradientBoostingRegressor({ maxIter: 200, nIterNoChange: 5 });
    await model.fit(X, y, { validation });
    expect(model.nIter).toBe(known.watched.nIter);
    expectClose(model.trainScore, known.watched.trainScore, 1e-9);
    expectClose(model.validationScore, known.watched.validationScore, 1e-9);
  });

  it('by the loss of rows held out', async () => {
    const model = new HistGradientBoostingRegressor({
      maxIter: 200,
      earlyStopping: true,
      nIterNoChange: 3,
      tol: 0.02,
      validationFraction: 0.2,
      randomState: 3,
    });
    await model.fit(known.X, known.y, { sampleWeight: known.weights });
    expect(model.nIter).toBe(known.drawn.nIter);
    expect(known.drawn.nIter).toBeLessThan(200);
    expectClose(model.trainScore, known.drawn.trainScore, 1e-9);
    expectClose(model.validationScore, known.drawn.validationScore, 1e-9);
    expectClose(model.predict(known.XNew), known.drawn.predictions, 1e-9);
  });

  it('by a scorer', async () => {
    const scoring = 'negMeanAbsoluteError';
    const model = new HistGradientBoostingRegressor({ maxIter: 40, earlyStopping: true, scoring });
    await model.fit(X, y, { validation });
    expectClose(model.trainScore, known.scored.trainScore, 1e-9);
    expectClose(model.validationScore, known.scored.validationScore, 1e-9);
  });

  it('and predicts after each iteration', async () => {
    const model = new HistGradientBoostingRegressor({ maxIter: 4 });
    await model.fit(known.X, known.y);
    expectClose([...model.stagedPredict(known.XNew.slice(0, 10))], known.staged, 1e-9);
  });
});
