import { type Label, Matrix } from '../../data/index.js';
import type { Loss } from '../losses/loss.js';

/** Probabilities of the classes from raw predictions, which are laid out score after score. */
export function classProbabilities(
  loss: Loss,
  raw: Float64Array,
  rows: number,
  classes: readonly Label[],
): Matrix {
  const names = classes.map(String);
  const shares = raw.slice();
  loss.inverseLink(shares);
  if (loss.width > 1) return byRow(shares, rows, names);
  const width = classes.length;
  const probabilities = new Float64Array(rows * width);
  for (let i = 0; i < rows; i++) {
    probabilities[i * width] = 1 - shares[i]!;
    if (width === 2) probabilities[i * width + 1] = shares[i]!;
  }
  return new Matrix(probabilities, rows, width, names);
}

/** The raw predictions: for two classes those of the second, else a column for each class. */
export function decisionScores(
  raw: Float64Array,
  rows: number,
  classes: readonly Label[],
): Float64Array | Matrix {
  return raw.length === rows ? raw : byRow(raw, rows, classes.map(String));
}

/** The code of the class with the highest score; the first wins a tie. */
export function predictedCodes(raw: Float64Array, rows: number): Int32Array {
  const width = raw.length / rows;
  return Int32Array.from({ length: rows }, (_, i) => {
    if (width === 1) return raw[i]! > 0 ? 1 : 0;
    let best = 0;
    for (let k = 1; k < width; k++) if (raw[k * rows + i]! > raw[best * rows + i]!) best = k;
    return best;
  });
}

function byRow(scores: Float64Array, rows: number, names: readonly string[]): Matrix {
  const width = names.length;
  const turned = new Float64Array(rows * width);
  for (let k = 0; k < width; k++) {
    for (let i = 0; i < rows; i++) turned[i * width + k] = scores[k * rows + i]!;
  }
  return new Matrix(turned, rows, width, names);
}
