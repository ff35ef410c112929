import {
  accuracyScore,
  balancedAccuracyScore,
  ExtraTreesClassifier,
  type ExtraTreesClassifierParams,
  InvalidParameterError,
  RandomForestClassifier,
} from 'pipefit';
import { describe, expect, it } from 'vitest';
import { breastCancer, iris, wine } from '../support/data-sets.js';
import { expectClose, fixture } from '../support/fixture.js';
import { expectSameBand, type RecordedScores } from './score-band.js';
import { seedScores } from './seed-scores.js';

const known = fixture<
  Record<'iris' | 'wine' | 'breastCancer' | 'breastCancerBootstrap' | 'breastCancerShallow', RecordedScores>
>('ensemble/extra-trees-classifier');

type Params = Partial<ExtraTreesClassifierParams>;

describe('ExtraTreesClassifier scores like scikit-learn over ten seeds', () => {
  const drawn: Params = { bootstrap: true, classWeight: 'balancedSubsample', oobScore: true };
  const shallow: Params = { maxDepth: 3, maxFeatures: null, criterion: 'entropy' };
  for (const [name, data, recorded, params] of [
    ['iris', iris, known.iris, {}],
    ['wine', wine, known.wine, {}],
    ['breast cancer', breastCancer, known.breastCancer, {}],
    ['breast cancer with drawn rows', breastCancer, known.breastCancerBootstrap, drawn],
    ['breast cancer with shallow trees', breastCancer, known.breastCancerShallow, shallow],
  ] as const) {
    it(name, async () => {
      const make = (randomState: number) =>
        new ExtraTreesClassifier({ nEstimators: 50, randomState, ...params });
      const { scores, oobScores } = await seedScores(make, data, recorded);
      expectSameBand(scores, recorded.scores);
      if (params.oobScore) expectSameBand(oobScores, recorded.oobScores);
    });
  }
});

describe('ExtraTreesClassifier', () => {
  const { X } = iris;
  const y = iris.y.map((code) => ['setosa', 'versicolor', 'virginica'][code]!);

  it('hands out its trees, whose mean it is, and they draw their thresholds', async () => {
    const forest = await new ExtraTreesClassifier({ nEstimators: 7, randomState: 1 }).fit(X, y);
    const mean = new Float64Array(X.length * 3);
    for (const tree of forest.estimators) {
      expect(tree.name).toBe('ExtraTreeClassifier');
      expect(tree.params.splitter).toBe('random');
      tree.predictProba(X).data.forEach((share, p) => {
        mean[p]! += share / 7;
      });
    }
    expectClose(forest.predictProba(X).data, mean, 1e-12);
    const roots = forest.estimators.map(({ tree }) => tree.threshold[0]!);
    expect(new Set(roots).size).toBe(7);
    const { indicator, nNodesPtr } = forest.decisionPath(X);
    expect([indicator.rows, indicator.cols]).toEqual([X.length, nNodesPtr[7]!]);
    expectClose(forest.apply(X).column(6), forest.estimators[6]!.apply(X));
    expect(forest.featureImportances.reduce((sum, share) => sum + share)).toBeCloseTo(1, 12);
  });

  it('takes a weight of k for k copies of a row', async () => {
    const weights = y.map((_, i) => i % 3);
    const copies = y.flatMap((_, i) => Array.from({ length: weights[i]! }, () => i));
    const make = () => new ExtraTreesClassifier({ nEstimators: 8, randomState: 5, maxFeatures: null });
    const weighted = await make().fit(X, y, { sampleWeight: weights });
    const repeated = await make().fit(
      copies.map((i) => X[i]!),
      copies.map((i) => y[i]!),
    );
    expectClose(weighted.predictProba(X), repeated.predictProba(X), 1e-12);
  });

  it('adds trees with warmStart, and they are those of one larger forest', async () => {
    const params = { randomState: 3, bootstrap: true, oobScore: true };
    const whole = await new ExtraTreesClassifier({ nEstimators: 9, ...params }).fit(X, y);
    const grown = new ExtraTreesClassifier({ nEstimators: 4, warmStart: true, ...params });
    await grown.fit(X, y);
    await grown.setParams({ nEstimators: 9 }).fit(X, y);
    expect(grown.estimators.map(({ tree }) => tree)).toEqual(whole.estimators.map(({ tree }) => tree));
    expect(grown.oobScore).toBe(whole.oobScore);
    expectClose(grown.oobDecisionFunction!, whole.oobDecisionFunction!);
  });

  it('weighs the classes of all rows where none are drawn', async () => {
    const uneven = X.slice(0, 110);
    const labels = y.slice(0, 110);
    const grow = (classWeight: ExtraTreesClassifierParams['classWeight']) =>
      new ExtraTreesClassifier({ nEstimators: 5, maxDepth: 2, randomState: 0, classWeight }).fit(
        uneven,
        labels,
      );
    const balanced = await grow('balanced');
    expectClose((await grow('balancedSubsample')).predictProba(X), balanced.predictProba(X));
    expect((await grow(null)).predictProba(X)).not.toEqual(balanced.predictProba(X));
  });

  it('has nothing out of bag where no rows are drawn', async () => {
    const forest = await new ExtraTreesClassifier({ nEstimators: 2 }).fit(X, y);
    expect([forest.oobScore, forest.oobDecisionFunction]).toEqual([null, null]);
    expect(forest.estimatorsSamples!.map((rows) => rows.length)).toEqual([150, 150]);
    await expect(new ExtraTreesClassifier({ oobScore: true }).fit(X, y)).rejects.toThrow(
      InvalidParameterError,
    );
    await expect(new ExtraTreesClassifier({ maxSamples: 0.5 }).fit(X, y)).rejects.toThrow(
      /maxSamples needs rows drawn/,
    );
  });
});

describe('forests of classes score what is out of bag', () => {
  const { X } = wine;
  const y = wine.y.map((code) => ['a', 'b', 'c'][code]!);

  it('by a metric of one’s own, on labels', async () => {
    for (const Forest of [ExtraTreesClassifier, RandomForestClassifier]) {
      const make = (oobScore: boolean | ((yTrue: unknown[], yPred: unknown[]) => number)) =>
        new Forest({ nEstimators: 30, bootstrap: true, randomState: 2, oobScore }).fit(X, y);
      const forest = await make(true);
      const guessed = Array.from({ length: y.length }, (_, i) => {
        const shares = forest.oobDecisionFunction!.row(i);
        return forest.classes[shares.indexOf(Math.max(...shares))]!;
      });
      expect(forest.oobScore).toBeCloseTo(accuracyScore(y, guessed), 12);
      const balanced = await new Forest({
        nEstimators: 30,
        bootstrap: true,
        randomState: 2,
        oobScore: balancedAccuracyScore,
      }).fit(X, y);
      expect(balanced.oobScore).toBeCloseTo(balancedAccuracyScore(y, guessed), 12);
      const seen: unknown[] = [];
      await make((yTrue, yPred) => seen.push(yTrue, yPred));
      expect(seen).toEqual([y, guessed]);
      await expect(make((() => 'good') as unknown as () => number)).rejects.toThrow(
        /must return a number. Got "good"/,
      );
    }
  });

  it('and say which rows each tree drew', async () => {
    const params = { nEstimators: 4, bootstrap: true, oobScore: true, randomState: 2, maxSamples: 0.5 };
    const forest = await new RandomForestClassifier(params).fit(X, y, { sampleWeight: y.map(() => 2) });
    const drawn = forest.estimatorsSamples!;
    expect(drawn.map((rows) => rows.length)).toEqual([178, 178, 178, 178]);
    const unseen = y.map((_, i) => drawn.filter((rows) => !rows.includes(i)).length);
    unseen.forEach((trees, i) => {
      expect(Number.isNaN(forest.oobDecisionFunction!.at(i, 0))).toBe(trees === 0);
    });
    forest.estimators.forEach(({ tree }, t) => {
      expect(tree.nNodeSamples[0]).toBe(new Set(drawn[t]).size);
    });
  });
});
