import { Breather, NoPlainForm } from '../core/index.js';
import { emitWarning, type PipefitWarning, reviveError, WorkerError } from '../errors/index.js';
import { Cancellation } from './cancellation.js';
import { Pool, type Run } from './pool.js';
import type { Answer } from './serve.js';
import { share } from './share.js';
import type { Task } from './task.js';

/** How the tasks of a job are run. */
export interface RunOptions<Output> {
  /** How many threads work; 1 is this one, and nothing is sent anywhere. */
  readonly threads: number;
  readonly signal?: AbortSignal | undefined;
  readonly onWarning?: ((warning: PipefitWarning) => void) | undefined;
  /** Called as each task is done, in whatever order they are. */
  readonly onDone?: (output: Output, index: number) => void;
  /** What becomes of a task whose thread ended; without it the job fails. */
  readonly onLost?: (error: WorkerError) => Output;
  /** Other threads than those that all jobs share. */
  readonly pool?: Pool;
}

/** The threads that all jobs share. */
export const sharedPool = new Pool(async () => (await import('./worker-source.generated.js')).WORKER_SOURCE);

/**
 * Runs a task on each input and returns the outputs in their order. The outputs, the order of warnings, and which
 * of several errors is thrown (that of the first input that fails) do not depend on the number of threads. Throws
 * NoPlainForm where the threads cannot do this job.
 */
export async function runTasks<Common, Input, Output>(
  task: Task<Common, Input, Output>,
  common: Common,
  inputs: readonly Input[],
  options: RunOptions<Output>,
): Promise<Output[]> {
  options.signal?.throwIfAborted();
  if (options.threads === 1) return runHere(task, common, inputs, options);
  const threads = Math.min(options.threads, inputs.length);
  // Cancels what still runs when one task has failed, as well as when the caller wants the whole job stopped.
  const stop = new Cancellation();
  const onAbort = () => stop.cancel();
  options.signal?.addEventListener('abort', onAbort);
  const job = { task: task.name, common: share(common), threads, cancellation: stop };
  try {
    return await (options.pool ?? sharedPool).withJob(job, (run) =>
      new Round<Input, Output>(inputs, run, stop, options).finish(threads),
    );
  } finally {
    options.signal?.removeEventListener('abort', onAbort);
  }
}

async function runHere<Common, Input, Output>(
  task: Task<Common, Input, Output>,
  common: Common,
  inputs: readonly Input[],
  { signal, onWarning = emitWarning, onDone }: RunOptions<Output>,
): Promise<Output[]> {
  const run = task.open(common, () => undefined);
  const breather = new Breather(signal);
  const context = {
    signal: signal ?? new AbortController().signal,
    pause: () => breather.pause(),
    warn: onWarning,
  };
  const outputs: Output[] = [];
  for (const [index, input] of inputs.entries()) {
    await breather.pause();
    outputs.push(await run(input, context));
    onDone?.(outputs[index]!, index);
  }
  return outputs;
}

/** One pass over the inputs by several lanes, each of which takes the next input when it is free. */
class Round<Input, Output> {
  readonly #inputs: readonly Input[];
  readonly #run: Run;
  readonly #stop: Cancellation;
  readonly #options: RunOptions<Output>;
  readonly #outputs: Output[] = [];
  readonly #warnings: (readonly PipefitWarning[] | undefined)[] = [];
  #told = 0;
  #next = 0;
  /** The first input that failed, and how. */
  #failed: { readonly index: number; readonly error: unknown } | null = null;
  readonly #running = new Set<number>();

  constructor(inputs: readonly Input[], run: Run, stop: Cancellation, options: RunOptions<Output>) {
    this.#inputs = inputs;
    this.#run = run;
    this.#stop = stop;
    this.#options = options;
  }

  async finish(lanes: number): Promise<Output[]> {
    await Promise.all(Array.from({ length: lanes }, () => this.#lane()));
    this.#options.signal?.throwIfAborted();
    if (this.#failed !== null) throw this.#failed.error;
    return this.#outputs;
  }

  async #lane(): Promise<void> {
    while (this.#next < this.#inputs.length && this.#failed === null && !this.#stop.isCancelled) {
      const index = this.#next++;
      this.#running.add(index);
      try {
        const answer = await this.#run(this.#inputs[index]);
        if (answer === null) return;
        this.#take(index, answer);
      } catch (error) {
        this.#lose(index, error);
      }
      this.#tell(index);
      this.#running.delete(index);
      // Inputs before the one that failed were begun before it: they decide whether theirs is the error.
      if (this.#isDecided()) this.#stop.cancel();
    }
  }

  /** Whether an input has failed that no other one before it can still. */
  #isDecided(): boolean {
    const failed = this.#failed;
    return failed !== null && ![...this.#running].some((each) => each < failed.index);
  }

  #take(index: number, answer: Answer): void {
    if (answer.kind === 'refused') throw new NoPlainForm(answer.reason);
    this.#warnings[index] = answer.warnings.map((each) => reviveError(each) as PipefitWarning);
    if (answer.kind === 'failed') this.#fail(index, reviveError(answer.error));
    else this.#done(index, answer.output as Output);
  }

  #lose(index: number, error: unknown): void {
    const { onLost } = this.#options;
    try {
      if (!(error instanceof WorkerError) || onLost === undefined || this.#stop.isCancelled) throw error;
      this.#done(index, onLost(error));
    } catch (failure) {
      this.#fail(index, failure);
    }
    this.#warnings[index] ??= [];
  }

  #done(index: number, output: Output): void {
    this.#outputs[index] = output;
    this.#options.onDone?.(output, index);
  }

  #fail(index: number, error: unknown): void {
    if (this.#failed === null || index < this.#failed.index) this.#failed = { index, error };
  }

  /** Hands on the warnings of the inputs up to the first that is not done. */
  #tell(index: number): void {
    const { onWarning = emitWarning } = this.#options;
    try {
      for (let own = this.#warnings[this.#told]; own !== undefined; own = this.#warnings[++this.#told]) {
        for (const warning of own) onWarning(warning);
      }
    } catch (error) {
      this.#fail(index, error);
    }
  }
}
