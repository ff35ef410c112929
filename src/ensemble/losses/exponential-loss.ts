import { sigmoid } from '../../math/log-sum-exp.js';
import { weightedMean } from '../../metrics/weighted-mean.js';
import type { Derivatives, Loss } from './loss.js';
import { meanLoss } from './mean-loss.js';

/** Shares are kept this far from 0 and 1, so that their log-odds are finite. */
const LEAST = Number.EPSILON;

/**
 * AdaBoost's loss of two classes, coded 0 and 1: exp(-raw) for the second and exp(raw) for the first; raw predictions
 * are half log-odds. Source: Friedman, Hastie and Tibshirani, "Additive logistic regression", Annals of Statistics 28, 2000.
 */
export class ExponentialLoss implements Loss {
  readonly width = 1;
  readonly link = 'halfLogOdds';
  readonly constantHessian = false;
  readonly leafStep = null;

  initial(y: Float64Array, weights: Float64Array | null): Float64Array {
    const share = Math.min(1 - LEAST, Math.max(LEAST, weightedMean(y, weights)));
    return Float64Array.of(0.5 * Math.log(share / (1 - share)));
  }

  value(y: Float64Array, raw: Float64Array, weights: Float64Array | null): number {
    return meanLoss(y, raw, weights, (code, score) => code * Math.exp(-score) + (1 - code) * Math.exp(score));
  }

  gradients(
    y: Float64Array,
    raw: Float64Array,
    weights: Float64Array | null,
    gradient: Derivatives,
    hessian: Derivatives | null,
  ): void {
    for (let i = 0; i < y.length; i++) {
      const weight = weights === null ? 1 : weights[i]!;
      const code = y[i]!;
      const up = (1 - code) * Math.exp(raw[i]!);
      const down = code * Math.exp(-raw[i]!);
      gradient[i] = weight * (up - down);
      if (hessian !== null) hessian[i] = weight * (up + down);
    }
  }

  inverseLink(raw: Float64Array): void {
    for (let i = 0; i < raw.length; i++) raw[i] = sigmoid(2 * raw[i]!);
  }
}
