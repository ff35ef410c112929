import { type CrewPlan, help } from '../../src/threads/crew.js';
import type { Task } from '../../src/threads/task.js';

/** What a crew of the tests works on: who has done each share, and what helpers are told to do. */
export interface Ticks {
  /** How often each share was done. */
  readonly done: Int32Array;
  /** How many shares each member did. */
  readonly by: Int32Array;
  /** The first share of a helper ends its thread ('exit') or never ends ('hang'). */
  readonly deed: 'work' | 'exit' | 'hang';
}

/** Ticks shares off, slowly enough for others to come. */
export function tick({ done, by }: Ticks, worker: number, share: number): void {
  const until = performance.now() + 0.05;
  while (performance.now() < until);
  Atomics.add(done, share, 1);
  Atomics.add(by, worker, 1);
}

export const ticking: Task<CrewPlan<Ticks>, number, null> = {
  name: 'ticking',
  open({ board, common }) {
    return (worker) => {
      help(board, (share) => {
        if (common.deed === 'exit') process.exit(3);
        if (common.deed === 'hang') for (;;);
        tick(common, worker, share);
      });
      return null;
    };
  },
};
