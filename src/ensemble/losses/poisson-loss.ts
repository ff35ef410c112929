import { exponentiate, logOfMean } from './log-link.js';
import type { Derivatives, Loss } from './loss.js';
import { meanLoss } from './mean-loss.js';

/** Half the Poisson deviance of counts, without its constant terms; raw predictions are logarithms of means. */
export class PoissonLoss implements Loss {
  readonly width = 1;
  readonly link = 'log';
  readonly constantHessian = false;
  readonly leafStep = null;

  initial(y: Float64Array, weights: Float64Array | null): Float64Array {
    return logOfMean(y, weights);
  }

  value(y: Float64Array, raw: Float64Array, weights: Float64Array | null): number {
    return meanLoss(y, raw, weights, (target, log) => Math.exp(log) - target * log);
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
      const mean = Math.exp(raw[i]!);
      gradient[i] = weight * (mean - y[i]!);
      if (hessian !== null) hessian[i] = weight * mean;
    }
  }

  inverseLink(raw: Float64Array): void {
    exponentiate(raw);
  }
}
