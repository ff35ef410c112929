/** The learning rate of a step (counted from 0 over all epochs) in an epoch (from 1). */
export type Schedule = (epoch: number, step: number) => number;

export function constantRate(rate: number): Schedule {
  return () => rate;
}

/**
 * Scikit-learn's 'invscaling': rate / (rows seen + 1) ** power, changed after each epoch. `rowsBefore` were seen in
 * fits before this one; a fit that goes on from them with a new optimiser does its first epoch at the full rate.
 */
export function inverseScaling(
  rate: number,
  power: number,
  rows: { readonly anEpoch: number; readonly before?: number; readonly newOptimizer?: boolean },
): Schedule {
  const { anEpoch, before = 0, newOptimizer = true } = rows;
  return (epoch) =>
    newOptimizer && epoch === 1 ? rate : rate / (before + (epoch - 1) * anEpoch + 1) ** power;
}

/** Keras' ExponentialDecay: rate * decay ** (step / steps), or with whole powers in stairs. */
export function exponentialDecay(rate: number, decay: number, steps: number, stairs = false): Schedule {
  return (_, step) => rate * decay ** (stairs ? Math.floor(step / steps) : step / steps);
}

/** Half a wave of the cosine from the rate down to a share of it: Loshchilov and Hutter, "SGDR", 2016. */
export function cosineDecay(rate: number, steps: number, lowest = 0): Schedule {
  return (_, step) => {
    const wave = (1 + Math.cos((Math.PI * Math.min(step, steps)) / steps)) / 2;
    return rate * ((1 - lowest) * wave + lowest);
  };
}

/** A rate that is divided when learning comes to a standstill; scikit-learn's 'adaptive' divides by 5. */
export class AdaptiveRate {
  #rate: number;
  readonly #divisor: number;
  readonly #lowest: number;

  constructor(rate: number, divisor = 5, lowest = 1e-6) {
    this.#rate = rate;
    this.#divisor = divisor;
    this.#lowest = lowest;
  }

  get rate(): number {
    return this.#rate;
  }

  readonly schedule: Schedule = () => this.#rate;

  /** Lowers the rate; false when it is too low to be lowered. */
  lower(): boolean {
    if (this.#rate <= this.#lowest) return false;
    this.#rate /= this.#divisor;
    return true;
  }
}
