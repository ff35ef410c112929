import { exponentiate, logOfMean } from './log-link.js';
import type { Derivatives, Loss } from './loss.js';
import { meanLoss } from './mean-loss.js';

/** Half the gamma deviance of positive targets, without its constant terms; raw predictions are logarithms of means. */
export class GammaLoss implements Loss {
  readonly width = 1;
  readonly link = 'log';
  readonly constantHessian = false;
  readonly leafStep = null;

  initial(y: Float64Array, weights: Float64Array | null): Float64Array {
    return logOfMean(y, weights);
  }

  value(y: Float64Array, raw: Float64Array, weights: Float64Array | null): number {
    return meanLoss(y, raw, weights, (target, log) => log + target * Math.exp(-log));
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
      const ratio = y[i]! * Math.exp(-raw[i]!);
      gradient[i] = weight * (1 - ratio);
      if (hessian !== null) hessian[i] = weight * ratio;
    }
  }

  inverseLink(raw: Float64Array): void {
    exponentiate(raw);
  }
}
