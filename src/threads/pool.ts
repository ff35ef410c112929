import { WorkerError } from '../errors/index.js';
import type { Cancellation } from './cancellation.js';
import { coreCount } from './host.js';
import type { Answer } from './serve.js';
import { type ResourceLimits, Thread } from './thread.js';

/** How a pool treats its threads. */
export interface PoolOptions {
  /** How long a thread waits for more work before it is ended, in ms (10,000). */
  readonly idleMs?: number;
  readonly resourceLimits?: ResourceLimits;
}

/** A job's place in the pool: the order of all tasks, and what each thread is to know once. */
export interface PoolJob {
  readonly task: string;
  readonly common: unknown;
  /** How many of its tasks may run at a time. */
  readonly threads: number;
  readonly cancellation: Cancellation;
}

/** Does one task of a job; null when the job was cancelled before. Rejects with a WorkerError when its thread ends. */
export type Run = (input: unknown) => Promise<Answer | null>;

/**
 * Threads that are started when there is work, shared by all jobs, and ended when there has been none for a
 * while. Tasks get a thread in the order in which they ask for one.
 */
export class Pool {
  readonly #loadSource: () => Promise<string>;
  readonly #options: PoolOptions;
  readonly #jobs = new Map<number, PoolJob>();
  readonly #idle: { readonly thread: Thread; readonly timer: ReturnType<typeof setTimeout> }[] = [];
  readonly #queue: ((thread: Thread | null) => void)[] = [];
  readonly #threads = new Set<Thread>();
  #source: string | null = null;
  #lastJob = 0;

  /** `loadSource` gives the script that each thread runs, which must serve the tasks. */
  constructor(loadSource: () => Promise<string>, options: PoolOptions = {}) {
    this.#loadSource = loadSource;
    this.#options = options;
  }

  /** How many threads there are. */
  get size(): number {
    return this.#threads.size;
  }

  /** Runs a job, which must not use `run` after it is over. */
  async withJob<T>(job: PoolJob, work: (run: Run) => Promise<T>): Promise<T> {
    this.#source ??= await this.#loadSource();
    const id = ++this.#lastJob;
    this.#jobs.set(id, job);
    try {
      return await work((input) => this.#run(id, job, input));
    } finally {
      this.#jobs.delete(id);
      for (const thread of this.#threads) thread.close(id);
    }
  }

  /** Ends all threads; the next job starts new ones. */
  async close(): Promise<void> {
    for (const { timer } of this.#idle.splice(0)) clearTimeout(timer);
    const ended = [...this.#threads].map((thread) => thread.end());
    this.#threads.clear();
    await Promise.all(ended);
  }

  async #run(id: number, job: PoolJob, input: unknown): Promise<Answer | null> {
    let thread: Thread | null = null;
    // A thread that was waited for may have ended instead.
    while (thread === null) {
      if (job.cancellation.isCancelled) return null;
      thread = await this.#take(id, job.cancellation);
    }
    try {
      if (job.cancellation.isCancelled) return null;
      return await thread.run(id, job.task, job.common, input, job.cancellation);
    } finally {
      this.#giveBack(thread);
    }
  }

  /** A thread that is free: one that knows the job, any other, a new one, or the next that is given back. */
  #take(id: number, cancellation: Cancellation): Thread | Promise<Thread | null> {
    const free = this.#idle.find(({ thread }) => thread.knows(id)) ?? this.#idle.at(-1);
    if (free !== undefined) {
      this.#idle.splice(this.#idle.indexOf(free), 1);
      clearTimeout(free.timer);
      return free.thread;
    }
    if (this.#threads.size < this.#most()) return this.#start();
    return new Promise((resolve) => {
      const forget = cancellation.onCancel(() => take(null));
      const take = (thread: Thread | null) => {
        const place = this.#queue.indexOf(take);
        if (place >= 0) this.#queue.splice(place, 1);
        forget();
        resolve(thread);
      };
      this.#queue.push(take);
    });
  }

  #giveBack(thread: Thread): void {
    const next = this.#queue.shift();
    if (next !== undefined) next(thread.alive ? thread : null);
    else if (thread.alive) this.#keep(thread);
  }

  /** Has a thread wait for more work. */
  #keep(thread: Thread): void {
    const timer = setTimeout(() => {
      this.#forget(thread);
      void thread.end();
    }, this.#options.idleMs ?? 10_000);
    timer.unref();
    this.#idle.push({ thread, timer });
  }

  #forget(thread: Thread): void {
    this.#threads.delete(thread);
    const place = this.#idle.findIndex((each) => each.thread === thread);
    if (place >= 0) clearTimeout(this.#idle.splice(place, 1)[0]!.timer);
  }

  #start(): Thread {
    try {
      const thread: Thread = new Thread(this.#source!, this.#options.resourceLimits, () =>
        this.#forget(thread),
      );
      this.#threads.add(thread);
      return thread;
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new WorkerError(`A worker thread could not be started: ${reason}`, null, { cause });
    }
  }

  /** One thread a core, or as many as some job wants to itself. */
  #most(): number {
    let most = coreCount();
    for (const { threads } of this.#jobs.values()) most = Math.max(most, threads);
    return most;
  }
}
