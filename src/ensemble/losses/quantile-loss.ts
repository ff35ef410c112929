import type { Derivatives, Loss } from './loss.js';
import { meanLoss } from './mean-loss.js';
import { residualQuantile } from './residual-quantile.js';

/** The pinball loss, which a quantile makes least. Its second derivative is 0 and counts as 1. */
export class QuantileLoss implements Loss {
  readonly width = 1;
  readonly link = 'identity';
  readonly constantHessian = true;
  readonly #quantile: number;

  constructor(quantile: number) {
    this.#quantile = quantile;
  }

  readonly leafStep = (residuals: Float64Array, weights: Float64Array | null): number =>
    residualQuantile(residuals, weights, this.#quantile);

  initial(y: Float64Array, weights: Float64Array | null): Float64Array {
    return Float64Array.of(residualQuantile(y.slice(), weights, this.#quantile));
  }

  value(y: Float64Array, raw: Float64Array, weights: Float64Array | null): number {
    const q = this.#quantile;
    return meanLoss(y, raw, weights, (target, guess) =>
      target >= guess ? q * (target - guess) : (1 - q) * (guess - target),
    );
  }

  gradients(
    y: Float64Array,
    raw: Float64Array,
    weights: Float64Array | null,
    gradient: Derivatives,
    hessian: Derivatives | null,
  ): void {
    const q = this.#quantile;
    for (let i = 0; i < y.length; i++) {
      const weight = weights === null ? 1 : weights[i]!;
      gradient[i] = weight * (y[i]! >= raw[i]! ? -q : 1 - q);
      if (hessian !== null) hessian[i] = weight;
    }
  }

  inverseLink(): void {}
}
