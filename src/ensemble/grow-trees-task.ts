import type { EncodedLabels } from '../data/index.js';
import type { Criterion } from '../kernels/tree/criterion.js';
import { pruneTree } from '../kernels/tree/prune-tree.js';
import type { RankedColumns } from '../kernels/tree/ranked-columns.js';
import { TieMarks, type TieParts } from '../kernels/tree/tie-marks.js';
import type { Growth } from '../kernels/tree/tree-grower.js';
import type { Tree } from '../kernels/tree/tree-nodes.js';
import { RandomState } from '../random/index.js';
import type { Task } from '../threads/index.js';
import { growerFor, growTree } from '../tree/grow-tree.js';
import {
  type ClassCriterion,
  classCriterion,
  type TargetCriterion,
  targetCriterion,
} from '../tree/tree-criteria.js';
import { balanceCounts, bootstrapCounts } from './bootstrap.js';

/** What trees are to predict and how they measure it, as plain data. */
export type TreeTarget =
  | { readonly criterion: ClassCriterion; readonly labels: EncodedLabels }
  | { readonly criterion: TargetCriterion; readonly values: Float64Array; readonly outputs: number };

/** What all trees of a forest have in common, as plain data that threads share. */
export interface ForestPlan {
  readonly columns: Omit<RankedColumns, 'ties'> & { readonly ties: TieParts };
  readonly target: TreeTarget;
  readonly growth: Growth;
  readonly ccpAlpha: number;
  readonly weights: Float64Array | null;
  /** How many rows are drawn for each tree; null for all rows, once. */
  readonly drawnRows: number | null;
  /** Whether the classes among the drawn rows are to weigh the same. */
  readonly balanced: boolean;
}

/** The criterion that measures a target. */
export function criterionOf(target: TreeTarget): Criterion {
  if ('labels' in target) return classCriterion(target.criterion, target.labels);
  return targetCriterion(target.criterion, target.values, target.outputs);
}

/** The ranked columns as plain data. */
export function plainColumns(columns: RankedColumns): ForestPlan['columns'] {
  return { ...columns, ties: columns.ties.parts };
}

/** Grows one tree for each of the seeds. */
export const growTrees: Task<ForestPlan, readonly number[], readonly Tree[]> = {
  name: 'growTrees',
  open(plan) {
    const { rows, cols, ties } = plan.columns;
    const columns = { ...plan.columns, ties: new TieMarks(rows, cols, ties) };
    const grower = growerFor(columns, criterionOf(plan.target), plan.growth);
    return async (seeds, context) => {
      const trees: Tree[] = [];
      for (const seed of seeds) {
        const tree = await growTree(
          grower,
          weightsFor(plan, seed),
          new RandomState(seed).childSeed(),
          context,
        );
        trees.push(pruneTree(tree, plan.ccpAlpha));
        await context.pause();
      }
      return trees;
    };
  },
  movable(trees) {
    const arrays = trees.flatMap((tree) => Object.values(tree)).filter((part) => ArrayBuffer.isView(part));
    return [...new Set(arrays.map(({ buffer }) => buffer as ArrayBuffer))];
  },
};

/** The weights of the rows that are drawn for the tree of this seed. */
function weightsFor(
  { columns, target, weights, drawnRows, balanced }: ForestPlan,
  seed: number,
): Float64Array | null {
  if (drawnRows === null) return weights;
  const counts = bootstrapCounts(seed, columns.rows, drawnRows, weights);
  if (balanced && 'labels' in target)
    balanceCounts(counts, target.labels.codes, target.labels.classes.length);
  return counts;
}
