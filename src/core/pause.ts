/** Longest stretch of work, in ms, after which a long job lets the event loop turn. */
const BUSY_MS = 25;

type Timers = {
  setImmediate?: (callback: () => void) => void;
  setTimeout: (callback: () => void, ms: number) => void;
};

/** Lets a long job breathe: timers and I/O run, and an abort is noticed. Cheap to call often. */
export class Breather {
  readonly #signal: AbortSignal | undefined;
  #last = performance.now();

  constructor(signal: AbortSignal | undefined) {
    this.#signal = signal;
  }

  /** Rejects with the signal's reason once it is aborted. */
  async pause(): Promise<void> {
    this.#signal?.throwIfAborted();
    if (performance.now() - this.#last < BUSY_MS) return;
    await new Promise<void>((resolve) => {
      const timers = globalThis as unknown as Timers;
      if (timers.setImmediate) timers.setImmediate(resolve);
      else timers.setTimeout(resolve, 0);
    });
    this.#last = performance.now();
    this.#signal?.throwIfAborted();
  }
}
