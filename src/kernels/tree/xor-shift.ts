/** Marsaglia's xorshift32 (2003): quick draws inside a tree, from a seed that comes from a RandomState. */
export class XorShift {
  #state = 1;

  seed(seed: number): void {
    this.#state = seed | 0 || 1;
  }

  /** An integer from 0 to `below - 1`. */
  integer(below: number): number {
    return this.#next() % below;
  }

  /** A number in [0, 1). */
  uniform(): number {
    return this.#next() / 4294967296;
  }

  #next(): number {
    let x = this.#state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.#state = x;
    return x >>> 0;
  }
}
