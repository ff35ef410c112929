import { crossValidate, KFold, RandomForestRegressor, Ridge } from 'pipefit';
import { describe, expect, it, vi } from 'vitest';
import { FitFailedWarning, type PipefitWarning, WorkerError } from '../../src/errors/index.js';

// The true worker, with a listener that ends it when it is given the second fold, or a tree of a certain seed.
vi.mock('../../src/threads/worker-source.generated.js', async (importOriginal) => {
  const { WORKER_SOURCE } = await importOriginal<{ WORKER_SOURCE: string }>();
  const ends = 'input.k === 1 || (Array.isArray(input) && input.length === 7)';
  const listener = `({ kind, input }) => { if (kind === 'run' && (${ends})) process.exit(9); }`;
  const port = `process.getBuiltinModule('node:worker_threads').parentPort`;
  return { WORKER_SOURCE: `${port}.on('message', ${listener});\n${WORKER_SOURCE}` };
});

const X = Array.from({ length: 60 }, (_, i) => [i, (i * 7) % 11]);
const y = X.map(([a, b]) => a! - b!);

describe('when a worker thread ends', () => {
  it('a fold gets errorScore and a warning that says so, the others their scores', async () => {
    const warnings: PipefitWarning[] = [];
    const onWarning = (warning: PipefitWarning) => warnings.push(warning);
    const options = { cv: new KFold({ nSplits: 4 }), returnTrainScore: true, returnEstimator: true };
    const one = await crossValidate(new Ridge(), X, y, options);
    const two = await crossValidate(new Ridge(), X, y, { ...options, nJobs: 2, onWarning });
    const others = [0, 2, 3];
    expect(two.test.score[1]).toBeNaN();
    expect(two.train!.score[1]).toBeNaN();
    expect(two.estimators![1]).toBeNull();
    expect(others.map((k) => two.test.score[k])).toEqual(others.map((k) => one.test.score[k]));
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toBeInstanceOf(FitFailedWarning);
    expect(warnings[0]!.message).toMatch(/1 of 4 fits failed.*fold 1: A worker thread ended .* exit code 9/s);
  });

  it("the error is thrown with errorScore 'raise'", async () => {
    const work = crossValidate(new Ridge(), X, y, { cv: 4, nJobs: 2, errorScore: 'raise' });
    const error = await work.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(WorkerError);
    expect(error).toMatchObject({ code: 'WORKER', exitCode: 9 });
  });

  it('a forest fails and stays as it was, and the next one grows', async () => {
    const forest = new RandomForestRegressor({ nEstimators: 112, nJobs: 2 });
    await expect(forest.fit(X, y)).rejects.toThrow(WorkerError);
    expect(forest.isFitted).toBe(false);
    await forest.setParams({ nEstimators: 10 }).fit(X, y);
    expect(forest.estimators).toHaveLength(10);
  });
});
