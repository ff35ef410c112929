import type { DecisionTreeClassifier, DecisionTreeRegressor, MultiOutput } from 'pipefit';
import { expect } from 'vitest';
import { expectClose } from '../support/fixture.js';

/** A tree as the oracle scripts record it. */
export interface RecordedTree {
  childrenLeft: number[];
  childrenRight: number[];
  feature: number[];
  threshold: number[];
  missingGoLeft: number[];
  impurity: number[];
  nNodeSamples: number[];
  weightedNNodeSamples: number[];
  value: number[][];
  importances: number[];
  depth: number;
  nLeaves: number;
  leaves: number[];
  answers: number[] | number[][];
}

/** Compares every array of a fitted tree, and its answers for new rows. */
export function expectTree(
  fitted: DecisionTreeClassifier | DecisionTreeRegressor | MultiOutput<DecisionTreeRegressor>,
  wanted: RecordedTree,
  XNew: number[][],
): void {
  const { tree } = fitted;
  for (const name of ['childrenLeft', 'childrenRight', 'feature', 'missingGoLeft', 'nNodeSamples'] as const) {
    expect(Array.from(tree[name]), name).toEqual(wanted[name]);
  }
  expectClose(tree.threshold, wanted.threshold, 1e-15);
  expectClose(tree.impurity, wanted.impurity);
  expectClose(tree.weightedNNodeSamples, wanted.weightedNNodeSamples);
  expectClose(tree.value, wanted.value.flat());
  expectClose(fitted.featureImportances, wanted.importances);
  expect([fitted.depth, fitted.nLeaves]).toEqual([wanted.depth, wanted.nLeaves]);
  expect(Array.from(fitted.apply(XNew))).toEqual(wanted.leaves);
  const answers = fitted.kind === 'classifier' ? fitted.predictProba(XNew) : fitted.predict(XNew);
  expectClose(answers as unknown as number[], wanted.answers as number[]);
}
