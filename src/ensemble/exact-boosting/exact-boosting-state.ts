import type { Classifier, Estimator, Regressor } from '../../core/index.js';
import type { Matrix, RowCells } from '../../data/index.js';
import { type PackedScores, packSteps, rowScorer } from '../../kernels/boosting/row-scores.js';
import type { Tree } from '../../kernels/tree/tree-nodes.js';
import { leavesOf } from '../../kernels/tree/walk-tree.js';
import type { Link } from '../losses/loss.js';

/** What predicts before the first tree: one constant for each score, or a fitted estimator. */
export type Start = { readonly constant: Float64Array } | { readonly estimator: Estimator };

/** What exact gradient boosting remembers. */
export interface ExactBoostingState {
  readonly start: Start;
  /** The trees, one for each score, iteration after iteration; their leaves hold whole steps. */
  readonly trees: readonly Tree[];
  /** How many scores a row has. */
  readonly width: number;
  /** What scores are of what is predicted. */
  readonly link: Link;
  /** What the steps are multiplied by. */
  readonly learningRate: number;
  /** The loss after each iteration, of the rows that it learnt from. */
  readonly trainScore: Float64Array;
  /** That of the held-out rows, where there were some. */
  readonly validationScore: Float64Array;
  /** That of the rows left out by `subsample`, and what each iteration took off it. */
  readonly outOfBag: { readonly scores: Float64Array; readonly improvement: Float64Array } | null;
}

/** The scores before the first tree: `[k * rows + i]` is the one of row i for score k. */
export function startScores(start: Start, X: Matrix, width: number, link: Link): Float64Array {
  const { rows } = X;
  const raw = new Float64Array(width * rows);
  if ('constant' in start) {
    for (let k = 0; k < width; k++) raw.fill(start.constant[k]!, k * rows, (k + 1) * rows);
    return raw;
  }
  if (link === 'identity') return Float64Array.from((start.estimator as Regressor).predict(X));
  const shares = (start.estimator as Classifier & { predictProba(X: Matrix): Matrix }).predictProba(X);
  for (let i = 0; i < rows; i++) writeLogits(shares.row(i).map(clip), raw, rows, i, width, link);
  return raw;
}

/** Adds the steps of a tree to the scores of all rows. */
export function addSteps(tree: Tree, X: Matrix, learningRate: number, scores: Float64Array): void {
  const leaves = leavesOf(tree, X.data, X.rows, X.cols);
  const { value } = tree;
  for (let i = 0; i < scores.length; i++) scores[i]! += learningRate * value[leaves[i]!]!;
}

/** The scores of all rows after every iteration in turn; the array is the same each time. */
export function* stagedScores(
  { start, trees, width, link, learningRate }: ExactBoostingState,
  X: Matrix,
): Generator<Float64Array> {
  const raw = startScores(start, X, width, link);
  for (const [t, tree] of trees.entries()) {
    const k = t % width;
    addSteps(tree, X, learningRate, raw.subarray(k * X.rows, (k + 1) * X.rows));
    if (k === width - 1) yield raw;
  }
}

/** The scores of all rows in the end. */
export function finalScores(state: ExactBoostingState, X: Matrix): Float64Array {
  let last = new Float64Array(0);
  for (const scores of stagedScores(state, X)) last = scores as Float64Array<ArrayBuffer>;
  return last;
}

/** Packed trees by what they were packed from, made when they are first needed. */
const packed = new WeakMap<object, PackedScores | null>();

/** Writes the scores of the row in the cells to `raw`; null where rows cannot go alone. */
export function rowScores(
  { start, trees, learningRate }: ExactBoostingState,
  { numbers }: RowCells,
  raw: Float64Array,
): (() => void) | null {
  if (!('constant' in start)) return null;
  let scores = packed.get(trees);
  if (scores === undefined) {
    scores = packSteps(trees, numbers.length, start.constant, learningRate);
    packed.set(trees, scores);
  }
  if (scores === null) return null;
  const score = rowScorer(scores);
  return () => score(numbers, raw);
}

function writeLogits(
  shares: Float64Array,
  raw: Float64Array,
  rows: number,
  row: number,
  width: number,
  link: Link,
): void {
  if (width === 1) {
    const logit = Math.log(shares[1]! / (1 - shares[1]!));
    raw[row] = link === 'halfLogOdds' ? logit / 2 : logit;
    return;
  }
  const logs = shares.map(Math.log);
  const centre = logs.reduce((sum, each) => sum + each, 0) / width;
  for (let k = 0; k < width; k++) raw[k * rows + row] = logs[k]! - centre;
}

/** Shares are kept this far from 0 and 1, so that their logits are finite. */
function clip(share: number): number {
  return Math.min(1 - Number.EPSILON, Math.max(Number.EPSILON, share));
}
