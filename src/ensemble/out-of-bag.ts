import type { FitContext } from '../core/index.js';
import type { Matrix } from '../data/index.js';
import { DataWarning } from '../errors/index.js';
import { addValues } from '../kernels/tree/walk-tree.js';
import { bootstrapCounts, bootstrapSize } from './bootstrap.js';
import type { ForestParams, ForestState } from './grow-forest.js';

/** The mean values of each row's leaves over the trees that did not draw the row; NaN where all did. */
export async function outOfBagValues<P extends ForestParams>(
  owner: string,
  X: Matrix,
  { trees, seeds }: ForestState,
  weights: Float64Array | null,
  width: number,
  context: FitContext<P>,
): Promise<Float64Array> {
  const size = bootstrapSize(context.params.maxSamples, X.rows, weights);
  const sums = new Float64Array(X.rows * width);
  const votes = new Int32Array(X.rows);
  for (const [t, tree] of trees.entries()) {
    const counts = bootstrapCounts(seeds[t]!, X.rows, size, weights);
    const unseen = Int32Array.from(counts.keys()).filter((row) => counts[row] === 0);
    const values = new Float64Array(unseen.length * width);
    addValues(tree, X.selectRows(unseen).data, unseen.length, X.cols, width, values);
    unseen.forEach((row, k) => {
      votes[row]!++;
      for (let c = 0; c < width; c++) sums[row * width + c]! += values[k * width + c]!;
    });
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
