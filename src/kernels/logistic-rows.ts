import { f64, i32 } from './wasm/layout.js';
import type { Workspace } from './wasm/workspace.js';

/** What logistic regression learns from: row-major values, the class of each row, and its weight. */
export interface LogisticRows {
  readonly data: Float64Array;
  readonly rows: number;
  readonly cols: number;
  /** 1 for two classes (codes 0 and 1), else the number of classes. */
  readonly outputs: number;
  readonly codes: Int32Array;
  readonly weights: Float64Array | null;
}

/** Up to so many values (256 MB) stay in the kernels' memory from one evaluation to the next. */
const RESIDENT_VALUES = 2 ** 25;
/** Values that are held at a time where they do not (8 MB). */
const STREAMED_VALUES = 2 ** 20;

/**
 * The weighted sum of the log losses as a function of the coefficients (outputs x cols, then one constant term an
 * output, or none), which writes the gradient, of the same shape, into its second argument. The workspace is its own
 * for as long as it is used.
 */
export function logisticLoss(
  workspace: Workspace,
  { data, rows, cols, outputs, codes, weights }: LogisticRows,
  residentValues = RESIDENT_VALUES,
): (coef: Float64Array, gradient: Float64Array) => number {
  const { kernels } = workspace;
  const resident = rows * cols <= residentValues;
  const held = resident
    ? rows
    : Math.min(rows, Math.max(1, Math.floor(Math.min(STREAMED_VALUES, residentValues) / cols)));
  const size = outputs * (cols + 1);
  const at = workspace.allocate({
    rows: f64(held * cols),
    codes: i32(held),
    weights: f64(weights === null ? 0 : held),
    coef: f64(size),
    gradient: f64(size),
    scores: f64(kernels.logisticBlock(cols, outputs) * outputs + 2),
  });
  const bring = (from: number, to: number) => {
    at.rows.set(data.subarray(from * cols, to * cols));
    at.codes.set(codes.subarray(from, to));
    if (weights !== null) at.weights.set(weights.subarray(from, to));
  };
  at.coef.fill(0);
  if (resident) bring(0, rows);
  return (coef, gradient) => {
    at.coef.set(coef);
    at.gradient.fill(0);
    let loss = 0;
    for (let from = 0; from < rows; from += held) {
      const to = Math.min(from + held, rows);
      if (!resident) bring(from, to);
      loss += kernels.addLogisticLoss(
        at.rows.byteOffset,
        to - from,
        cols,
        outputs,
        at.coef.byteOffset,
        at.codes.byteOffset,
        weights === null ? 0 : at.weights.byteOffset,
        at.scores.byteOffset,
        at.gradient.byteOffset,
      );
    }
    gradient.set(at.gradient.subarray(0, gradient.length));
    return loss;
  };
}
