import { Matrix, type SparseMatrix } from '../data/index.js';
import { binaryLogLoss, multinomialLogLoss } from '../kernels/logistic-loss.js';
import { logisticLoss } from '../kernels/logistic-rows.js';
import type { Workspace } from '../kernels/wasm/workspace.js';
import type { Objective } from '../math/lbfgs.js';
import { addRowGradient, scoreRows } from './scores.js';

/** What logistic regression learns from. */
export interface LogisticData {
  readonly X: Matrix | SparseMatrix;
  readonly codes: Int32Array;
  readonly classes: number;
  readonly weights: Float64Array | null;
  readonly C: number;
  readonly fitIntercept: boolean;
}

/** Rows scored at a time: while their values are in the cache, the gradient is taken too. */
const BLOCK_VALUES = 16_384;

/** How many rows of coefficients there are: two classes need one. */
export function outputsOf(classes: number): number {
  return classes === 2 ? 1 : classes;
}

/**
 * The weighted mean of the log losses plus ||coef||^2 / (2 C sum(weights)), as a function of the coefficients,
 * row after row, with the intercepts behind them. O(rows * columns * outputs) an evaluation.
 */
export function logisticObjective(data: LogisticData, workspace: Workspace): Objective {
  const { X, codes, classes, weights, C } = data;
  const outputs = outputsOf(classes);
  const size = outputs * X.cols;
  const total = weights === null ? X.rows : weights.reduce((sum, weight) => sum + weight, 0);
  const penalty = 1 / (C * total);
  const addUp =
    X instanceof Matrix
      ? logisticLoss(workspace, { data: X.data, rows: X.rows, cols: X.cols, outputs, codes, weights })
      : sparseLoss(X, data);

  return (params, gradient) => {
    const loss = addUp(params, gradient);
    let squares = 0;
    for (let j = 0; j < size; j++) {
      gradient[j] = gradient[j]! / total + penalty * params[j]!;
      squares += params[j]! * params[j]!;
    }
    for (let j = size; j < gradient.length; j++) gradient[j]! /= total;
    return loss / total + 0.5 * penalty * squares;
  };
}

/** The weighted sum of the log losses of sparse rows. */
function sparseLoss(X: SparseMatrix, { codes, classes, weights, fitIntercept }: LogisticData): Objective {
  const outputs = outputsOf(classes);
  const size = outputs * X.cols;
  const step = Math.max(1, Math.floor(BLOCK_VALUES / Math.max(X.cols, outputs)));
  const scores = new Float64Array(step * outputs);
  const none = new Float64Array(outputs);

  return (params, gradient) => {
    const coef = params.subarray(0, size);
    const intercept = fitIntercept ? params.subarray(size) : none;
    gradient.fill(0);
    let loss = 0;
    for (let from = 0; from < X.rows; from += step) {
      const to = Math.min(X.rows, from + step);
      const range = { from, to, cols: X.cols, outputs };
      scoreRows(X, range, coef, intercept, scores);
      loss +=
        outputs === 1
          ? binaryLogLoss(scores, to - from, codes, weights, from)
          : multinomialLogLoss(scores, to - from, classes, codes, weights, from);
      addRowGradient(X, range, scores, gradient);
      if (fitIntercept) addColumnSums(scores, to - from, outputs, gradient, size);
    }
    return loss;
  };
}

function addColumnSums(
  values: Float64Array,
  rows: number,
  cols: number,
  sums: Float64Array,
  at: number,
): void {
  for (let i = 0, p = 0; i < rows; i++) for (let k = 0; k < cols; k++, p++) sums[at + k]! += values[p]!;
}
