import { NoPlainForm } from '../core/index.js';
import { type PipefitWarning, ThreadsWarning } from '../errors/index.js';
import { threadCount } from './n-jobs.js';

/** Work that may be done by several threads or, where it has to be, by this one. */
export interface Work<T> {
  readonly owner: string;
  readonly nJobs: number | null | undefined;
  readonly warn: (warning: PipefitWarning) => void;
  readonly onThreads: (threads: number) => Promise<T>;
  readonly here: () => Promise<T>;
}

/** Does the work on as many threads as `nJobs` says; here, with a warning, when something in it cannot be sent to them. */
export async function onThreadsOrHere<T>({ owner, nJobs, warn, onThreads, here }: Work<T>): Promise<T> {
  const threads = threadCount(nJobs);
  if (threads === 1) return here();
  try {
    return await onThreads(threads);
  } catch (error) {
    if (!(error instanceof NoPlainForm)) throw error;
    warn(
      new ThreadsWarning(
        `${owner}: all is done on one thread though nJobs is ${nJobs}, for ${error.message}, and that cannot be sent to others.`,
      ),
    );
    return here();
  }
}
