import { sigmoid, softplus } from '../../math/log-sum-exp.js';
import { weightedMean } from '../../metrics/weighted-mean.js';
import type { Derivatives, Loss } from './loss.js';
import { meanLoss } from './mean-loss.js';

/** Shares are kept this far from 0 and 1, so that their log-odds are finite. */
const LEAST = 10 * Number.EPSILON;

/** Below this score the exponential of its negative overflows soon, and the sigmoid is the exponential. */
const FAR_BELOW = -37;

/** Log loss of two classes, coded 0 and 1; raw predictions are log-odds of the second. */
export class BinaryLogLoss implements Loss {
  readonly width = 1;
  readonly link = 'logOdds';
  readonly constantHessian = false;
  readonly leafStep = null;

  initial(y: Float64Array, weights: Float64Array | null): Float64Array {
    const share = Math.min(1 - LEAST, Math.max(LEAST, weightedMean(y, weights)));
    return Float64Array.of(Math.log(share / (1 - share)));
  }

  value(y: Float64Array, raw: Float64Array, weights: Float64Array | null): number {
    return meanLoss(y, raw, weights, (code, score) => softplus(score) - code * score);
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
      const score = raw[i]!;
      const code = y[i]!;
      const e = Math.exp(score > FAR_BELOW ? -score : score);
      if (score > FAR_BELOW) {
        gradient[i] = (weight * (1 - code - code * e)) / (1 + e);
        if (hessian !== null) hessian[i] = (weight * e) / ((1 + e) * (1 + e));
      } else {
        gradient[i] = weight * (e - code);
        if (hessian !== null) hessian[i] = weight * e;
      }
    }
  }

  inverseLink(raw: Float64Array): void {
    for (let i = 0; i < raw.length; i++) raw[i] = sigmoid(raw[i]!);
  }
}
