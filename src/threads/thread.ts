import { WorkerError } from '../errors/index.js';
import type { Cancellation } from './cancellation.js';
import { type WorkerThreads, workerThreads } from './host.js';
import type { Answer } from './serve.js';
import type { Order } from './task.js';

export type ResourceLimits = NonNullable<
  NonNullable<ConstructorParameters<WorkerThreads['Worker']>[1]>['resourceLimits']
>;

/** How long a thread may take to notice that its task was cancelled, in ms, before it is ended. */
const GRACE_MS = 250;

/** Who waits for the answer to a task. */
interface Waiting {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: WorkerError) => void;
}

/** One worker thread: does one task at a time, and keeps the process alive only while it does. */
export class Thread {
  readonly #worker: InstanceType<WorkerThreads['Worker']>;
  /** The jobs of which it has what their tasks have in common. */
  readonly #open = new Set<number>();
  #waiting: Waiting | null = null;
  #reason: Error | null = null;
  #alive = true;

  /** `onExit` is called when the thread has ended, whatever the reason. */
  constructor(source: string, resourceLimits: ResourceLimits | undefined, onExit: () => void) {
    const { Worker } = workerThreads()!;
    this.#worker = new Worker(source, {
      eval: true,
      // Loaders and hooks of the process are not meant for it: it imports nothing.
      execArgv: [],
      ...(resourceLimits === undefined ? {} : { resourceLimits }),
    });
    this.#worker.unref();
    this.#worker.on('message', (answer: Answer) => this.#settle(({ resolve }) => resolve(answer)));
    this.#worker.on('messageerror', (error) => this.#settle(({ reject }) => reject(this.#gone(null, error))));
    this.#worker.on('error', (error: Error) => {
      this.#reason = error;
    });
    this.#worker.on('exit', (code) => {
      this.#alive = false;
      onExit();
      this.#settle(({ reject }) => reject(this.#gone(code, this.#reason)));
    });
  }

  get alive(): boolean {
    return this.#alive;
  }

  /** Whether it knows the job already. */
  knows(job: number): boolean {
    return this.#open.has(job);
  }

  /** Does one task. Rejects with a WorkerError when the thread ends before. */
  run(
    job: number,
    task: string,
    common: unknown,
    input: unknown,
    cancellation: Cancellation,
  ): Promise<Answer> {
    return new Promise<Answer>((resolve, reject) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const forget = cancellation.onCancel(() => {
        this.#tell({ kind: 'abort', job });
        timer = setTimeout(() => void this.end(), GRACE_MS);
      });
      const done = () => {
        clearTimeout(timer);
        forget();
      };
      this.#waiting = {
        resolve(answer) {
          done();
          resolve(answer);
        },
        reject(error) {
          done();
          reject(error);
        },
      };
      this.#worker.ref();
      try {
        if (!this.#open.has(job)) this.#tell({ kind: 'open', job, task, common });
        this.#open.add(job);
        this.#tell({ kind: 'run', job, input });
      } catch (error) {
        this.#settle(({ reject }) => reject(this.#gone(null, error)));
      }
    });
  }

  /** Forgets a job. */
  close(job: number): void {
    if (this.#open.delete(job) && this.#alive) this.#tell({ kind: 'close', job });
  }

  /** Ends the thread, whatever it does. */
  async end(): Promise<void> {
    this.#alive = false;
    await this.#worker.terminate();
  }

  #tell(order: Order): void {
    this.#worker.postMessage(order);
  }

  #settle(how: (waiting: Waiting) => void): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    this.#worker.unref();
    if (waiting !== null) how(waiting);
  }

  #gone(exitCode: number | null, cause: unknown): WorkerError {
    const { code, message } = (cause ?? {}) as { code?: unknown; message?: unknown };
    const why =
      code === 'ERR_WORKER_OUT_OF_MEMORY'
        ? 'it ran out of memory. Give it smaller data, fewer columns or fewer threads'
        : cause instanceof Error
          ? String(message)
          : `exit code ${exitCode}`;
    return new WorkerError(`A worker thread ended before its task was done: ${why}.`, exitCode, { cause });
  }
}
