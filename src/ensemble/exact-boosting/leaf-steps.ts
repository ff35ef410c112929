import { NO_CHILD, type Tree } from '../../kernels/tree/tree-nodes.js';
import type { Loss } from '../losses/loss.js';
import { MultinomialLogLoss } from '../losses/multinomial-log-loss.js';
import { SquaredErrorLoss } from '../losses/squared-error-loss.js';

/** The rows that a tree was grown on, as the steps of its leaves need them. */
export interface SteppedRows {
  readonly y: Float64Array;
  /** The scores before the step. */
  readonly scores: Float64Array;
  /** The negative gradients. */
  readonly targets: Float64Array;
  /** The second derivatives, where the loss is smooth. */
  readonly hessian: Float64Array | null;
  /** Rows of weight 0 were left out. */
  readonly weights: Float64Array;
}

/** A denominator below this counts as 0, and so does the step. */
const LEAST = 1e-150;

/**
 * Puts the best step of each leaf in the place of its mean gradient: a Newton step of smooth losses, and of others what
 * the loss itself says of the leaf's residuals.
 */
export function setLeafSteps(tree: Tree, leaves: Int32Array, loss: Loss, rows: SteppedRows): void {
  // The mean residual that the tree has found is the best step already.
  if (loss instanceof SquaredErrorLoss) return;
  if (loss.leafStep === null) setNewtonSteps(tree, leaves, loss, rows);
  else setOwnSteps(tree, leaves, loss.leafStep, rows);
}

function setNewtonSteps(
  tree: Tree,
  leaves: Int32Array,
  loss: Loss,
  { targets, hessian, weights }: SteppedRows,
): void {
  const nodes = tree.value.length;
  const numerators = new Float64Array(nodes);
  const denominators = new Float64Array(nodes);
  for (let i = 0; i < leaves.length; i++) {
    const weight = weights[i]!;
    if (weight === 0) continue;
    numerators[leaves[i]!]! += weight * targets[i]!;
    denominators[leaves[i]!]! += weight * hessian![i]!;
  }
  // The factor is Friedman's (2001, algorithm 6).
  const factor = loss instanceof MultinomialLogLoss ? (loss.width - 1) / loss.width : 1;
  for (let node = 0; node < nodes; node++) {
    if (tree.childrenLeft[node] !== NO_CHILD) continue;
    const curvature = denominators[node]! / tree.weightedNNodeSamples[node]!;
    const slope = (factor * numerators[node]!) / tree.weightedNNodeSamples[node]!;
    tree.value[node] = Math.abs(curvature) < LEAST ? 0 : slope / curvature;
  }
}

function setOwnSteps(
  tree: Tree,
  leaves: Int32Array,
  step: NonNullable<Loss['leafStep']>,
  { y, scores, weights }: SteppedRows,
): void {
  const rowsOf = new Map<number, number[]>();
  for (let i = 0; i < leaves.length; i++) {
    if (weights[i] === 0) continue;
    const rows = rowsOf.get(leaves[i]!);
    if (rows === undefined) rowsOf.set(leaves[i]!, [i]);
    else rows.push(i);
  }
  for (const [leaf, rows] of rowsOf) {
    const residuals = Float64Array.from(rows, (row) => y[row]! - scores[row]!);
    tree.value[leaf] = step(
      residuals,
      Float64Array.from(rows, (row) => weights[row]!),
    );
  }
}
