import { HistGradientBoostingClassifier, type HistGradientBoostingClassifierParams } from 'pipefit';
import { describe, expect, it } from 'vitest';
import { expectClose, fixture } from '../support/fixture.js';

const known = fixture<{
  X: number[][];
  XNew: number[][];
  holes: number[][];
  holesNew: number[][];
  two: number[];
  three: number[];
  weights: number[];
  cases: Record<string, { probabilities: number[][]; decision: number[] | number[][] } | undefined>;
  staged: { probabilities: number[][]; decision: number[][]; labels: number[][] };
  watched: { nIter: number; trainScore: number[]; validationScore: number[] };
  drawn: { nIter: number; trainScore: number[]; validationScore: number[]; probabilities: number[][] };
}>('ensemble/hist-gradient-boosting-classifier');

type Case = Partial<HistGradientBoostingClassifierParams> & { missing?: boolean; weighted?: boolean };

const categories = { categoricalFeatures: [4], minSamplesLeaf: 5 };
const cases: Record<string, Case> = {
  two: {},
  twoWeighted: { weighted: true },
  twoBalanced: { classWeight: 'balanced' },
  twoClassWeights: { weighted: true, classWeight: { 0: 1, 1: 3 } },
  twoCategories: categories,
  twoMissing: { missing: true },
  twoMissingCategories: { ...categories, missing: true },
  twoMonotonic: { monotonicCst: [1, 0, 0, 0, 0] },
  three: {},
  threeWeighted: { weighted: true },
  threeMissingCategories: { ...categories, missing: true },
};

describe('HistGradientBoostingClassifier is that of scikit-learn', () => {
  it.each(Object.entries(cases))('%s', async (name, { missing, weighted, ...params }) => {
    const model = new HistGradientBoostingClassifier({ maxIter: 30, earlyStopping: false, ...params });
    const y = name.startsWith('three') ? known.three : known.two;
    await model.fit(missing ? known.holes : known.X, y, weighted ? { sampleWeight: known.weights } : {});
    const XNew = missing ? known.holesNew : known.XNew;
    const { probabilities, decision } = known.cases[name]!;
    expectClose(model.predictProba(XNew), probabilities, 1e-9);
    expectClose(model.decisionFunction(XNew), decision, 1e-8);
    expect(model.nIter).toBe(30);
  });

  it('after each iteration', async () => {
    const model = new HistGradientBoostingClassifier({ maxIter: 4, earlyStopping: false });
    await model.fit(known.X, known.two);
    const X = known.XNew.slice(0, 10);
    const { probabilities, decision, labels } = known.staged;
    const staged = Array.from(model.stagedPredictProba(X), ({ data }) => data);
    expectClose(staged, probabilities, 1e-9);
    expectClose([...model.stagedDecisionFunction(X)] as Float64Array[], decision, 1e-9);
    expect([...model.stagedPredict(X)]).toEqual(labels);
    expect(staged.at(-1)).toEqual(model.predictProba(X).data);
  });

  it('when it stops early by a scorer on rows given for validation', async () => {
    const model = new HistGradientBoostingClassifier({ earlyStopping: true, scoring: 'rocAuc' });
    await model.fit(known.X.slice(0, 300), known.two.slice(0, 300), {
      validation: [known.X.slice(300), known.two.slice(300)],
    });
    const { nIter, trainScore, validationScore } = known.watched;
    expect(model.nIter).toBe(nIter);
    expect(nIter).toBeLessThan(100);
    expectClose(model.trainScore, trainScore, 1e-9);
    expectClose(model.validationScore, validationScore, 1e-9);
  });

  it('when it stops early by rows held out, each class in its share', async () => {
    const model = new HistGradientBoostingClassifier({ earlyStopping: true, randomState: 3 });
    await model.fit(known.X, known.three);
    const { nIter, trainScore, validationScore, probabilities } = known.drawn;
    expect(model.nIter).toBe(nIter);
    expect(nIter).toBeLessThan(100);
    expectClose(model.trainScore, trainScore, 1e-9);
    expectClose(model.validationScore, validationScore, 1e-9);
    expectClose(model.predictProba(known.XNew).toArray(), probabilities, 1e-9);
  });
});
