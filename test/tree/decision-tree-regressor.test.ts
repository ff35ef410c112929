import {
  DecisionTreeRegressor,
  type DecisionTreeRegressorParams,
  exportText,
  InvalidDataError,
} from 'pipefit';
import { describe, expect, it } from 'vitest';
import { expectClose, fixture } from '../support/fixture.js';
import { expectTree, type RecordedTree } from './recorded-tree.js';

const known = fixture<{
  X: number[][];
  XNew: number[][];
  y: number[];
  counts: number[];
  weights: number[];
  holes: number[][];
  holesNew: number[][];
  cases: Record<string, RecordedTree>;
  path: { ccpAlphas: number[]; impurities: number[] };
  text: string;
}>('tree/decision-tree-regressor');

type Case = Partial<DecisionTreeRegressorParams> & { weights?: boolean; missing?: boolean; shift?: number };

const absolute = { criterion: 'absoluteError' } as const;
const poisson = { criterion: 'poisson' } as const;
const cases: Record<string, Case> = {
  squared: { minSamplesLeaf: 4 },
  squaredShifted: { minSamplesLeaf: 4, shift: 100 },
  weighted: { weights: true, minSamplesLeaf: 4 },
  absolute: { minSamplesLeaf: 4, ...absolute },
  absoluteWeighted: { weights: true, minSamplesLeaf: 4, ...absolute },
  poisson: { minSamplesLeaf: 4, ...poisson },
  poissonWeighted: { weights: true, minSamplesLeaf: 4, ...poisson },
  depth: { maxDepth: 3 },
  leafNodes: { maxLeafNodes: 9 },
  leafNodesAbsolute: { maxLeafNodes: 8, minSamplesLeaf: 4, ...absolute },
  decrease: { minImpurityDecrease: 0.1 },
  pruned: { minSamplesLeaf: 4, ccpAlpha: 0.1 },
  missing: { missing: true, minSamplesLeaf: 4 },
  missingWeighted: { missing: true, weights: true, minSamplesLeaf: 4 },
  missingAbsolute: { missing: true, minSamplesLeaf: 4, ...absolute },
  missingPoisson: { missing: true, minSamplesLeaf: 4, ...poisson },
};

describe('DecisionTreeRegressor grows the tree of scikit-learn', () => {
  for (const [name, { weights, missing, shift = 0, ...params }] of Object.entries(cases)) {
    it(name, async () => {
      const options = weights ? { sampleWeight: known.weights } : {};
      const y = params.criterion === 'poisson' ? known.counts : known.y.map((value) => value + shift);
      const tree = await new DecisionTreeRegressor(params).fit(missing ? known.holes : known.X, y, options);
      expectTree(tree, known.cases[name]!, missing ? known.holesNew : known.XNew);
    });
  }

  it('prunes it along the same path, and prints it alike', async () => {
    const path = await new DecisionTreeRegressor({ minSamplesLeaf: 4 }).costComplexityPruningPath(
      known.X,
      known.y,
    );
    expectClose(path.ccpAlphas, known.path.ccpAlphas);
    expectClose(path.impurities, known.path.impurities);
    expect(exportText(await new DecisionTreeRegressor({ maxDepth: 3 }).fit(known.X, known.y))).toBe(
      known.text,
    );
  });
});

describe('DecisionTreeRegressor', () => {
  it('splits targets however small they are, where scikit-learn takes them for constant', async () => {
    const tree = await new DecisionTreeRegressor().fit([[1], [2]], [1e-12, 3e-12]);
    expect(Array.from(tree.predict([[1], [2]]))).toEqual([1e-12, 3e-12]);
  });

  it('predicts equal targets exactly', async () => {
    const tree = await new DecisionTreeRegressor().fit([[1], [2], [3]], [0.1, 0.1, 0.1]);
    expect(tree.nLeaves).toBe(1);
    expect(tree.predictOne([9])).toBe(0.1);
  });

  it('refuses what its criterion cannot measure', async () => {
    const X = [[1], [2]];
    const poissonTree = new DecisionTreeRegressor(poisson);
    await expect(poissonTree.fit(X, [1, -1])).rejects.toThrow(/Row 1 of y is -1/);
    await expect(poissonTree.fit(X, [0, 0])).rejects.toThrow(InvalidDataError);
    await expect(new DecisionTreeRegressor().fit(X, [1e200, 0])).rejects.toThrow(/squares overflow/);
  });
});
