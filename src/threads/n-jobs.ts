import { param } from '../core/index.js';
import { InvalidParameterError, showValue } from '../errors/index.js';
import { coreCount, isInsideWorker, workerThreads } from './host.js';

/** The parameter `nJobs` of whatever can use several threads. */
export const nJobsParam = param.custom<number | null>({
  default: null,
  describe: 'an integer other than 0 (-1 is all cores) or null',
  doc: 'How many threads work; null is 1, -1 all cores, -2 all but one. The result is the same for any number.',
  accepts: (value) => value === null || (Number.isSafeInteger(value) && value !== 0),
});

/** Refuses an option `nJobs` that the parameter would not allow. */
export function checkNJobs(owner: string, nJobs: unknown): void {
  if (nJobs === undefined || nJobsParam.accepts(nJobs)) return;
  throw new InvalidParameterError(
    owner,
    'nJobs',
    `The option 'nJobs' of ${owner} must be ${nJobsParam.describe}. Got ${showValue(nJobs)}.`,
  );
}

/** How many threads `nJobs` means here: one where there are no threads, and one within a thread. */
export function threadCount(nJobs: number | null | undefined): number {
  if (nJobs === null || nJobs === undefined || nJobs === 1) return 1;
  if (isInsideWorker() || workerThreads() === null) return 1;
  return nJobs > 0 ? nJobs : Math.max(1, coreCount() + 1 + nJobs);
}
