import { Breather, Describer, type Estimator, type FitOptions, revive } from '../core/index.js';
import { describeError, emitWarning, reviveError } from '../errors/index.js';
import { onThreadsOrHere, runTasks } from '../threads/index.js';
import { configure } from './configure.js';
import { type FitFoldInput, type FitFoldOutput, fitFold } from './fit-fold-task.js';
import { type FoldResult, failedFold, fitAndScore, type Rows, takeFold } from './fold.js';
import { describeRows } from './plain-rows.js';
import { byName, resolveScoring, type Scoring } from './scoring.js';
import type { Split } from './splitter.js';

/** A fit for each split and each candidate. */
export interface FoldsToFit {
  readonly owner: string;
  readonly estimator: Estimator;
  /** Parameters to set on the estimator, or null for it as it is. */
  readonly candidates: readonly (object | null)[];
  readonly data: Rows;
  readonly splits: readonly Split[];
  readonly scoring: Scoring | null | undefined;
  readonly returnTrainScore: boolean;
  readonly errorScore: number | 'raise';
  /** Whether the results hold the fitted estimators: a large grid would not fit into memory with them. */
  readonly keepEstimators: boolean;
  readonly fitOptions: Pick<FitOptions, 'signal' | 'onWarning' | 'validation'>;
  readonly nJobs: number | null | undefined;
  /** Called after each fit, whichever is done. */
  readonly onDone: (result: FoldResult, split: number, candidate: number) => void;
}

/** Fits and scores all candidates on all splits, on as many threads as told; the results stand split by split. */
export function fitFolds(job: FoldsToFit): Promise<FoldResult[]> {
  const { owner, nJobs, fitOptions } = job;
  return onThreadsOrHere({
    owner,
    nJobs,
    warn: fitOptions.onWarning ?? emitWarning,
    onThreads: (threads) => fitOnThreads(job, threads),
    here: () => fitHere(job),
  });
}

async function fitHere(job: FoldsToFit): Promise<FoldResult[]> {
  const { owner, estimator, candidates, data, splits, keepEstimators } = job;
  const options = { ...job, scorers: resolveScoring(job.scoring, owner) };
  const breather = new Breather(job.fitOptions.signal);
  const results: FoldResult[] = [];
  // Splits outside, candidates inside: the rows of a split are taken once, and one split is held at a time.
  for (const [k, split] of splits.entries()) {
    const fold = takeFold(data, split);
    for (const [c, candidate] of candidates.entries()) {
      await breather.pause();
      const result = await fitAndScore(fold, () => configure(estimator, candidate), options);
      results.push(keepEstimators ? result : { ...result, estimator: null });
      job.onDone(result, k, c);
    }
  }
  return results;
}

async function fitOnThreads(job: FoldsToFit, threads: number): Promise<FoldResult[]> {
  const { owner, estimator, candidates, splits, scoring, fitOptions } = job;
  const { returnTrainScore, errorScore, keepEstimators, onDone } = job;
  const describer = new Describer();
  const common = {
    owner,
    rows: describeRows(job.data, describer),
    estimator: describer.describe(estimator, 'the estimator'),
    candidates: candidates.map((candidate) => describer.describe(candidate, 'a candidate')),
    scoring: describer.describe(byName(scoring), 'scoring'),
    validation: describer.describe(fitOptions.validation, 'validation'),
    returnTrainScore,
    errorScore,
    keepEstimators,
  };
  const inputs = splits.flatMap((split, k) => candidates.map((_, c): FitFoldInput => ({ split, k, c })));
  const results: FoldResult[] = [];
  await runTasks(fitFold, common, inputs, {
    threads,
    signal: fitOptions.signal,
    onWarning: fitOptions.onWarning,
    onLost(error): FitFoldOutput {
      if (errorScore === 'raise') throw error;
      const options = { scorers: resolveScoring(scoring, owner), returnTrainScore, errorScore };
      return { ...failedFold(options, 0, error), estimator: null, error: describeError(error) };
    },
    onDone(output, index) {
      const { k, c } = inputs[index]!;
      const fitted =
        output.estimator === null ? null : (revive(output.estimator, describer.find) as Estimator);
      const error = output.error === null ? null : reviveError(output.error);
      results[index] = { ...output, estimator: fitted, error };
      onDone(results[index], k, c);
    },
  });
  return results;
}
