import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { DataWarning, InvalidDataError } from '../../src/errors/index.js';
import type { Task } from '../../src/threads/task.js';

export type Deed =
  | { readonly do: 'add'; readonly to: number }
  | {
      readonly do:
        | 'warn'
        | 'fail'
        | 'exit'
        | 'throw later'
        | 'spin'
        | 'hoard'
        | 'pause'
        | 'weigh'
        | 'exit soon';
    }
  | { readonly do: 'wait'; readonly ms: number; readonly andFail?: boolean };

export interface RoughCommon {
  readonly numbers: Float64Array;
}

/** A task that behaves as badly as it is told. */
export const rough: Task<RoughCommon, Deed, number> = {
  name: 'rough',
  open({ numbers }) {
    return async (deed, context) => {
      switch (deed.do) {
        case 'add':
          return deed.to + numbers[0]!;
        case 'warn':
          context.warn(new DataWarning('odd data'));
          return 0;
        case 'fail':
          throw new InvalidDataError('bad row', { row: 3 }).at('step');
        case 'exit':
          return process.exit(3);
        case 'exit soon':
          setTimeout(() => process.exit(0), 20);
          return 0;
        case 'throw later':
          setTimeout(() => {
            throw new TypeError('from a timer');
          });
          return new Promise(() => {});
        case 'spin':
          for (;;);
        case 'hoard': {
          const hoard: unknown[] = [];
          for (;;) hoard.push(new Array(1000).fill(hoard.length));
        }
        case 'pause':
          for (;;) await context.pause();
        case 'weigh':
          return heapBytes();
        case 'wait':
          await new Promise((resolve) => setTimeout(resolve, deed.ms));
          if (deed.andFail) throw new InvalidDataError(`after ${deed.ms}`);
          return deed.ms;
      }
    };
  },
};

/** What this thread's objects take up after what is no longer needed was thrown away. */
export function heapBytes(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed;
}
