import { execFileSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { DataWarning, InvalidDataError, WorkerError } from '../../src/errors/index.js';
import { Pool } from '../../src/threads/pool.js';
import { type RunOptions, runTasks } from '../../src/threads/run-tasks.js';
import { bundle } from './rough-pool.js';
import { type Deed, heapBytes, rough } from './rough-task.js';

let source: string;
let pool: Pool;

beforeAll(async () => {
  source = await bundle('./rough-worker.ts');
  pool = new Pool(async () => source, { resourceLimits: { maxOldGenerationSizeMb: 32 } });
});

afterAll(() => pool.close());

const run = (deeds: readonly Deed[], options: Partial<RunOptions<number>> = {}) =>
  runTasks(rough, { numbers: Float64Array.of(10) }, deeds, { threads: 2, pool, ...options });
const add = (count: number): Deed[] => Array.from({ length: count }, (_, to) => ({ do: 'add', to }));
const settled = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: unknown) => error,
  );

describe('tasks', () => {
  it('give their outputs in the order of the inputs, on any number of threads', async () => {
    const wanted = Array.from({ length: 20 }, (_, i) => i + 10);
    for (const threads of [1, 2, 3]) expect(await run(add(20), { threads })).toEqual(wanted);
    const late: Deed[] = [
      { do: 'wait', ms: 80 },
      { do: 'wait', ms: 1 },
      { do: 'wait', ms: 2 },
    ];
    expect(await run(late)).toEqual([80, 1, 2]);
  });

  it('hand on warnings in the order of the inputs, as objects of their classes', async () => {
    const warnings: unknown[] = [];
    await run([{ do: 'warn' }, ...add(3), { do: 'warn' }], {
      onWarning: (warning) => warnings.push(warning),
    });
    expect(warnings).toHaveLength(2);
    for (const warning of warnings) {
      expect(warning).toBeInstanceOf(DataWarning);
      expect(warning).toMatchObject({ code: 'DATA', name: 'DataWarning', message: 'odd data' });
    }
  });

  it('fail with the same error, its class, place and steps', async () => {
    const error = await settled(run([{ do: 'fail' }]));
    expect(error).toBeInstanceOf(InvalidDataError);
    expect(error).toMatchObject({
      message: '[step] bad row',
      code: 'INVALID_DATA',
      place: { row: 3 },
      path: ['step'],
    });
    expect((error as InvalidDataError).at('pipe').message).toBe('[pipe > step] bad row');
  });

  it('fail by the first input that fails, not by the first that is done', async () => {
    const deeds: Deed[] = [
      { do: 'wait', ms: 120, andFail: true },
      { do: 'wait', ms: 5, andFail: true },
    ];
    for (const threads of [1, 2]) await expect(run(deeds, { threads })).rejects.toThrow('after 120');
  });

  it.each(['onDone', 'onWarning'] as const)('fail by what %s throws', async (listener) => {
    const refuse = () => {
      throw new RangeError('not that');
    };
    for (const threads of [1, 2]) {
      const deeds: Deed[] = [{ do: 'warn' }, ...add(3)];
      await expect(run(deeds, { threads, [listener]: refuse })).rejects.toThrow('not that');
    }
  });

  it('are not begun after one has failed', async () => {
    const done: number[] = [];
    const deeds: Deed[] = [{ do: 'fail' }, { do: 'wait', ms: 30 }, ...add(50)];
    await expect(run(deeds, { onDone: (_, index) => done.push(index) })).rejects.toThrow('bad row');
    expect(done.every((index) => index <= 2)).toBe(true);
  });

  it('of several jobs at once share the threads', async () => {
    const jobs = await Promise.all(Array.from({ length: 12 }, () => run(add(10))));
    expect(jobs.every((outputs) => outputs.join() === jobs[0]!.join())).toBe(true);
    // As many as cores, or as the job above that asked for most.
    expect(pool.size).toBeLessThanOrEqual(Math.max(3, availableParallelism()));
  });
});

describe('a thread that ends', () => {
  const fates: [Deed, RegExp, number | null][] = [
    [{ do: 'exit' }, /ended before its task was done: exit code 3/, 3],
    [{ do: 'throw later' }, /ended before its task was done: from a timer/, 1],
    [{ do: 'hoard' }, /ran out of memory/, 1],
  ];

  it.each(fates)(
    'by %o fails its task with a WorkerError, and the pool goes on',
    async (deed, message, exitCode) => {
      const error = await settled(run([{ do: 'add', to: 1 }, deed, { do: 'add', to: 2 }]));
      expect(error).toBeInstanceOf(WorkerError);
      expect(error).toMatchObject({ code: 'WORKER', message: expect.stringMatching(message), exitCode });
      expect(await run(add(4))).toEqual([10, 11, 12, 13]);
    },
  );

  it('loses its own task only where the job can do without', async () => {
    const outputs = await run([{ do: 'exit' }, ...add(6), { do: 'exit' }], { onLost: () => -1 });
    expect(outputs).toEqual([-1, 10, 11, 12, 13, 14, 15, -1]);
  });
});

describe('a signal', () => {
  const reason = new Error('enough');

  it.each<Deed['do']>(['pause', 'spin'])('stops tasks that %s within a second', async (deed) => {
    await run(add(2));
    const controller = new AbortController();
    setTimeout(() => controller.abort(reason), 50);
    const began = performance.now();
    const error = await settled(
      run([{ do: deed } as Deed, { do: deed } as Deed, ...add(3)], { signal: controller.signal }),
    );
    expect(error).toBe(reason);
    expect(performance.now() - began).toBeLessThan(1050);
    expect(await run(add(2))).toEqual([10, 11]);
  });

  it('stops a job that waits for a thread', async () => {
    const busy = new AbortController();
    const first = settled(run(Array(8).fill({ do: 'spin' }), { threads: 8, signal: busy.signal }));
    const controller = new AbortController();
    const second = settled(run(add(2), { signal: controller.signal }));
    controller.abort(reason);
    expect(await second).toBe(reason);
    busy.abort(reason);
    expect(await first).toBe(reason);
  });

  it('that was aborted before begins nothing', async () => {
    const done: number[] = [];
    const options = { signal: AbortSignal.abort(reason), onDone: (output: number) => done.push(output) };
    expect(await settled(run(add(3), options))).toBe(reason);
    expect(done).toEqual([]);
  });
});

it('a thread that cannot be started is a WorkerError', async () => {
  const broken = new Pool(async () => 5 as unknown as string);
  const error = await settled(run(add(2), { pool: broken }));
  expect(error).toBeInstanceOf(WorkerError);
  await broken.close();
});

it('threads without work are ended after a while, and ones that end by themselves are not used again', async () => {
  const brief = new Pool(async () => source, { idleMs: 20 });
  expect(await run(add(2), { pool: brief })).toEqual([10, 11]);
  await vi.waitUntil(() => brief.size === 0, { timeout: 5000 });
  const own = new Pool(async () => source);
  await run([{ do: 'exit soon' }], { pool: own });
  await vi.waitUntil(() => own.size === 0, { timeout: 5000 });
  expect(await run(add(2), { pool: own })).toEqual([10, 11]);
  await Promise.all([brief.close(), own.close()]);
});

it('10,000 tasks leave nothing behind', { timeout: 120_000 }, async () => {
  const weigh = async () => [heapBytes(), ...(await run([{ do: 'weigh' }, { do: 'weigh' }]))];
  const many = async (jobs: number) => {
    for (let job = 0; job < jobs; job++) await run(add(100));
  };
  await many(50);
  const before = await weigh();
  await many(100);
  const after = await weigh();
  expect(pool.size).toBeLessThanOrEqual(Math.max(3, availableParallelism()));
  for (const [i, bytes] of after.entries()) expect(bytes - before[i]!).toBeLessThan(1_000_000);
});

it('idle threads let the process end', () => {
  const script = fileURLToPath(new URL('./idle-program.ts', import.meta.url));
  const tsx = fileURLToPath(new URL('../../node_modules/tsx/dist/cli.mjs', import.meta.url));
  const output = execFileSync(process.execPath, [tsx, script], { encoding: 'utf8', timeout: 60_000 });
  const [finished, ended] = output.trim().split('\n').map(Number);
  expect(ended! - finished!).toBeLessThan(2000);
});
