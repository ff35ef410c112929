/** The places for histograms: two to work in, the others for nodes that wait for their split. */
export class HistogramSlots {
  readonly #free: number[] = [];
  readonly #total: number;

  constructor(total: number) {
    this.#total = total;
    this.clear();
  }

  clear(): void {
    this.#free.length = 0;
    for (let slot = this.#total - 1; slot >= 2; slot--) this.#free.push(slot);
  }

  /** A place to keep a histogram in, or else the given one to work in, 0 or 1. */
  take(workplace: 0 | 1): number {
    return this.#free.pop() ?? workplace;
  }

  /** Gives a place back, and says what a node keeps: nothing. */
  release(slot: number): -1 {
    if (slot >= 2) this.#free.push(slot);
    return -1;
  }

  /** What a node keeps of a place it has used: nothing of a workplace. */
  kept(slot: number): number {
    return slot >= 2 ? slot : -1;
  }
}
