import type { Derivatives, Loss } from './loss.js';
import { meanLoss } from './mean-loss.js';
import { residualQuantile } from './residual-quantile.js';

/**
 * Half the squared error of small residuals and the absolute error of large ones: those beyond `delta`, a quantile of
 * their sizes that is taken anew with `adapt` before each iteration. Source: Friedman (2001), algorithm 4.
 */
export class HuberLoss implements Loss {
  readonly width = 1;
  readonly link = 'identity';
  readonly constantHessian = true;
  readonly #quantile: number;
  #delta = 0.5;

  constructor(quantile: number) {
    this.#quantile = quantile;
  }

  /** The median of the residuals, and from there the mean of the way to each, at most `delta` long. */
  readonly leafStep = (residuals: Float64Array, weights: Float64Array | null): number => {
    const median = residualQuantile(residuals.slice(), weights, 0.5);
    let sum = 0;
    let total = 0;
    for (let i = 0; i < residuals.length; i++) {
      const weight = weights === null ? 1 : weights[i]!;
      sum += weight * Math.max(-this.#delta, Math.min(this.#delta, residuals[i]! - median));
      total += weight;
    }
    return median + sum / total;
  };

  /** Sets `delta` from the residuals as they are. */
  adapt(y: Float64Array, raw: Float64Array, weights: Float64Array | null): void {
    const sizes = y.map((target, i) => Math.abs(target - raw[i]!));
    this.#delta = residualQuantile(sizes, weights, this.#quantile);
  }

  initial(y: Float64Array, weights: Float64Array | null): Float64Array {
    return Float64Array.of(residualQuantile(y.slice(), weights, 0.5));
  }

  value(y: Float64Array, raw: Float64Array, weights: Float64Array | null): number {
    const delta = this.#delta;
    return meanLoss(y, raw, weights, (target, guess) => {
      const size = Math.abs(target - guess);
      return size <= delta ? 0.5 * size * size : delta * (size - 0.5 * delta);
    });
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
      gradient[i] = weight * Math.max(-this.#delta, Math.min(this.#delta, raw[i]! - y[i]!));
      if (hessian !== null) hessian[i] = weight;
    }
  }

  inverseLink(): void {}
}
