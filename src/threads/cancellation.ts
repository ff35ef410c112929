/** Cancels the work of a job: an AbortSignal for any number of listeners, which that warns about. */
export class Cancellation {
  readonly #listeners = new Set<() => void>();
  #isCancelled = false;

  get isCancelled(): boolean {
    return this.#isCancelled;
  }

  cancel(): void {
    if (this.#isCancelled) return;
    this.#isCancelled = true;
    for (const listener of [...this.#listeners]) listener();
  }

  /** Calls the listener when the work is cancelled; gives what takes it away again. */
  onCancel(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}
