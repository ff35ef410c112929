import { weightedMean } from '../../metrics/weighted-mean.js';
import type { Derivatives, Loss } from './loss.js';
import { meanLoss } from './mean-loss.js';

/** Half the squared error. */
export class SquaredErrorLoss implements Loss {
  readonly width = 1;
  readonly link = 'identity';
  readonly constantHessian = true;
  readonly leafStep = null;

  initial(y: Float64Array, weights: Float64Array | null): Float64Array {
    return Float64Array.of(weightedMean(y, weights));
  }

  value(y: Float64Array, raw: Float64Array, weights: Float64Array | null): number {
    return meanLoss(y, raw, weights, (target, mean) => 0.5 * (mean - target) * (mean - target));
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
      gradient[i] = weight * (raw[i]! - y[i]!);
      if (hessian !== null) hessian[i] = weight;
    }
  }

  inverseLink(): void {}
}
