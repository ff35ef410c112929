/// <reference path="./ml-cart-types.d.ts" />
import type { TreeNode, TreeOptions } from 'ml-cart';
import { Matrix as MlMatrix } from 'ml-matrix';
import type { Matrix } from '../../data/index.js';
import { UnsupportedError } from '../../errors/index.js';
import type { Criterion } from '../../kernels/tree/criterion.js';
import type { Tree } from '../../kernels/tree/tree-nodes.js';
import { convertMlTree } from './convert-ml-tree.js';
import { wholeRows } from './honoured.js';

/** Trains with ml-cart; `targets` are class codes from 0, or numbers. */
export async function trainMlCart(
  owner: string,
  kind: 'classifier' | 'regressor',
  X: Matrix,
  targets: ArrayLike<number>,
  criterion: Criterion,
  params: { readonly maxDepth: number | null; readonly minSamplesSplit: number },
): Promise<Tree> {
  const { DecisionTreeClassifier, DecisionTreeRegression } = await import('ml-cart');
  const Model = kind === 'classifier' ? DecisionTreeClassifier : DecisionTreeRegression;
  const model = new Model(mlTreeOptions(owner, params));
  const y = Array.from(targets);
  train(owner, 'ml-cart', () => {
    const table = mlMatrix(X);
    model.train(table, y);
    // ml-cart takes an error of 0 after the first split for one that changed nothing, as its parent's "gain" is 0.
    if (kind === 'regressor' && model.root.gain === 0 && !isSplit(model.root))
      model.root.train(table, y, 0, -1);
  });
  return convertMlTree(model.root, X, criterion, (column) => column);
}

/** The options of ml-cart that mean the same. */
export function mlTreeOptions(
  owner: string,
  params: { readonly maxDepth: number | null; readonly minSamplesSplit: number },
): TreeOptions {
  return {
    maxDepth: params.maxDepth ?? Number.POSITIVE_INFINITY,
    // ml-cart splits nodes of more rows than this.
    minNumSamples: wholeRows(owner, 'minSamplesSplit', params.minSamplesSplit) - 1,
    // With its own 0.01 (0 in regression) ml-cart refuses XOR, small gains and perfect regression splits.
    gainThreshold: -1,
  };
}

export function mlMatrix(X: Matrix): MlMatrix {
  return MlMatrix.from1DArray(X.rows, X.cols, X.data);
}

/** Runs a package's training; its stack overflows on very deep trees. */
export function train(owner: string, dependency: string, run: () => void): void {
  try {
    run();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UnsupportedError(
      `${owner}: ${dependency} could not train on this data (${reason}). Use engine 'fast'.`,
      { cause: error },
    );
  }
}

function isSplit(node: TreeNode): boolean {
  return node.left !== undefined && node.right !== undefined;
}
