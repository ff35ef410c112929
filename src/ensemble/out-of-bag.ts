import type { FitContext } from '../core/index.js';
import type { Matrix } from '../data/index.js';
import { DataWarning, InvalidParameterError, showValue } from '../errors/index.js';
import { addValues } from '../kernels/tree/leaf-values.js';
import type { Tree } from '../kernels/tree/tree-nodes.js';
import { runTasks, share, type Task, threadCount } from '../threads/index.js';
import { bootstrapCounts } from './bootstrap.js';
import type { ForestParams, ForestState } from './grow-forest.js';

/** Trees that wait for each other to be added up, for each thread: as many answers are held at a time. */
const BATCH_PER_THREAD = 4;

interface Common {
  readonly data: Float64Array;
  readonly rows: number;
  readonly cols: number;
  readonly width: number;
  readonly drawnRows: number;
  readonly weights: Float64Array | null;
}

interface Unseen {
  /** The rows that were not drawn for a tree. */
  readonly rows: Int32Array;
  /** The values of their leaves. */
  readonly values: Float64Array;
}

/** The values of a tree's leaves for the rows that it did not see. */
export const walkUnseen: Task<Common, { readonly seed: number; readonly tree: Tree }, Unseen> = {
  name: 'walkUnseen',
  open:
    ({ data, rows, cols, width, drawnRows, weights }) =>
    ({ seed, tree }) => {
      const counts = bootstrapCounts(seed, rows, drawnRows, weights);
      const unseen = Int32Array.from(counts.keys()).filter((row) => counts[row] === 0);
      const own = new Float64Array(unseen.length * cols);
      unseen.forEach((row, k) => {
        own.set(data.subarray(row * cols, (row + 1) * cols), k * cols);
      });
      const values = new Float64Array(unseen.length * width);
      addValues([tree], own, unseen.length, cols, width, values);
      return { rows: unseen, values };
    },
  movable: ({ rows, values }) => [rows.buffer as ArrayBuffer, values.buffer as ArrayBuffer],
};

/** The mean values of each row's leaves over the trees that did not draw the row; NaN where all did. */
export async function outOfBagValues<P extends ForestParams>(
  owner: string,
  X: Matrix,
  { trees, seeds, sample }: ForestState,
  width: number,
  context: FitContext<P>,
): Promise<Float64Array> {
  const { size, weights } = sample!.draw!;
  const { data, rows, cols } = X;
  const threads = threadCount(context.params.nJobs);
  const plan = { data, rows, cols, width, drawnRows: size, weights };
  const common = threads === 1 ? plan : share(plan);
  const sums = new Float64Array(rows * width);
  const votes = new Int32Array(rows);
  const batch = threads * BATCH_PER_THREAD;
  for (let t = 0; t < trees.length; t += batch) {
    const inputs = trees.slice(t, t + batch).map((tree, k) => ({ seed: seeds[t + k]!, tree }));
    const { signal } = context.options;
    // In the order of the trees, for sums depend on it.
    for (const unseen of await runTasks(walkUnseen, common, inputs, { threads, signal })) {
      addUnseen(unseen, width, sums, votes);
    }
    await context.pause();
  }
  if (votes.includes(0)) {
    context.warn(
      new DataWarning(
        `${owner}: some rows were drawn for every tree, so they have no out-of-bag prediction. Raise nEstimators.`,
      ),
    );
  }
  return sums.map((sum, p) => sum / votes[Math.floor(p / width)]!);
}

function addUnseen({ rows, values }: Unseen, width: number, sums: Float64Array, votes: Int32Array): void {
  rows.forEach((row, k) => {
    votes[row]!++;
    for (let c = 0; c < width; c++) sums[row * width + c]! += values[k * width + c]!;
  });
}

/** The rows that have an out-of-bag prediction. */
export function predictedRows(values: Float64Array, width: number): Int32Array {
  const rows = Int32Array.from({ length: values.length / width }, (_, row) => row);
  return rows.filter((row) => !Number.isNaN(values[row * width]!));
}

/** The score of some rows by a metric, the user's own or that of the forest; NaN without rows. */
export function outOfBagScore<T>(
  owner: string,
  metric: (yTrue: T, yPred: T) => number,
  rows: Int32Array,
  yTrue: T,
  yPred: T,
): number {
  if (rows.length === 0) return Number.NaN;
  const score: unknown = metric(yTrue, yPred);
  if (typeof score === 'number') return score;
  throw new InvalidParameterError(
    owner,
    'oobScore',
    `The function given as oobScore of ${owner} must return a number. Got ${showValue(score)}.`,
  );
}
