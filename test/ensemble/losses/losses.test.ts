import { describe, expect, it } from 'vitest';
import { AbsoluteErrorLoss } from '../../../src/ensemble/losses/absolute-error-loss.js';
import { BinaryLogLoss } from '../../../src/ensemble/losses/binary-log-loss.js';
import { GammaLoss } from '../../../src/ensemble/losses/gamma-loss.js';
import type { Loss } from '../../../src/ensemble/losses/loss.js';
import { MultinomialLogLoss } from '../../../src/ensemble/losses/multinomial-log-loss.js';
import { PoissonLoss } from '../../../src/ensemble/losses/poisson-loss.js';
import { QuantileLoss } from '../../../src/ensemble/losses/quantile-loss.js';
import { SquaredErrorLoss } from '../../../src/ensemble/losses/squared-error-loss.js';
import { expectClose, fixture } from '../../support/fixture.js';

interface Recorded {
  initial: number[];
  value: number;
  gradient: number[] | number[][];
  hessian: number[] | number[][];
}

const known = fixture<{
  weights: number[];
  cases: Record<
    string,
    { y: number[]; raw: number[] | number[][]; plain: Recorded; weighted: Recorded } | undefined
  >;
}>('ensemble/losses');

const losses: Record<string, Loss> = {
  squaredError: new SquaredErrorLoss(),
  absoluteError: new AbsoluteErrorLoss(),
  quantile: new QuantileLoss(0.8),
  poisson: new PoissonLoss(),
  gamma: new GammaLoss(),
  binary: new BinaryLogLoss(),
  multinomial: new MultinomialLogLoss(3),
};

for (const [name, loss] of Object.entries(losses)) {
  describe(`the loss ${name}`, () => {
    const { y, raw, plain, weighted } = known.cases[name]!;
    const target = Float64Array.from(y);
    const scores = Float64Array.from(raw.flat());

    it.each([
      ['without weights', null, plain],
      ['with weights', Float64Array.from(known.weights), weighted],
    ] as const)('is that of scikit-learn %s', (_, weights, wanted) => {
      expectClose(loss.initial(target, weights), wanted.initial, 1e-12);
      expectClose(loss.value(target, scores, weights), wanted.value, 1e-12);
      const gradient = new Float64Array(scores.length);
      const hessian = new Float64Array(scores.length);
      loss.gradients(target, scores, weights, gradient, hessian);
      expectClose(gradient, wanted.gradient.flat(), 1e-12);
      expectClose(hessian, wanted.hessian.flat(), 1e-12);
      if (loss.constantHessian && weights === null) expect(new Set(hessian)).toEqual(new Set([1]));
    });

    it('has gradients that are the slope of its value', () => {
      const near = scores.map((score, p) => (Math.abs(score) > 20 ? p / 10 : score));
      const gradient = new Float64Array(near.length);
      loss.gradients(target, near, null, gradient, null);
      for (let p = 0; p < near.length; p++) {
        const [more, less] = [near.slice(), near.slice()];
        more[p]! += 1e-6;
        less[p]! -= 1e-6;
        const slope = (loss.value(target, more, null) - loss.value(target, less, null)) / 2e-6;
        expectClose(gradient[p]! / target.length, slope, 1e-7);
      }
    });

    it('leaves the target as it is', () => {
      loss.initial(target, Float64Array.from(known.weights));
      loss.initial(target, null);
      expectClose(target, y);
    });
  });
}

describe('leaf steps', () => {
  it('are quantiles of the residuals, by weight where rows have weights', () => {
    const residuals = () => Float64Array.of(4, -1, 10, 2);
    expect(new AbsoluteErrorLoss().leafStep(residuals(), null)).toBe(3);
    expect(new AbsoluteErrorLoss().leafStep(residuals(), Float64Array.of(1, 1, 1, 1))).toBe(2);
    expect(new AbsoluteErrorLoss().leafStep(residuals(), Float64Array.of(0, 1, 5, 1))).toBe(10);
    expectClose(new QuantileLoss(0.9).leafStep(residuals(), null), 8.2);
    expect(new QuantileLoss(0.9).leafStep(residuals(), Float64Array.of(9, 1, 1, 1))).toBe(4);
  });
});

describe('inverse links', () => {
  it('give means and probabilities', () => {
    const logs = Float64Array.of(0, 1);
    new PoissonLoss().inverseLink(logs);
    expectClose(logs, [1, Math.E], 1e-15);
    const odds = Float64Array.of(0, 800, -800);
    new BinaryLogLoss().inverseLink(odds);
    expectClose(odds, [0.5, 1, 0], 1e-15);
    const scores = Float64Array.of(1000, 0, 0, Math.log(2));
    new MultinomialLogLoss(2).inverseLink(scores);
    expectClose(scores, [1, 1 / 3, 0, 2 / 3], 1e-15);
  });
});
