import type { FitContext } from '../core/index.js';
import type { Matrix } from '../data/index.js';
import { DataWarning, InvalidDataError, InvalidParameterError } from '../errors/index.js';
import type { Criterion } from '../kernels/tree/criterion.js';
import { pruneTree } from '../kernels/tree/prune-tree.js';
import { TreeGrower } from '../kernels/tree/tree-grower.js';
import type { Tree } from '../kernels/tree/tree-nodes.js';
import { RandomState, randomFrom } from '../random/index.js';
import { growTree, ranked } from '../tree/grow-tree.js';
import { growthFor } from '../tree/tree-growth.js';
import type { GrowthParams, MaxFeatures } from '../tree/tree-params.js';
import { bootstrapCounts, bootstrapSize } from './bootstrap.js';

/** What every fitted forest remembers. */
export interface ForestState {
  readonly trees: readonly Tree[];
  /** The seed of each tree, from which its rows can be drawn again. */
  readonly seeds: Float64Array;
  readonly outOfBag: OutOfBag | null;
  /** Whether each tree of a classifier has one vote, instead of the mean of their probabilities being taken. */
  readonly votes?: boolean;
}

/** The predictions for each row by the trees that did not see it. */
export interface OutOfBag {
  /** One number a row, or one for each class; NaN for rows that every tree saw. */
  readonly values: Float64Array;
  readonly score: number;
}

/** The parameters that both forests have. */
export type ForestParams = GrowthParams & {
  readonly nEstimators: number;
  readonly maxFeatures: MaxFeatures;
  readonly bootstrap: boolean;
  readonly maxSamples: number | null;
  readonly oobScore: boolean;
  readonly warmStart: boolean;
};

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
  X: Matrix,
  criterion: Criterion,
  weights: Float64Array | null,
  context: FitContext<P>,
  known: ForestState | null,
  adjust: (counts: Float64Array) => void = () => {},
): Promise<ForestState> {
  const { params } = context;
  const { nEstimators } = params;
  const random = randomFrom(params.randomState);
  const drawn = Float64Array.from({ length: nEstimators }, () => random.childSeed());
  const trees: Tree[] = known === null ? [] : [...known.trees];
  const seeds = drawn.map((seed, t) => known?.seeds[t] ?? seed);
  checkWarmStart(owner, nEstimators, trees.length, context);
  const size = bootstrapSize(params.maxSamples, X.rows, weights);
  const grower = new TreeGrower(
    await ranked(X, context),
    criterion,
    growthFor(params, X.rows, X.cols, 'in a forest'),
  );
  while (trees.length < nEstimators) {
    const seed = seeds[trees.length]!;
    let treeWeights = weights;
    if (params.bootstrap) {
      treeWeights = bootstrapCounts(seed, X.rows, size, weights);
      adjust(treeWeights);
    }
    const tree = await growTree(grower, treeWeights, new RandomState(seed).childSeed(), context);
    trees.push(pruneTree(tree, params.ccpAlpha));
    context.progress(trees.length, nEstimators);
    await context.pause();
  }
  return { trees, seeds, outOfBag: null };
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

function checkWarmStart<P extends object>(
  owner: string,
  wanted: number,
  present: number,
  context: FitContext<P>,
): void {
  if (present > wanted) {
    throw new InvalidParameterError(
      owner,
      'nEstimators',
      `${owner}: with warmStart nEstimators must be at least ${present}, the trees there are. Got ${wanted}.`,
    );
  }
  if (present === wanted) {
    context.warn(
      new DataWarning(
        `${owner}: warmStart adds no trees, for there are ${present} already. Raise nEstimators.`,
      ),
    );
  }
}
