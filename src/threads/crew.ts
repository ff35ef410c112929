import { WorkerError } from '../errors/index.js';
import { Cancellation } from './cancellation.js';
import type { Pool } from './pool.js';
import { Rounds } from './rounds.js';
import { sharedPool } from './run-tasks.js';
import { share } from './share.js';
import type { Task } from './task.js';

/** Words of a board, each in a cache line of its own, as several threads write to them. */
const OFFER = 0;
const DONE = 16;
const SLEEPERS = 32;
const WAKE = 48;
const WAITS = 64;
const CLOSED = 80;
const PRESENT = 96;
const WORDS = 112;

/** Shares of one piece of work at most: an offer is one word of two numbers. */
const MOST_SHARES = 0xffff;

/**
 * How often a thread looks before it sleeps, which takes about a millisecond: longer than the work between two shares
 * that is not shared, and than a share.
 */
const LOOKS = 300_000;

/** Where a crew's work is offered, taken and ticked off: words that threads share. */
export type Board = Int32Array;

/** What all members of a crew are told: the board, and what the work is on. */
export interface CrewPlan<Common> {
  readonly board: Board;
  readonly common: Common;
}

/** How a crew is put together. */
export interface CrewOptions {
  /** How many work, this thread among them. */
  readonly threads: number;
  readonly signal?: AbortSignal | undefined;
  /** Other threads than those that all jobs share. */
  readonly pool?: Pool;
  /** How long a share that another thread has taken is waited for, in ms (10,000). */
  readonly patienceMs?: number;
}

/**
 * Threads that do pieces of work of some microseconds together with this one, over memory that they share. Nobody is
 * waited for before a share is taken: a helper that is late, or not there, leaves its shares to the others.
 */
export class Crew {
  readonly size: number;
  readonly #board: Board;
  readonly #doShare: (share: number) => void;
  readonly #patienceMs: number;
  readonly #rounds = new Rounds();
  #isHelped = true;

  constructor(board: Board, size: number, doShare: (share: number) => void, patienceMs: number) {
    this.size = size;
    this.#patienceMs = patienceMs;
    this.#board = board;
    this.#doShare = doShare;
  }

  /**
   * Begins a round of work that takes about as long as any other. Rounds with and without help are compared, and the
   * quicker way is gone on with; without rounds there is always help.
   */
  beginRound(): void {
    this.#isHelped = this.#rounds.next(performance.now(), Atomics.load(this.#board, PRESENT) > 0);
  }

  /**
   * Has shares 0, 1, ... done, and returns when all are; blocks this thread meanwhile. Throws WorkerError when one
   * that a helper has taken is not done in time.
   */
  work(shares: number): void {
    if (shares === 1 || this.size === 1 || !this.#isHelped) {
      for (let own = 0; own < shares; own++) this.#doShare(own);
      return;
    }
    if (shares > MOST_SHARES)
      throw new RangeError(`Work is for at most ${MOST_SHARES} shares, not ${shares}.`);
    const board = this.#board;
    Atomics.store(board, DONE, 0);
    Atomics.store(board, OFFER, shares << 16);
    if (Atomics.load(board, SLEEPERS) > 0) wake(board);
    for (let taken = take(board); taken >= 0; taken = take(board)) {
      this.#doShare(taken);
      Atomics.add(board, DONE, 1);
    }
    waitForAll(board, shares, this.#patienceMs);
  }
}

/**
 * Runs a job with a crew: this thread does shares with `doShare`, and `threads` - 1 others as the task says, each of
 * which is given its number, 1, 2, ... They leave when the job is over, and are waited for.
 */
export async function withCrew<Common, T>(
  task: Task<CrewPlan<Common>, number, null>,
  common: Common,
  doShare: (share: number) => void,
  { threads, signal, pool = sharedPool, patienceMs = 10_000 }: CrewOptions,
  job: (crew: Crew) => Promise<T>,
): Promise<T> {
  // Pages of a browser mostly have no memory to share, and work alone.
  if (threads === 1) return job(new Crew(new Int32Array(WORDS), 1, doShare, patienceMs));
  const board = new Int32Array(new SharedArrayBuffer(WORDS * 4));
  const crew = new Crew(board, threads, doShare, patienceMs);
  signal?.throwIfAborted();
  const cancellation = new Cancellation();
  const poolJob = { task: task.name, common: share({ board, common }), threads: threads - 1, cancellation };
  return pool.withJob(poolJob, async (run) => {
    // A helper that cannot be had, or is lost between two shares, is done without.
    const helpers = Array.from({ length: threads - 1 }, (_, h) => run(h + 1).catch(() => null));
    try {
      return await job(crew);
    } finally {
      Atomics.store(board, CLOSED, 1);
      wake(board);
      // Ends those that do not leave by themselves.
      cancellation.cancel();
      await Promise.all(helpers);
    }
  });
}

/** Does shares of a crew's work until the crew is given up; blocks the thread. */
export function help(board: Board, doShare: (share: number) => void): void {
  let looks = 0;
  Atomics.add(board, PRESENT, 1);
  while (Atomics.load(board, CLOSED) === 0) {
    const taken = take(board);
    if (taken >= 0) {
      doShare(taken);
      Atomics.add(board, DONE, 1);
      if (Atomics.load(board, WAITS) === 1) Atomics.notify(board, DONE);
      looks = 0;
    } else if (++looks > LOOKS) {
      sleep(board);
      looks = 0;
    }
  }
}

/** The next share of what is offered, or -1 when all are taken. */
function take(board: Board): number {
  for (;;) {
    const offer = Atomics.load(board, OFFER);
    const next = offer & MOST_SHARES;
    if (next >= offer >>> 16) return -1;
    // Even where another offer has come to look the same meanwhile, this takes a share of that.
    if (Atomics.compareExchange(board, OFFER, offer, offer + 1) === offer) return next;
  }
}

function waitForAll(board: Board, shares: number, patienceMs: number): void {
  for (let looks = 0; looks < LOOKS; looks++) if (Atomics.load(board, DONE) === shares) return;
  const until = performance.now() + patienceMs;
  Atomics.store(board, WAITS, 1);
  for (;;) {
    const done = Atomics.load(board, DONE);
    if (done === shares) break;
    const left = until - performance.now();
    if (left <= 0) {
      throw new WorkerError('A worker thread that had taken a share of the work did not finish it.');
    }
    Atomics.wait(board, DONE, done, left);
  }
  Atomics.store(board, WAITS, 0);
}

/** Sleeps until there is an offer. */
function sleep(board: Board): void {
  const seen = Atomics.load(board, WAKE);
  Atomics.add(board, SLEEPERS, 1);
  const offer = Atomics.load(board, OFFER);
  const nothing = (offer & MOST_SHARES) >= offer >>> 16 && Atomics.load(board, CLOSED) === 0;
  if (nothing) Atomics.wait(board, WAKE, seen);
  Atomics.sub(board, SLEEPERS, 1);
}

function wake(board: Board): void {
  Atomics.add(board, WAKE, 1);
  Atomics.notify(board, WAKE);
}
