import { logSumExp, sigmoid } from '../../math/log-sum-exp.js';

/** Writes the probabilities of classes from the scores of one row that begin at a place; two classes have one score. */
export function writeClassShares(scores: Float64Array, start: number, shares: Float64Array): void {
  if (shares.length === 1) shares[0] = 1;
  else if (shares.length === 2) {
    shares[0] = sigmoid(-scores[start]!);
    shares[1] = sigmoid(scores[start]!);
  } else {
    const total = logSumExp(scores, start, shares.length);
    for (let k = 0; k < shares.length; k++) shares[k] = Math.exp(scores[start + k]! - total);
  }
}

/** What outputs should be for rows of classes: one number for two classes, else a 1 among zeros. */
export function classTargets(codes: Int32Array, classes: number): Float32Array {
  if (classes <= 2) return Float32Array.from(codes);
  const targets = new Float32Array(codes.length * classes);
  for (const [i, code] of codes.entries()) targets[i * classes + code] = 1;
  return targets;
}

/** The share of rows, by weight, whose class is predicted right. */
export function accuracyOf(
  outputs: Float32Array,
  targets: Float32Array,
  width: number,
  weights: Float64Array | null,
): number {
  let right = 0;
  let total = 0;
  for (let i = 0, p = 0; p < outputs.length; i++, p += width) {
    const weight = weights?.[i] ?? 1;
    total += weight;
    if (classOf(outputs, p, width) === classOf(targets, p, width)) right += weight;
  }
  return right / total;
}

function classOf(outputs: Float32Array, start: number, width: number): number {
  if (width === 1) return outputs[start]! > 0.5 ? 1 : 0;
  let best = 0;
  for (let k = 1; k < width; k++) if (outputs[start + k]! > outputs[start + best]!) best = k;
  return best;
}
