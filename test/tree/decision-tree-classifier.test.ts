import { DecisionTreeClassifier, type DecisionTreeClassifierParams, exportText } from 'pipefit';
import { describe, expect, it } from 'vitest';
import { expectClose, fixture } from '../support/fixture.js';
import { expectTree, type RecordedTree } from './recorded-tree.js';

const known = fixture<{
  X: number[][];
  XNew: number[][];
  two: number[];
  three: number[];
  weights: number[];
  holes: number[][];
  holesNew: number[][];
  cases: Record<string, RecordedTree>;
  path: { ccpAlphas: number[]; impurities: number[] };
  text: Record<'plain' | 'named' | 'weights' | 'short', string>;
  paths: number[][];
}>('tree/decision-tree-classifier');

type Case = Partial<DecisionTreeClassifierParams> & {
  y: 'two' | 'three';
  weights?: boolean;
  missing?: 'fit' | 'predict';
};

const entropy = { criterion: 'entropy' } as const;
const cases: Record<string, Case> = {
  giniTwo: { y: 'two', minSamplesLeaf: 4 },
  giniThree: { y: 'three', minSamplesLeaf: 4 },
  entropy: { y: 'three', minSamplesLeaf: 7, criterion: 'logLoss' },
  entropyTwo: { y: 'two', minSamplesLeaf: 4, ...entropy },
  weighted: { y: 'three', weights: true, minSamplesLeaf: 4 },
  balanced: { y: 'three', minSamplesLeaf: 4, classWeight: 'balanced' },
  balancedWeighted: { y: 'three', weights: true, minSamplesLeaf: 4, classWeight: 'balanced' },
  shareLeaf: { y: 'three', minSamplesLeaf: 0.035 },
  shareSplit: { y: 'three', minSamplesSplit: 0.25, minSamplesLeaf: 4 },
  weightLeaf: { y: 'three', weights: true, minWeightFractionLeaf: 0.08 },
  depth: { y: 'three', maxDepth: 4 },
  decrease: { y: 'three', minImpurityDecrease: 0.02 },
  leafNodes: { y: 'three', maxLeafNodes: 7, minSamplesLeaf: 4 },
  leafNodesWeighted: { y: 'two', weights: true, maxLeafNodes: 6, minSamplesLeaf: 4 },
  pruned: { y: 'three', minSamplesLeaf: 4, ccpAlpha: 0.015 },
  missing: { y: 'three', missing: 'fit', minSamplesLeaf: 4 },
  missingWeighted: { y: 'two', weights: true, missing: 'fit', minSamplesLeaf: 4 },
  missingEntropy: { y: 'two', missing: 'fit', minSamplesLeaf: 4, ...entropy },
  missingAtPredict: { y: 'three', missing: 'predict', minSamplesLeaf: 4 },
};

describe('DecisionTreeClassifier grows the tree of scikit-learn', () => {
  for (const [name, { y, weights, missing, ...params }] of Object.entries(cases)) {
    it(name, async () => {
      const options = weights ? { sampleWeight: known.weights } : {};
      const X = missing === 'fit' ? known.holes : known.X;
      const tree = await new DecisionTreeClassifier(params).fit(X, known[y], options);
      expectTree(tree, known.cases[name]!, missing ? known.holesNew : known.XNew);
    });
  }

  it('with weights that are no whole numbers', async () => {
    const tree = new DecisionTreeClassifier({ ...entropy, minSamplesLeaf: 4 });
    await tree.fit(known.X, known.two, { sampleWeight: known.weights.map((weight) => weight + 0.25) });
    expectTree(tree, known.cases['weightedEntropy']!, known.XNew);
  });

  it('and prunes it along the same path', async () => {
    const tree = new DecisionTreeClassifier({ minSamplesLeaf: 4 });
    const path = await tree.costComplexityPruningPath(known.X, known.three);
    expectClose(path.ccpAlphas, known.path.ccpAlphas);
    expectClose(path.impurities, known.path.impurities);
    expect(tree.isFitted).toBe(false);
  });
});

describe('exportText and decisionPath agree with scikit-learn', () => {
  const shown = () =>
    new DecisionTreeClassifier({ maxDepth: 4, minSamplesLeaf: 5 }).fit(known.X, known.three);

  it('in every form of text', async () => {
    const tree = await shown();
    const names = { featureNames: ['age', 'dose', 'pulse', 'height'], classNames: ['low', 'middle', 'high'] };
    expect(exportText(tree)).toBe(known.text.plain);
    expect(exportText(tree, { ...names, decimals: 1 })).toBe(known.text.named);
    expect(exportText(tree, { showWeights: true, spacing: 5, decimals: 0 })).toBe(known.text.weights);
    expect(exportText(tree, { maxDepth: 1 })).toBe(known.text.short);
  });

  it('on the nodes that rows pass', async () => {
    expectClose((await shown()).decisionPath(known.XNew), known.paths);
  });
});
