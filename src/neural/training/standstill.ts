/**
 * Watches a loss or a score for a standstill by scikit-learn's rule: more than `patience` values in a row that are not
 * better than the best one by `tol`.
 */
export class Standstill {
  readonly #towards: 1 | -1;
  readonly #tol: number;
  readonly #patience: number;
  #best: number;
  #without: number;

  constructor(
    what: 'loss' | 'score',
    { tol, patience }: { readonly tol: number; readonly patience: number },
    known: { readonly best: number; readonly without: number } | null = null,
  ) {
    this.#towards = what === 'loss' ? -1 : 1;
    this.#tol = tol;
    this.#patience = patience;
    this.#best = known === null ? Number.NEGATIVE_INFINITY : known.best * this.#towards;
    this.#without = known?.without ?? 0;
  }

  /** The best value so far, infinite before any. */
  get best(): number {
    return this.#best * this.#towards;
  }

  /** How many values in a row were no better. */
  get without(): number {
    return this.#without;
  }

  /** Whether the best value has not been bettered for too long. */
  get reached(): boolean {
    return this.#without > this.#patience;
  }

  /** Takes in the value of an epoch; true when it is the best so far. NaN never is. */
  see(value: number): boolean {
    const signed = value * this.#towards;
    // A score that is not a number compares with nothing, and counts as no change either way, as in scikit-learn.
    if (signed < this.#best + this.#tol) this.#without++;
    else this.#without = 0;
    if (!(signed > this.#best)) return false;
    this.#best = signed;
    return true;
  }

  /** Counts anew from here, against the same best value. */
  forgive(): void {
    this.#without = 0;
  }
}
