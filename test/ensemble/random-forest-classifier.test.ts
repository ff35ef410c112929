import {
  InvalidDataError,
  InvalidParameterError,
  Matrix,
  RandomForestClassifier,
  type RandomForestClassifierParams,
} from 'pipefit';
import { describe, expect, it } from 'vitest';
import { breastCancer, iris, wine } from '../support/data-sets.js';
import { expectClose, fixture } from '../support/fixture.js';
import { expectSameBand, type RecordedScores } from './score-band.js';

interface Recorded {
  probabilities: number[][];
  oobScore: number;
  oobDecisionFunction: number[][];
  leaves: number[][];
  leafCounts: number[];
}

const known = fixture<{
  X: number[][];
  y: number[];
  weights: number[];
  XNew: number[][];
  oneColumn: Record<string, Recorded>;
  iris: RecordedScores;
  wine: RecordedScores;
  breastCancer: RecordedScores;
  breastCancerShallow: RecordedScores;
}>('ensemble/random-forest-classifier');

const cases: Record<string, Partial<RandomForestClassifierParams> & { weights?: boolean }> = {
  plain: {},
  entropy: { criterion: 'entropy', minSamplesLeaf: 3 },
  weighted: { weights: true },
  balanced: { classWeight: 'balanced', minSamplesLeaf: 6 },
  balancedSubsample: { classWeight: 'balancedSubsample', maxDepth: 2 },
  maxSamples: { maxSamples: 40, minSamplesLeaf: 4 },
  shareWeighted: { weights: true, maxSamples: 0.5, minSamplesLeaf: 9 },
};

describe('RandomForestClassifier draws the rows of scikit-learn and grows its trees on one column', () => {
  const first = (X: number[][]) => X.map(([value]) => [value!]);
  for (const [name, { weights, ...params }] of Object.entries(cases)) {
    it(name, async () => {
      const wanted = known.oneColumn[name]!;
      const forest = new RandomForestClassifier({
        nEstimators: 30,
        maxFeatures: null,
        randomState: 7,
        oobScore: true,
        ...params,
      });
      await forest.fit(first(known.X), known.y, weights ? { sampleWeight: known.weights } : {});
      expect(forest.estimators.map(({ nLeaves }) => nLeaves)).toEqual(wanted.leafCounts);
      expectClose(forest.apply(first(known.XNew)), wanted.leaves);
      expectClose(forest.predictProba(first(known.XNew)), wanted.probabilities);
      expectClose(forest.oobScore!, wanted.oobScore);
      expectClose(forest.oobDecisionFunction!, wanted.oobDecisionFunction);
    });
  }
});

describe('RandomForestClassifier scores like scikit-learn over ten seeds', () => {
  const shallow = { maxDepth: 3, maxFeatures: 'log2', criterion: 'entropy' } as const;
  for (const [name, data, recorded, params] of [
    ['iris', iris, known.iris, {}],
    ['wine', wine, known.wine, {}],
    ['breast cancer', breastCancer, known.breastCancer, {}],
    ['breast cancer with shallow trees', breastCancer, known.breastCancerShallow, shallow],
  ] as const) {
    it(name, async () => {
      const X = Matrix.fromArrays(data.X);
      const labels = (rows: number[]) => rows.map((row) => data.y[row]!);
      const scores: number[] = [];
      const oobScores: number[] = [];
      for (let randomState = 0; randomState < 10; randomState++) {
        const forest = new RandomForestClassifier({
          nEstimators: 50,
          oobScore: true,
          randomState,
          ...params,
        });
        await forest.fit(X.selectRows(recorded.train), labels(recorded.train));
        scores.push(forest.score(X.selectRows(recorded.test), labels(recorded.test)));
        oobScores.push(forest.oobScore!);
      }
      expectSameBand(scores, recorded.scores);
      expectSameBand(oobScores, recorded.oobScores);
    });
  }
});

describe('RandomForestClassifier', () => {
  const X = known.X;
  const y = known.y.map((code) => ['low', 'middle', 'high'][code]!);

  it('hands out its trees, whose mean it is', async () => {
    const forest = await new RandomForestClassifier({ nEstimators: 7, randomState: 1 }).fit(X, y);
    const mean = new Float64Array(known.XNew.length * 3);
    for (const tree of forest.estimators) {
      expect(tree.classes).toEqual(forest.classes);
      tree.predictProba(known.XNew).data.forEach((share, p) => {
        mean[p]! += share / 7;
      });
    }
    expectClose(forest.predictProba(known.XNew).data, mean, 1e-12);
    const [tree] = forest.estimators;
    expect(tree!.params.maxFeatures).toBe('sqrt');
    expectClose(forest.apply(X).column(0), tree!.apply(X));
  });

  it('shows the nodes that rows pass in every tree', async () => {
    const forest = await new RandomForestClassifier({ nEstimators: 3, randomState: 1 }).fit(X, y);
    const { indicator, nNodesPtr } = forest.decisionPath(known.XNew);
    forest.estimators.forEach((tree, t) => {
      const columns = Array.from({ length: nNodesPtr[t + 1]! - nNodesPtr[t]! }, (_, c) => nNodesPtr[t]! + c);
      expectClose(indicator.selectColumns(columns), tree.decisionPath(known.XNew));
    });
  });

  it('adds trees with warmStart, and they are those of one larger forest', async () => {
    const whole = await new RandomForestClassifier({ nEstimators: 9, randomState: 3, oobScore: true }).fit(
      X,
      y,
    );
    const grown = new RandomForestClassifier({
      nEstimators: 4,
      randomState: 3,
      oobScore: true,
      warmStart: true,
    });
    await grown.fit(X, y);
    await grown.setParams({ nEstimators: 9 }).fit(X, y);
    expect(grown.estimators.map(({ tree }) => tree)).toEqual(whole.estimators.map(({ tree }) => tree));
    expect(grown.oobScore).toBe(whole.oobScore);
    await expect(grown.setParams({ nEstimators: 8 }).fit(X, y)).rejects.toThrow(/at least 9/);
    await expect(
      grown.setParams({ nEstimators: 10 }).fit(
        X,
        y.map((label) => label.toUpperCase()),
      ),
    ).rejects.toThrow(InvalidDataError);
    await expect(
      grown.fit(
        X.map(([a]) => [a!]),
        y,
      ),
    ).rejects.toThrow(/saw 3 columns, but X has 1/);
  });

  it('warns of warmStart without new trees and of rows that every tree saw', async () => {
    const warnings: string[] = [];
    const onWarning = (warning: Error) => void warnings.push(warning.message);
    const forest = new RandomForestClassifier({
      nEstimators: 1,
      warmStart: true,
      oobScore: true,
      randomState: 0,
    });
    await forest.fit(X, y, { onWarning });
    await forest.fit(X, y, { onWarning });
    expect(warnings.filter((text) => /no out-of-bag prediction/.test(text))).toHaveLength(2);
    expect(warnings.filter((text) => /adds no trees/.test(text))).toHaveLength(1);
    expect(forest.oobDecisionFunction!.data.some(Number.isNaN)).toBe(true);
  });

  it('reports each tree and stops when it is told to', async () => {
    const done: number[] = [];
    const forest = new RandomForestClassifier({ nEstimators: 5, randomState: 0 });
    await forest.fit(X, y, { onProgress: (progress) => done.push(progress.done) });
    expect(done).toEqual([1, 2, 3, 4, 5]);
    const stop = new AbortController();
    const fitting = new RandomForestClassifier({ nEstimators: 100_000 }).fit(X, y, {
      signal: stop.signal,
      onProgress: ({ done: trees }) => {
        if (trees === 3) stop.abort(new Error('enough'));
      },
    });
    await expect(fitting).rejects.toThrow('enough');
  });

  it('has nothing out of bag unless asked, and refuses contradictions', async () => {
    const forest = await new RandomForestClassifier({ nEstimators: 2 }).fit(X, y);
    expect([forest.oobScore, forest.oobDecisionFunction]).toEqual([null, null]);
    const whole = { bootstrap: false };
    await expect(new RandomForestClassifier({ ...whole, oobScore: true }).fit(X, y)).rejects.toThrow(
      InvalidParameterError,
    );
    await expect(new RandomForestClassifier({ ...whole, maxSamples: 10 }).fit(X, y)).rejects.toThrow(
      /maxSamples needs rows drawn/,
    );
    await expect(new RandomForestClassifier({ classWeight: { low: 0, middle: 0, high: 0 } }).fit(X, y))
      .rejects //
      .toThrow(/weight 0/);
  });
});
