/** Rounds of a trial: the quicker of the last two counts, as a thread that has just come or slept is slow at first. */
const ROUNDS_OF_TRIAL = 3;
/** How much slower help may seem and still be taken: it saves a quarter and more, or costs half and more. */
const DOUBT = 1.15;
/** After how many rounds the way that was slower is tried again; twice as many each time it still is. */
const FIRST_PATIENCE = 16;
/** What the last round counts in the mean of its kind. */
const SHARE_OF_LAST = 0.3;

/**
 * Learns from rounds of work that take about as long as each other whether help is worth having. On cores that other
 * programs want too, helpers that look for work take time from the thread that they help, and one that has to wait
 * for a core in the middle of a share holds up everything: then the thread is quicker alone.
 */
export class Rounds {
  /** The mean time of a round of each kind: 0 alone, 1 with help. */
  readonly #means: [number, number] = [Number.NaN, Number.NaN];
  #kind: 0 | 1 = 0;
  /** The rounds of this kind without a break, and those since the other kind was last tried. */
  #run = 0;
  #patience = FIRST_PATIENCE;
  #best: 0 | 1 = 1;
  #begun = Number.NaN;

  /** Ends the last round and begins the next at `now`, in ms; returns whether it should be done with help. */
  next(now: number, helpersAreThere: boolean): boolean {
    this.#count(now - this.#begun);
    this.#begun = now;
    const kind = helpersAreThere ? this.#choose() : 0;
    if (kind !== this.#kind) this.#run = 0;
    this.#run++;
    this.#kind = kind;
    return kind === 1;
  }

  #count(time: number): void {
    const before = this.#means[this.#kind];
    if (Number.isNaN(time)) return;
    // What was measured long ago does not count, nor does the first round of a trial.
    if (this.#run < ROUNDS_OF_TRIAL) this.#means[this.#kind] = time;
    else if (this.#run === ROUNDS_OF_TRIAL) this.#means[this.#kind] = Math.min(before, time);
    else this.#means[this.#kind] = before + SHARE_OF_LAST * (time - before);
  }

  #choose(): 0 | 1 {
    const [alone, withHelp] = this.#means;
    if (Number.isNaN(withHelp)) return 1;
    if (this.#run < ROUNDS_OF_TRIAL) return this.#kind;
    if (Number.isNaN(alone)) return 0;
    const best = withHelp < DOUBT * alone ? 1 : 0;
    const other = best === 1 ? 0 : 1;
    if (this.#kind !== best) {
      // A trial is over.
      this.#patience = best === this.#best ? 2 * this.#patience : FIRST_PATIENCE;
      this.#best = best;
      return best;
    }
    return this.#run >= this.#patience ? other : best;
  }
}
