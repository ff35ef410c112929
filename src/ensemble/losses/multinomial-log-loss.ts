import type { Derivatives, Loss } from './loss.js';

/** Log loss of three classes and more, coded 0, 1, ...; raw predictions are logarithms of soft-max's terms. */
export class MultinomialLogLoss implements Loss {
  readonly width: number;
  readonly link = 'logOdds';
  readonly constantHessian = false;
  readonly leafStep = null;
  readonly #terms: Float64Array;

  constructor(classes: number) {
    this.width = classes;
    this.#terms = new Float64Array(classes);
  }

  /** The logarithms of the classes' shares, centred. */
  initial(y: Float64Array, weights: Float64Array | null): Float64Array {
    const shares = new Float64Array(this.width);
    let total = 0;
    for (let i = 0; i < y.length; i++) {
      const weight = weights === null ? 1 : weights[i]!;
      shares[y[i]!]! += weight;
      total += weight;
    }
    const logs = shares.map((share) =>
      Math.log(Math.min(1 - Number.EPSILON, Math.max(Number.EPSILON, share / total))),
    );
    const centre = logs.reduce((sum, each) => sum + each, 0) / this.width;
    return logs.map((each) => each - centre);
  }

  value(y: Float64Array, raw: Float64Array, weights: Float64Array | null): number {
    const rows = y.length;
    let sum = 0;
    let total = 0;
    for (let i = 0; i < rows; i++) {
      const weight = weights === null ? 1 : weights[i]!;
      const most = this.#softMax(raw, rows, i);
      let terms = 0;
      for (const term of this.#terms) terms += term;
      sum += weight * (most + Math.log(terms) - raw[y[i]! * rows + i]!);
      total += weight;
    }
    return sum / total;
  }

  gradients(
    y: Float64Array,
    raw: Float64Array,
    weights: Float64Array | null,
    gradient: Derivatives,
    hessian: Derivatives | null,
  ): void {
    const rows = y.length;
    for (let i = 0; i < rows; i++) {
      const weight = weights === null ? 1 : weights[i]!;
      this.#softMax(raw, rows, i);
      let sum = 0;
      for (let k = 0; k < this.width; k++) sum += this.#terms[k]!;
      for (let k = 0; k < this.width; k++) {
        const share = this.#terms[k]! / sum;
        gradient[k * rows + i] = weight * (y[i] === k ? share - 1 : share);
        if (hessian !== null) hessian[k * rows + i] = weight * share * (1 - share);
      }
    }
  }

  inverseLink(raw: Float64Array): void {
    const rows = raw.length / this.width;
    for (let i = 0; i < rows; i++) {
      this.#softMax(raw, rows, i);
      let sum = 0;
      for (let k = 0; k < this.width; k++) sum += this.#terms[k]!;
      for (let k = 0; k < this.width; k++) raw[k * rows + i] = this.#terms[k]! / sum;
    }
  }

  /** The exponentials of a row's scores less their largest, which is returned. */
  #softMax(raw: Float64Array, rows: number, row: number): number {
    const terms = this.#terms;
    let most = Number.NEGATIVE_INFINITY;
    for (let k = 0; k < terms.length; k++) most = Math.max(most, raw[k * rows + row]!);
    for (let k = 0; k < terms.length; k++) terms[k] = Math.exp(raw[k * rows + row]! - most);
    return most;
  }
}
