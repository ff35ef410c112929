import type { Matrix } from '../data/index.js';

/** Rows to learn from or to validate on, with their targets (numbers, or codes of classes) and weights. */
export interface BoostingRows {
  readonly X: Matrix;
  readonly y: Float64Array;
  readonly weights: Float64Array | null;
}

/** Some of the rows. */
export function takeRows({ X, y, weights }: BoostingRows, places: Int32Array): BoostingRows {
  const take = (values: Float64Array) => Float64Array.from(places, (row) => values[row]!);
  return { X: X.selectRows(places), y: take(y), weights: weights && take(weights) };
}
