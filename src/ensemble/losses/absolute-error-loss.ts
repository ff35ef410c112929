import type { Derivatives, Loss } from './loss.js';
import { meanLoss } from './mean-loss.js';
import { residualQuantile } from './residual-quantile.js';

/** The absolute error, whose leaves predict medians. Its second derivative is 0 and counts as 1. */
export class AbsoluteErrorLoss implements Loss {
  readonly width = 1;
  readonly link = 'identity';
  readonly constantHessian = true;

  readonly leafStep = (residuals: Float64Array, weights: Float64Array | null): number =>
    residualQuantile(residuals, weights, 0.5);

  initial(y: Float64Array, weights: Float64Array | null): Float64Array {
    return Float64Array.of(residualQuantile(y.slice(), weights, 0.5));
  }

  value(y: Float64Array, raw: Float64Array, weights: Float64Array | null): number {
    return meanLoss(y, raw, weights, (target, median) => Math.abs(target - median));
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
      gradient[i] = raw[i]! > y[i]! ? weight : -weight;
      if (hessian !== null) hessian[i] = weight;
    }
  }

  inverseLink(): void {}
}
