import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WorkerError } from '../../src/errors/index.js';
import { type Crew, withCrew } from '../../src/threads/crew.js';
import { Pool } from '../../src/threads/pool.js';
import { type Ticks, tick, ticking } from './crew-task.js';
import { bundle } from './rough-pool.js';

const SHARES = 40;
let pool: Pool;

beforeAll(async () => {
  const source = await bundle('./rough-worker.ts');
  pool = new Pool(async () => source);
});

afterAll(() => pool.close());

function ticks(threads: number, deed: Ticks['deed']): Ticks {
  const words = (count: number) => new Int32Array(new SharedArrayBuffer(count * 4));
  return { done: words(SHARES), by: words(threads), deed };
}

/** Runs a job with a crew that ticks shares off. */
function run<T>(
  on: Ticks,
  job: (crew: Crew) => Promise<T>,
  options: { readonly patienceMs?: number; readonly signal?: AbortSignal } = {},
): Promise<T> {
  const threads = on.by.length;
  return withCrew(ticking, on, (share) => tick(on, 0, share), { threads, pool, ...options }, job);
}

/** Work again and again, until each helper has done some of it. */
async function untilHelped(crew: Crew, on: Ticks): Promise<number> {
  let times = 0;
  while (on.by.some((count) => count === 0) && times < 5000) {
    crew.work(SHARES);
    times++;
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  return times;
}

describe('a crew', () => {
  it.each([1, 2, 4])('of %i does every share once, whoever does it', async (threads) => {
    const on = ticks(threads, 'work');
    const times = await run(on, (crew) => untilHelped(crew, on));
    expect([...on.done]).toEqual(new Array(SHARES).fill(times));
    expect(on.by.every((count) => count > 0)).toBe(true);
  });

  it('helps after its helpers have slept', async () => {
    const on = ticks(2, 'work');
    await run(on, async (crew) => {
      await untilHelped(crew, on);
      await new Promise((resolve) => setTimeout(resolve, 100));
      on.by.fill(0);
      await untilHelped(crew, on);
    });
    expect(on.by[1]).toBeGreaterThan(0);
  });

  it('gives back what the job gives, or the error that it throws, and lets its helpers go', async () => {
    const on = ticks(2, 'work');
    expect(await run(on, async (crew) => crew.size)).toBe(2);
    const failing = run(on, async (crew) => {
      await untilHelped(crew, on);
      throw new RangeError('of the job');
    });
    await expect(failing).rejects.toThrow('of the job');
    const again = ticks(2, 'work');
    await run(again, (crew) => untilHelped(crew, again));
    expect(pool.size).toBe(3);
  });

  it.each(['exit', 'hang'] as const)(
    'tells of a share that is lost (%s), and the pool goes on',
    async (deed) => {
      const lost = ticks(2, deed);
      const job = run(lost, (crew) => untilHelped(crew, lost), { patienceMs: 100 });
      await expect(job).rejects.toThrow(WorkerError);
      const on = ticks(2, 'work');
      await run(on, (crew) => untilHelped(crew, on));
      expect(on.by[1]).toBeGreaterThan(0);
    },
  );

  it('is not put together once the work is cancelled', async () => {
    const on = ticks(2, 'work');
    const signal = AbortSignal.abort(new Error('not wanted'));
    await expect(run(on, async () => 1, { signal })).rejects.toThrow('not wanted');
  });
});
