import type { Matrix } from 'pipefit';
import { MLPClassifier, MLPRegressor } from 'pipefit/neural';
import { describe, expect, it } from 'vitest';
import { expectClose, fixture } from '../../support/fixture.js';
import { describeOnBackends } from '../backends.js';

interface Recorded {
  readonly target: 'binary' | 'multi' | 'number' | 'pair' | 'count';
  readonly weighted: boolean;
  readonly partial: number;
  readonly fits: number;
  readonly params: Readonly<Record<string, unknown>>;
  readonly coefs: readonly number[][][];
  readonly intercepts: readonly number[][];
  readonly nIter: number;
  readonly loss: number;
  readonly lossCurve: readonly number[];
  readonly bestLoss: number | null;
  readonly validationScores: readonly number[] | null;
  readonly bestValidationScore: number | null;
  readonly t: number;
  readonly nLayers: number;
  readonly outActivation: string;
  readonly predicted: readonly number[] | readonly number[][];
}

interface Fixture extends Readonly<Record<Recorded['target'], readonly number[]>> {
  readonly X: readonly number[][];
  readonly XNew: readonly number[][];
  readonly weights: readonly number[];
  readonly stochastic: Readonly<Record<string, Recorded>>;
  readonly convex: Readonly<Record<string, Recorded>>;
  readonly lbfgs: Readonly<Record<string, Recorded>>;
}

const data = fixture<Fixture>('neural/mlp');
const silent = { onWarning: () => {} };

async function fitLike(recorded: Recorded) {
  const { target, params, partial, fits, weighted } = recorded;
  const y = data[target];
  const classifies = target === 'binary' || target === 'multi';
  // One type for both: what differs between them is not asked for here.
  const model = (
    classifies ? new MLPClassifier().setParams(params) : new MLPRegressor().setParams(params)
  ) as MLPClassifier;
  for (let k = 0; k < partial; k++) {
    const classes = classifies ? { classes: [...new Set(y)] } : {};
    const rows = <T>(all: readonly T[]) => all.slice(30 * k, 30 * k + 30);
    await model.partialFit(rows(data.X), rows(y), { ...silent, ...classes });
  }
  for (let k = 0; partial === 0 && k < fits; k++) {
    await model.fit(data.X, y, { ...silent, ...(weighted ? { sampleWeight: data.weights } : {}) });
  }
  const predicted = classifies ? model.predictProba(data.XNew) : (model.predict(data.XNew) as unknown);
  return { model, predicted: predicted as Matrix | Float64Array };
}

describeOnBackends('networks trained by batches are those of scikit-learn', () => {
  // In 32 bits sums in another order differ in the seventh digit, which some hundred steps make the fifth.
  const TOLERANCE = 3e-5;

  it.each(Object.keys(data.stochastic))('%s', async (name) => {
    const recorded = data.stochastic[name]!;
    const { model, predicted } = await fitLike(recorded);
    expect(model.nIter).toBe(recorded.nIter);
    expect(model.nLayers).toBe(recorded.nLayers);
    expect(model.outActivation).toBe(recorded.outActivation);
    expect(model.t).toBe(recorded.t);
    expectClose(model.lossCurve, recorded.lossCurve, TOLERANCE);
    expectClose(model.loss, recorded.loss, TOLERANCE);
    if (recorded.bestLoss === null) expect(model.bestLoss).toBeNull();
    else expectClose(model.bestLoss!, recorded.bestLoss, TOLERANCE);
    if (recorded.validationScores === null) expect(model.validationScores).toBeNull();
    else {
      expectClose(model.validationScores!, recorded.validationScores, TOLERANCE);
      expectClose(model.bestValidationScore!, recorded.bestValidationScore!, TOLERANCE);
    }
    for (const [k, coef] of recorded.coefs.entries()) {
      expectClose(model.coefs[k]!, coef, TOLERANCE);
      expectClose(model.intercepts[k]!, recorded.intercepts[k]!, TOLERANCE);
    }
    expectClose(predicted, recorded.predicted, TOLERANCE);
  });
});

describe('networks trained by L-BFGS', () => {
  it.each(Object.keys(data.convex))(
    'are those of scikit-learn where there is one minimum: %s',
    async (name) => {
      const recorded = data.convex[name]!;
      const { model, predicted } = await fitLike(recorded);
      expectClose(model.loss, recorded.loss, 1e-7);
      expectClose(predicted, recorded.predicted, 1e-3);
    },
  );

  it.each(Object.keys(data.lbfgs))(
    'are as good as those of scikit-learn where there are many: %s',
    async (name) => {
      const recorded = data.lbfgs[name]!;
      const { model } = await fitLike(recorded);
      expect(model.lossCurve).toHaveLength(0);
      expect(model.nIter).toBeGreaterThan(10);
      // Of several targets scikit-learn minimises the average of squares by the derivatives of their sum.
      expect(model.loss).toBeLessThan((recorded.target === 'pair' ? 1.05 : 1.01) * recorded.loss);
    },
  );
});
