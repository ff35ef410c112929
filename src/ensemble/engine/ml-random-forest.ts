import type { TreeNode, TreeOptions } from 'ml-cart';
import type { Matrix as MlMatrix } from 'ml-matrix';
import type { Matrix } from '../../data/index.js';
import type { Criterion } from '../../kernels/tree/criterion.js';
import type { Tree } from '../../kernels/tree/tree-nodes.js';
import { randomFrom } from '../../random/index.js';
import { convertMlTree } from '../../tree/engine/convert-ml-tree.js';
import { mlMatrix, mlTreeOptions, train } from '../../tree/engine/ml-cart.js';
import { columnCount } from '../../tree/tree-growth.js';
import type { ForestParams, ForestState } from '../grow-forest.js';

/** The parameters that a forest of ml-random-forest can honour. */
export const HONOURED_BY_ML_RANDOM_FOREST = [
  'nEstimators',
  'maxDepth',
  'minSamplesSplit',
  'maxFeatures',
  'bootstrap',
  'randomState',
  'engine',
  // It has one thread whatever is asked, and the result would be the same.
  'nJobs',
];

/** What is used of ml-random-forest 2, whose own types do not compile. */
interface MlRandomForest {
  readonly RandomForestClassifier: new (options: ForestOptions) => ForestModel;
  readonly RandomForestRegression: new (options: ForestOptions) => ForestModel;
}

interface ForestOptions {
  readonly nEstimators: number;
  readonly maxFeatures: number;
  readonly replacement: boolean;
  readonly useSampleBagging: boolean;
  readonly noOOB: boolean;
  readonly seed: number;
  readonly treeOptions: TreeOptions;
}

interface ForestModel {
  readonly estimators: readonly { readonly root: TreeNode }[];
  /** For each tree the columns it saw. */
  readonly indexes: readonly (readonly number[])[];
  train(X: MlMatrix, y: readonly number[]): void;
}

/**
 * Trains with ml-random-forest, whose forests draw the columns once a tree. Its classifiers count one vote a
 * tree, so leaves hold the vote; its regressors average. Weights and impurities are those of all rows, for
 * the package does not say which it drew.
 */
export async function trainMlRandomForest(
  owner: string,
  kind: 'classifier' | 'regressor',
  X: Matrix,
  targets: ArrayLike<number>,
  criterion: Criterion,
  params: ForestParams,
): Promise<ForestState> {
  const { RandomForestClassifier, RandomForestRegression } = (await import(
    'ml-random-forest'
  )) as unknown as MlRandomForest;
  const Model = kind === 'classifier' ? RandomForestClassifier : RandomForestRegression;
  const model = new Model(mlForestOptions(owner, params, X.cols));
  train(owner, 'ml-random-forest', () => model.train(mlMatrix(X), Array.from(targets)));
  const leafValue = kind === 'classifier' ? writeVote(criterion.width) : writeMean;
  const trees = model.estimators.map(({ root }, t): Tree => {
    const columns = model.indexes[t]!;
    return convertMlTree(root, X, criterion, (column) => columns[column]!, leafValue);
  });
  const votes = kind === 'classifier';
  return { trees, seeds: new Float64Array(0), outOfBag: null, votes, sample: null };
}

/** The options of ml-random-forest that mean the same. */
export function mlForestOptions(owner: string, params: ForestParams, cols: number): ForestOptions {
  const columns = Math.min(columnCount(params.maxFeatures, cols), cols);
  return {
    nEstimators: params.nEstimators,
    // A share that gives this number when rounded down, for the number 1 would mean all columns.
    maxFeatures: columns === cols ? 1 : (columns + 0.5) / cols,
    // Columns drawn twice would only make the trees smaller.
    replacement: false,
    useSampleBagging: params.bootstrap,
    // Its out-of-bag results throw where a row was drawn for every tree.
    noOOB: true,
    seed: params.randomState ?? randomFrom(null).childSeed(),
    treeOptions: mlTreeOptions(owner, params),
  };
}

function writeVote(width: number): (node: TreeNode, value: Float64Array, at: number) => void {
  return ({ distribution }, value, at) => {
    const shares = (distribution as MlMatrix).getRow(0);
    value.fill(0, at, at + width);
    value[at + shares.indexOf(Math.max(...shares))] = 1;
  };
}

function writeMean({ distribution }: TreeNode, value: Float64Array, at: number): void {
  value[at] = distribution as number;
}
