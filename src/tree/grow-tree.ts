import { type Matrix, SparseMatrix } from '../data/index.js';
import type { Criterion } from '../kernels/tree/criterion.js';
import { RandomGrower } from '../kernels/tree/random-grower.js';
import { type RankedColumns, rankColumns, unrankedColumns } from '../kernels/tree/ranked-columns.js';
import { type Growth, TreeGrower } from '../kernels/tree/tree-grower.js';
import type { Tree } from '../kernels/tree/tree-nodes.js';
import type { TreeTable } from './tree-table.js';

/** Values looked at between two pauses, some hundredths of a second's worth. */
const WORK = 1 << 21;

/** What a long job needs of the context of a fit. */
export interface Pausing {
  pause(): Promise<void>;
}

/** The rows as they are used here: trees work on dense data. */
export function denseRows(X: Matrix | SparseMatrix): Matrix {
  return X instanceof SparseMatrix ? X.toDense() : X;
}

/** The columns as the trees that are to grow on them need them: ranked, with pauses, unless cuts are random. */
export async function columnsFor(X: TreeTable, growth: Growth, context: Pausing): Promise<RankedColumns> {
  const { data, rows, cols } = X;
  if (growth.randomCuts) return unrankedColumns(data, rows, cols, growth.categories);
  const ranking = rankColumns(data, rows, cols, growth.categories);
  for (;;) {
    const step = ranking.next();
    if (step.done) return step.value;
    await context.pause();
  }
}

/** What grows trees of a kind. */
export function growerFor(
  columns: RankedColumns,
  criterion: Criterion,
  growth: Growth,
): TreeGrower | RandomGrower {
  return RandomGrower.over(columns, criterion, growth) ?? new TreeGrower(columns, criterion, growth);
}

/** Grows one tree with pauses; `weights` null counts every row once. */
export async function growTree(
  grower: TreeGrower | RandomGrower,
  weights: Float64Array | null,
  seed: number,
  context: Pausing,
): Promise<Tree> {
  if (grower instanceof RandomGrower) return grower.grow(weights, seed, WORK, () => context.pause());
  grower.begin(weights, seed);
  while (!grower.advance(WORK)) await context.pause();
  return grower.finish();
}

/** Grows a single tree from a table. */
export async function growOneTree(
  X: TreeTable,
  criterion: Criterion,
  growth: Growth,
  weights: Float64Array | null,
  seed: number,
  context: Pausing,
): Promise<Tree> {
  const grower = growerFor(await columnsFor(X, growth, context), criterion, growth);
  return growTree(grower, weights, seed, context);
}
