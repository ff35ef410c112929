import { Breather, type Find, NoPlainForm } from '../core/index.js';
import { describeError, type PlainError, WorkerError } from '../errors/index.js';
import { enterWorker, workerThreads } from './host.js';
import type { AnyTask, Order, Runner } from './task.js';

/** What a thread answers to a task. */
export type Answer = { readonly warnings: readonly PlainError[] } & (
  | { readonly kind: 'done'; readonly output: unknown }
  | { readonly kind: 'failed'; readonly error: PlainError }
  /** What the job needs cannot be had in a thread; the reason is a clause. */
  | { readonly kind: 'refused'; readonly reason: string }
);

type AnyRunner = Runner<unknown, unknown>;

interface OpenJob {
  readonly task: AnyTask;
  readonly abort: AbortController;
  /** What does its tasks, or why there is none. */
  readonly runner: AnyRunner | { readonly error: unknown };
}

/** Makes this thread one that does the given kinds of tasks as it is told. */
export function serveTasks(tasks: readonly AnyTask[], find: Find): void {
  enterWorker();
  const port = workerThreads()?.parentPort;
  if (!port) throw new WorkerError('Tasks are served in a worker thread only.');
  const jobs = new Map<number, OpenJob>();
  port.on('message', (order: Order) => {
    if (order.kind === 'open') jobs.set(order.job, open(order, tasks, find));
    else if (order.kind === 'abort') jobs.get(order.job)?.abort.abort();
    else if (order.kind === 'close') jobs.delete(order.job);
    else void run(jobs.get(order.job)!, order.input).then(({ answer, moved }) => reply(port, answer, moved));
  });
}

type Port = NonNullable<NonNullable<ReturnType<typeof workerThreads>>['parentPort']>;

function reply(port: Port, answer: Answer, moved: readonly ArrayBuffer[]): void {
  try {
    port.postMessage(answer, [...moved]);
  } catch (error) {
    port.postMessage({ kind: 'failed', error: describeError(error), warnings: [] } satisfies Answer);
  }
}

function open(order: Extract<Order, { kind: 'open' }>, tasks: readonly AnyTask[], find: Find): OpenJob {
  const task = tasks.find(({ name }) => name === order.task);
  if (task === undefined) throw new WorkerError(`There is no task '${order.task}'.`);
  const abort = new AbortController();
  try {
    return { task, abort, runner: task.open(order.common as never, find) as AnyRunner };
  } catch (error) {
    // The order has no answer, so that every task of the job tells.
    return { task, abort, runner: { error } };
  }
}

async function run(
  { task, abort, runner }: OpenJob,
  input: unknown,
): Promise<{ readonly answer: Answer; readonly moved: readonly ArrayBuffer[] }> {
  const warnings: PlainError[] = [];
  try {
    if (typeof runner !== 'function') throw runner.error;
    const breather = new Breather(abort.signal);
    const output = await runner(input, {
      signal: abort.signal,
      pause: () => breather.pause(),
      warn: (warning) => warnings.push(describeError(warning)),
    });
    return { answer: { kind: 'done', output, warnings }, moved: task.movable?.(output as never) ?? [] };
  } catch (error) {
    if (error instanceof NoPlainForm)
      return { answer: { kind: 'refused', reason: error.message, warnings }, moved: [] };
    return { answer: { kind: 'failed', error: describeError(error), warnings }, moved: [] };
  }
}
