/** What is used of node:worker_threads. */
export type WorkerThreads = typeof import('node:worker_threads');

type Host = { process?: { getBuiltinModule?: (name: string) => unknown } };

/**
 * A module that comes with Node; null in a browser. Asked of the process rather than imported, so that neither a
 * browser nor a bundler for one stumbles over an import that it cannot resolve.
 */
function builtin<T>(name: string): T | null {
  return ((globalThis as Host).process?.getBuiltinModule?.(name) as T | undefined) ?? null;
}

/** Threads, or null where there are none. */
export function workerThreads(): WorkerThreads | null {
  return builtin<WorkerThreads>('node:worker_threads');
}

/** How many threads can run at a time. */
export function coreCount(): number {
  return builtin<typeof import('node:os')>('node:os')?.availableParallelism() ?? 1;
}

let insideWorker = false;

/** To be called where a thread starts to serve tasks: what it does uses no further threads. */
export function enterWorker(): void {
  insideWorker = true;
}

/** Whether this is a thread that serves tasks. */
export function isInsideWorker(): boolean {
  return insideWorker;
}
