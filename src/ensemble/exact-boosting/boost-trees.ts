import type { FitContext } from '../../core/index.js';
import { pruneTree } from '../../kernels/tree/prune-tree.js';
import { SquaredError } from '../../kernels/tree/squared-error.js';
import { TreeGrower } from '../../kernels/tree/tree-grower.js';
import type { Tree } from '../../kernels/tree/tree-nodes.js';
import { leavesOf } from '../../kernels/tree/walk-tree.js';
import { type RandomState, randomFrom } from '../../random/index.js';
import { columnsFor, growTree } from '../../tree/grow-tree.js';
import { growthFor } from '../../tree/tree-growth.js';
import { TreeTable } from '../../tree/tree-table.js';
import type { BoostingRows } from '../boosting-rows.js';
import { checkWarmStart } from '../check-warm-start.js';
import { HuberLoss } from '../losses/huber-loss.js';
import type { Loss } from '../losses/loss.js';
import {
  addSteps,
  type ExactBoostingState,
  finalScores,
  type Start,
  startScores,
} from './exact-boosting-state.js';
import { setLeafSteps } from './leaf-steps.js';
import type { GradientBoostingParams } from './params.js';

/** What is to be boosted, and how. */
export interface BoostingJob {
  readonly owner: string;
  readonly loss: Loss;
  readonly start: Start;
  /** What the loss is multiplied by where it is reported: twice the half squared error and log loss, as deviances are. */
  readonly reported: number;
  readonly train: BoostingRows;
  /** Held-out rows that tell when to stop; null goes on to the end. */
  readonly validation: BoostingRows | null;
  /** What an earlier fit left, to go on from. */
  readonly known: ExactBoostingState | null;
}

/**
 * Gradient boosting (Friedman, "Greedy function approximation", Annals of Statistics 29, 2001; with `subsample`,
 * "Stochastic gradient boosting", 2002): each iteration grows a tree on the negative gradients of the loss and moves
 * the scores of each leaf's rows by the step that is best for them.
 */
export async function boostTrees<P extends GradientBoostingParams>(
  job: BoostingJob,
  context: FitContext<P>,
): Promise<ExactBoostingState> {
  const { loss, train, validation, known, reported, owner } = job;
  const { X, y, weights } = train;
  const { params } = context;
  const { rows } = X;
  const { width } = loss;
  const { nEstimators, learningRate, subsample } = params;
  const begun = known === null ? 0 : known.trees.length / width;
  checkWarmStart(
    owner,
    { parameter: 'nEstimators', wanted: nEstimators, present: begun, what: 'iterations' },
    context,
  );

  const trees: Tree[] = known === null ? [] : [...known.trees];
  const raw = known === null ? startScores(job.start, X, width, loss.link) : finalScores(known, X);
  const heldOut =
    validation &&
    (known === null
      ? startScores(job.start, validation.X, width, loss.link)
      : finalScores(known, validation.X));
  const trainScore = [...(known?.trainScore ?? [])];
  const validationScore = [...(known?.validationScore ?? [])];
  const outOfBag = {
    scores: [...(known?.outOfBag?.scores ?? [])],
    improvement: [...(known?.outOfBag?.improvement ?? [])],
  };

  const random = randomFrom(params.randomState);
  skipDraws(random, begun, width, subsample < 1 ? rows : 0);
  const targets = new Float64Array(rows);
  const gradient = new Float64Array(width * rows);
  const hessian = loss.leafStep === null && !loss.constantHessian ? new Float64Array(width * rows) : null;
  const ones = weights ?? new Float64Array(rows).fill(1);
  const table = new TreeTable(X, { categories: null, monotonic: null });
  const growth = growthFor(params, table, 'alone');
  const grower = new TreeGrower(await columnsFor(table, growth, context), new SquaredError(targets), growth);
  const history = new Float64Array(params.nIterNoChange ?? 0).fill(Number.POSITIVE_INFINITY);

  for (let stage = begun; stage < nEstimators; stage++) {
    const drawn = subsample < 1 ? drawRows(random, rows, Math.max(1, Math.floor(subsample * rows))) : null;
    const left = drawn && Int32Array.from(drawn.keys()).filter((row) => drawn[row] === 0);
    const lossOf = (chosen: Int32Array | null) => reported * lossOn(loss, y, raw, ones, chosen);
    const before = left === null ? 0 : (outOfBag.scores.at(-1) ?? lossOf(left));
    const treeWeights = drawn === null ? weights : ones.map((weight, row) => weight * drawn[row]!);
    if (loss instanceof HuberLoss) loss.adapt(y, raw, ones);
    loss.gradients(y, raw, null, gradient, hessian);
    for (let k = 0; k < width; k++) {
      const from = k * rows;
      for (let i = 0; i < rows; i++) targets[i] = -gradient[from + i]!;
      const grown = await growTree(grower, treeWeights, random.childSeed(), context);
      const tree = pruneTree(grown, params.ccpAlpha);
      const scores = raw.subarray(from, from + rows);
      const leaves = leavesOf(tree, X.data, rows, X.cols);
      setLeafSteps(tree, leaves, loss, {
        y,
        scores,
        targets,
        hessian: hessian?.subarray(from, from + rows) ?? null,
        weights: treeWeights ?? ones,
      });
      for (let i = 0; i < rows; i++) scores[i]! += learningRate * tree.value[leaves[i]!]!;
      trees.push(tree);
    }
    trainScore.push(lossOf(drawn && Int32Array.from(drawn.keys()).filter((row) => drawn[row] === 1)));
    if (left !== null) {
      outOfBag.scores.push(lossOf(left));
      outOfBag.improvement.push(before - outOfBag.scores.at(-1)!);
    }
    context.progress(stage + 1, nEstimators, `loss ${trainScore.at(-1)!.toPrecision(6)}`);
    await context.pause();
    if (validation === null || heldOut === null) continue;
    for (let k = 0; k < width; k++) {
      const part = heldOut.subarray(k * validation.X.rows, (k + 1) * validation.X.rows);
      addSteps(trees[trees.length - width + k]!, validation.X, learningRate, part);
    }
    const score = reported * loss.value(validation.y, heldOut, validation.weights);
    validationScore.push(score);
    if (!history.some((earlier) => score + params.tol < earlier)) break;
    history[stage % history.length] = score;
  }
  return {
    start: job.start,
    trees,
    width,
    link: loss.link,
    learningRate,
    trainScore: Float64Array.from(trainScore),
    validationScore: Float64Array.from(validationScore),
    outOfBag:
      subsample < 1
        ? { scores: Float64Array.from(outOfBag.scores), improvement: Float64Array.from(outOfBag.improvement) }
        : null,
  };
}

/** The rows that an iteration learns from, as ones: `wanted` of them, drawn one by one as scikit-learn does. */
function drawRows(random: RandomState, rows: number, wanted: number): Uint8Array {
  const drawn = new Uint8Array(rows);
  const numbers = random.randomSample(rows);
  let found = 0;
  for (let i = 0; i < rows; i++) {
    if (numbers[i]! * (rows - i) >= wanted - found) continue;
    drawn[i] = 1;
    found++;
  }
  return drawn;
}

/** Draws what earlier iterations have drawn, so that a warm start goes on as one fit would have. */
function skipDraws(random: RandomState, iterations: number, width: number, rows: number): void {
  for (let stage = 0; stage < iterations; stage++) {
    random.randomSample(rows);
    for (let k = 0; k < width; k++) random.childSeed();
  }
}

/** The mean loss over some of the rows, or over all. */
function lossOn(
  loss: Loss,
  y: Float64Array,
  raw: Float64Array,
  weights: Float64Array,
  chosen: Int32Array | null,
): number {
  if (chosen === null) return loss.value(y, raw, weights);
  const scores = new Float64Array(loss.width * chosen.length);
  for (let k = 0; k < loss.width; k++) {
    chosen.forEach((row, place) => {
      scores[k * chosen.length + place] = raw[k * y.length + row]!;
    });
  }
  const take = (values: Float64Array) => Float64Array.from(chosen, (row) => values[row]!);
  return loss.value(take(y), scores, take(weights));
}
