import { asVector, type VectorLike } from '../data/index.js';
import { InvalidDataError } from '../errors/index.js';
import { compensatedSum } from '../math/sum.js';
import { checkPaired } from './paired.js';

/**
 * Area under a curve of points, by the trapezoidal rule.
 *
 * @param x - abscissas, all ascending or all descending
 * @param y - ordinates, one for each x
 * @returns the area; O(n)
 *
 * @example
 * ```ts
 * import { auc } from 'pipefit';
 *
 * console.log(auc([0, 0.5, 1], [0, 1, 1])); // 0.75
 * ```
 */
export function auc(x: VectorLike, y: VectorLike): number {
  const xs = asVector(x, 'auc', 'x');
  const ys = asVector(y, 'auc', 'y');
  checkPaired('auc', xs.length, ys.length, 'y', 'x');
  if (xs.length < 2) {
    throw new InvalidDataError(`auc: an area needs at least two points. Got ${xs.length}.`);
  }
  const pieces = new Float64Array(xs.length - 1);
  let direction = 0;
  for (let i = 1; i < xs.length; i++) {
    const step = Math.sign(xs[i]! - xs[i - 1]!);
    if (step !== 0 && step === -direction) {
      throw new InvalidDataError(
        `auc: x must only ascend or only descend, but it turns at row ${i}. Sort the points by x first.`,
        { row: i },
      );
    }
    direction ||= step;
    pieces[i - 1] = ((xs[i]! - xs[i - 1]!) * (ys[i]! + ys[i - 1]!)) / 2;
  }
  return direction < 0 ? -compensatedSum(pieces) : compensatedSum(pieces);
}
