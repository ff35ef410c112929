import {
  Breather,
  type Delegate,
  Describer,
  type Estimator,
  type FitOptions,
  type PlainForm,
  revive,
} from '../core/index.js';
import type { DataLike, Label, Matrix } from '../data/index.js';
import { emitWarning, UnsupportedError } from '../errors/index.js';
import { onThreadsOrHere, runTasks, type Task } from '../threads/index.js';
import { type Rows, takeFold } from './fold.js';
import { describeRows, type PlainRows, reviveRows } from './plain-rows.js';
import type { Split } from './splitter.js';

/** Methods whose answers can be put together from folds. */
export type PredictMethod = 'predict' | 'predictProba' | 'predictLogProba' | 'decisionFunction';

/** What an estimator says of the rows of a fold. */
export type Answer = Label[] | Float64Array | Matrix;

/** The answer of a fold's estimator, and the classes it knows. */
export interface FoldAnswer {
  readonly answer: Answer;
  readonly classes: readonly Label[] | null;
}

/** A fit for each split, whose estimator answers for the rows it has not seen. */
export interface FoldsToPredict {
  readonly owner: string;
  readonly estimator: Estimator;
  readonly method: PredictMethod;
  readonly data: Rows;
  readonly splits: readonly Split[];
  readonly fitOptions: Pick<FitOptions, 'signal' | 'onWarning'>;
  readonly nJobs: number | null | undefined;
  /** Called after each fold, whichever is done. */
  readonly onDone: (split: number) => void;
}

interface Common extends Pick<FoldsToPredict, 'owner' | 'method'> {
  readonly rows: PlainRows;
  readonly estimator: PlainForm;
}

type PlainAnswer = Omit<FoldAnswer, 'answer'> & { readonly answer: PlainForm };

/** The answers for all splits, in their order, by as many threads as told. */
export function predictFolds(job: FoldsToPredict): Promise<FoldAnswer[]> {
  return onThreadsOrHere({
    owner: job.owner,
    nJobs: job.nJobs,
    warn: job.fitOptions.onWarning ?? emitWarning,
    onThreads: (threads) => predictOnThreads(job, threads),
    here: () => predictHere(job),
  });
}

/** Fits on the training rows of one split and answers for its test rows. */
export const predictFold: Task<Common, Split, PlainAnswer> = {
  name: 'predictFold',
  open({ owner, method, rows, estimator: plain }, find) {
    const data = reviveRows(rows, find);
    const estimator = revive(plain, find) as Estimator;
    return async (split, { signal, warn }) => {
      const job = { owner, method, estimator, data, fitOptions: { signal, onWarning: warn } };
      const { answer, classes } = await fitAndAnswer(job, split);
      return { answer: new Describer().describe(answer, 'the answer'), classes };
    };
  },
};

async function predictHere(job: FoldsToPredict): Promise<FoldAnswer[]> {
  const breather = new Breather(job.fitOptions.signal);
  const answers: FoldAnswer[] = [];
  for (const [k, split] of job.splits.entries()) {
    await breather.pause();
    answers.push(await fitAndAnswer(job, split));
    job.onDone(k);
  }
  return answers;
}

async function predictOnThreads(job: FoldsToPredict, threads: number): Promise<FoldAnswer[]> {
  const { owner, method, splits, fitOptions } = job;
  const describer = new Describer();
  const rows = describeRows(job.data, describer);
  const estimator = describer.describe(job.estimator, 'the estimator');
  const answers = await runTasks(predictFold, { owner, method, rows, estimator }, splits, {
    threads,
    ...fitOptions,
    onDone: (_, k) => job.onDone(k),
  });
  return answers.map(({ answer, classes }) => ({
    answer: revive(answer, describer.find) as Answer,
    classes,
  }));
}

async function fitAndAnswer(
  job: Omit<FoldsToPredict, 'splits' | 'nJobs' | 'onDone'>,
  split: Split,
): Promise<FoldAnswer> {
  const { owner, estimator, method, data, fitOptions } = job;
  const { train, test } = takeFold(data, split);
  const fitted = estimator.clone();
  const weights = train.sampleWeight === undefined ? {} : { sampleWeight: train.sampleWeight };
  await fitted.fit(train.X, train.y, { ...fitOptions, ...weights });
  const call = (fitted as Partial<Delegate>)[method];
  if (call === undefined) throw new UnsupportedError(`${owner}: ${estimator.name} has no ${method}.`);
  const answer = (call as (X: DataLike) => Answer).call(fitted, test.X);
  // A pipeline that ends in a regressor has no classes to ask for.
  const classes = method === 'predict' ? null : ((fitted as Partial<Delegate>).classes ?? null);
  return { answer, classes };
}
