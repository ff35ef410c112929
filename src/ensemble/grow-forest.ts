import type { FitContext } from '../core/index.js';
import { InvalidDataError, InvalidParameterError } from '../errors/index.js';
import type { Tree } from '../kernels/tree/tree-nodes.js';
import { randomFrom } from '../random/index.js';
import { runTasks, threadCount } from '../threads/index.js';
import { columnsFor } from '../tree/grow-tree.js';
import { growthFor } from '../tree/tree-growth.js';
import type { GrowthParams, MaxFeatures } from '../tree/tree-params.js';
import type { TreeTable } from '../tree/tree-table.js';
import { bootstrapSize } from './bootstrap.js';
import { checkWarmStart } from './check-warm-start.js';
import type { ForestSample } from './forest-sample.js';
import { type ForestPlan, growTrees, plainColumns, type TreeTarget } from './grow-trees-task.js';

/** What every fitted forest remembers. */
export interface ForestState {
  readonly trees: readonly Tree[];
  /** The seed of each tree, from which its rows can be drawn again. */
  readonly seeds: Float64Array;
  readonly outOfBag: OutOfBag | null;
  /** Whether each tree of a classifier has one vote, instead of the mean of their probabilities being taken. */
  readonly votes?: boolean;
  /** Which rows the trees grew on; null with engine 'ml', which does not say. */
  readonly sample: ForestSample | null;
}

/** The predictions for each row by the trees that did not see it. */
export interface OutOfBag {
  /** One number a row, or one for each class; NaN for rows that every tree saw. */
  readonly values: Float64Array;
  readonly score: number;
}

/** The parameters that all forests have. */
export type ForestParams = GrowthParams & {
  readonly nEstimators: number;
  readonly maxFeatures: MaxFeatures;
  readonly bootstrap: boolean;
  readonly maxSamples: number | null;
  readonly oobScore: boolean | ((...args: never[]) => number);
  readonly warmStart: boolean;
  readonly nJobs: number | null;
};

/** Rows that the trees of one task have together, if a task has several trees, and how many tasks a thread gets. */
const CHUNK_ROWS = 20_000;
const CHUNKS_PER_THREAD = 8;

/** Refuses parameters that contradict each other. */
export function checkForestParams(owner: string, params: ForestParams): void {
  if (params.bootstrap) return;
  for (const name of ['oobScore', 'maxSamples'] as const) {
    if (params[name] === false || params[name] === null) continue;
    throw new InvalidParameterError(
      owner,
      name,
      `${owner}: ${name} needs rows drawn for each tree. Set bootstrap: true, or leave ${name} at its default.`,
    );
  }
}

/** Grows trees until there are `nEstimators`. Every tree has a seed of its own, drawn before the first grows. */
export async function growForest<P extends ForestParams>(
  owner: string,
  X: TreeTable,
  target: TreeTarget,
  weights: Float64Array | null,
  context: FitContext<P>,
  known: ForestState | null,
  splitter: 'best' | 'random',
  balanced = false,
): Promise<ForestState> {
  const { params } = context;
  const { nEstimators } = params;
  const random = randomFrom(params.randomState);
  const drawn = Float64Array.from({ length: nEstimators }, () => random.childSeed());
  const present = known?.trees ?? [];
  const seeds = drawn.map((seed, t) => known?.seeds[t] ?? seed);
  checkWarmStart(
    owner,
    { parameter: 'nEstimators', wanted: nEstimators, present: present.length, what: 'trees' },
    context,
  );
  const growth = growthFor({ ...params, splitter }, X, 'in a forest');
  const plan: ForestPlan = {
    columns: plainColumns(await columnsFor(X, growth, context)),
    target,
    growth,
    ccpAlpha: params.ccpAlpha,
    weights,
    drawnRows: params.bootstrap ? bootstrapSize(params.maxSamples, X.rows, weights) : null,
    balanced,
  };
  const draw = plan.drawnRows === null ? null : { size: plan.drawnRows, weights };
  const threads = threadCount(params.nJobs);
  let done = present.length;
  const grown = await runTasks(growTrees, plan, inChunks(seeds.subarray(done), X.rows, threads), {
    threads,
    signal: context.options.signal,
    onWarning: (warning) => context.warn(warning),
    onDone(trees) {
      for (const _ of trees) context.progress(++done, nEstimators);
    },
  });
  const sample = { rows: X.rows, draw };
  return { trees: [...present, ...grown.flat()], seeds, outOfBag: null, sample };
}

/** The seeds by the task: one tree each here; for threads enough small trees that the way there and back is nothing. */
function inChunks(seeds: Float64Array, rows: number, threads: number): number[][] {
  const evenly = Math.ceil(seeds.length / (CHUNKS_PER_THREAD * threads));
  const size = threads === 1 ? 1 : Math.max(1, Math.min(evenly, Math.floor(CHUNK_ROWS / rows)));
  const chunks: number[][] = [];
  for (let t = 0; t < seeds.length; t += size) chunks.push(Array.from(seeds.subarray(t, t + size)));
  return chunks;
}

/** The trees of the last fit, where they are to be kept and fit the data; those of engine 'ml' have no seeds and are not. */
export function treesToKeep(
  owner: string,
  warmStart: boolean,
  last: { readonly state: ForestState; readonly columns: number } | null,
  columns: number,
): ForestState | null {
  if (!warmStart || last === null || last.state.seeds.length === 0) return null;
  if (last.columns === columns) return last.state;
  throw new InvalidDataError(
    `${owner}: warmStart keeps trees that saw ${last.columns} columns, but X has ${columns}. Set warmStart: false.`,
  );
}
