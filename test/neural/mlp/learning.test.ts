import {
  crossValScore,
  GridSearchCV,
  makePipeline,
  Pipeline,
  RandomForestClassifier,
  RandomState,
  StandardScaler,
  StratifiedKFold,
} from 'pipefit';
import { MLPClassifier, MLPRegressor } from 'pipefit/neural';
import { describe, expect, it } from 'vitest';
import { fixture } from '../../support/fixture.js';
import { describeOnBackends } from '../backends.js';

const silent = { onWarning: () => {} };
const seeds = Array.from({ length: 10 }, (_, seed) => seed);

const xor = {
  X: [
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ],
  y: ['same', 'different', 'different', 'same'],
};

describeOnBackends('networks learn', () => {
  it.each(seeds)('what is different from what is the same, with seed %i', async (randomState) => {
    const model = new MLPClassifier({
      hiddenLayerSizes: [16],
      activation: 'tanh',
      learningRateInit: 0.05,
      maxIter: 100,
      randomState,
    });
    await model.fit(xor.X, xor.y, silent);
    expect(model.predict(xor.X)).toEqual(xor.y);
    expect(model.loss).toBeLessThan(0.1);
  });

  it.each(seeds)('a sine, with seed %i', async (randomState) => {
    const X = Array.from({ length: 60 }, (_, i) => [i / 10 - 3]);
    const y = X.map(([x]) => Math.sin(x!));
    const model = new MLPRegressor({
      hiddenLayerSizes: [24],
      activation: 'tanh',
      learningRateInit: 0.015,
      batchSize: 30,
      maxIter: 300,
      nIterNoChange: Number.POSITIVE_INFINITY,
      randomState,
    });
    await model.fit(X, y, silent);
    const worst = Math.max(...model.predict(X).map((value, i) => Math.abs(value - y[i]!)));
    expect(worst).toBeLessThan(0.15);
    expect(model.score(X, y)).toBeGreaterThan(0.99);
  });

  it('handwritten digits: an accuracy of 0.97 in five folds', async () => {
    const { pixels, labels } = fixture<{ pixels: string; labels: string }>('neural/digits');
    const y = Array.from(labels, Number);
    const X = y.map((_, i) => Array.from({ length: 64 }, (_, j) => pixels.charCodeAt(64 * i + j) - 97));
    const model = makePipeline(
      new StandardScaler(),
      new MLPClassifier({ learningRateInit: 0.005, maxIter: 50, randomState: 0 }),
    );
    const cv = new StratifiedKFold({ nSplits: 5, shuffle: true, randomState: 0 });
    const scores = await crossValScore(model, X, y, { cv });
    expect(scores.reduce((sum, score) => sum + score, 0) / 5).toBeGreaterThanOrEqual(0.97);
  }, 120_000);
});

describe('a network in a search', () => {
  it('stands beside a forest in one grid of steps', async () => {
    const random = new RandomState(2);
    const X = Array.from({ length: 120 }, () => [random.normal(), random.normal()]);
    const y = X.map(([a, b]) => (a! * b! > 0 ? 'same' : 'different'));
    const search = new GridSearchCV(
      new Pipeline([
        ['scale', new StandardScaler()],
        ['model', new MLPClassifier({ randomState: 0, maxIter: 60, learningRateInit: 0.03 })],
      ]),
      [
        { model: [new RandomForestClassifier({ nEstimators: 10, randomState: 0 })] },
        {
          model: [new MLPClassifier({ randomState: 0, maxIter: 60, learningRateInit: 0.03 })],
          model__hiddenLayerSizes: [[2], [24, 12]],
        },
      ],
      { cv: 3 },
    );
    await search.fit(X, y, silent);
    expect(search.cvResults.params).toHaveLength(3);
    expect(search.bestScore).toBeGreaterThan(0.85);
    expect(
      search.predict([
        [1, 1],
        [1, -1],
      ]),
    ).toEqual(['same', 'different']);
  });
});
