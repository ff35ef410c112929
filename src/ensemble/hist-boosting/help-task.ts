import { type BoostingShape, boostingMemory } from '../../kernels/boosting/memory.js';
import { doShare } from '../../kernels/boosting/shares.js';
import { Workspace } from '../../kernels/wasm/workspace.js';
import { type CrewPlan, help, type Task } from '../../threads/index.js';

/** The memory that a job of boosting works in. */
interface SharedJob {
  readonly memory: WebAssembly.Memory;
  readonly shape: BoostingShape;
}

/** Helps to grow the trees of one job. */
export const helpToGrow: Task<CrewPlan<SharedJob>, number, null> = {
  name: 'helpToGrow',
  open({ board, common: { memory: shared, shape } }) {
    // Laid out as in the thread that leads: the same arrays at the same places.
    const memory = boostingMemory(new Workspace(shared), shape);
    return (worker) => {
      help(board, (share) => doShare(memory, worker, share));
      return null;
    };
  },
};
