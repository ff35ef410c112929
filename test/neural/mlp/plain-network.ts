import type { DenseShape } from '../../../src/neural/mlp/dense-network.js';
import { parameterShapes } from '../../../src/neural/mlp/parameters.js';

/** Rows in plain numbers. */
export interface PlainBatch {
  readonly x: readonly (readonly number[])[];
  readonly y: readonly (readonly number[])[];
  readonly weights: readonly number[] | null;
}

/** The mean loss of a batch in training by the textbook, in doubles: what finite differences are taken of. */
export function plainLoss(
  { sizes, activation, output, batchNormalization, alpha }: DenseShape,
  parameters: readonly number[],
  { x, y, weights }: PlainBatch,
  masks: readonly (readonly (readonly number[])[])[] | null,
): number {
  const pieces: number[][] = [];
  let at = 0;
  for (const shape of parameterShapes(sizes, batchNormalization)) {
    const size = shape.reduce((product, length) => product * length, 1);
    pieces.push(parameters.slice(at, at + size));
    at += size;
  }
  const layers = sizes.length - 1;
  const w = weights ?? x.map(() => 1);
  const total = w.reduce((sum, each) => sum + each, 0);
  let rows = x.map((row) => [...row]);
  for (let k = 0; k < layers; k++) {
    const units = sizes[k + 1]!;
    const matrix = pieces[k]!;
    const constant = pieces[layers + k]!;
    const isLast = k === layers - 1;
    rows = rows.map((row) =>
      Array.from({ length: units }, (_, j) =>
        row.reduce((sum, value, i) => sum + value * matrix[i * units + j]!, 0),
      ),
    );
    if (batchNormalization && !isLast) {
      const factor = pieces[2 * layers + k]!;
      for (let j = 0; j < units; j++) {
        const mean = rows.reduce((sum, row, i) => sum + (w[i]! / total) * row[j]!, 0);
        const variance = rows.reduce((sum, row, i) => sum + (w[i]! / total) * (row[j]! - mean) ** 2, 0);
        for (const row of rows) row[j] = ((row[j]! - mean) / Math.sqrt(variance + 1e-5)) * factor[j]!;
      }
    }
    for (const row of rows) for (let j = 0; j < units; j++) row[j]! += constant[j]!;
    if (isLast) break;
    rows = rows.map((row, i) => row.map((sum, j) => activate(sum, activation) * (masks?.[k]?.[i]?.[j] ?? 1)));
  }
  const data = rows.reduce((sum, row, i) => sum + w[i]! * lossOf(row, y[i]!, output), 0);
  const squares = pieces
    .slice(0, layers)
    .flat()
    .reduce((sum, value) => sum + value * value, 0);
  return (data + (alpha / 2) * squares) / total;
}

function activate(sum: number, activation: DenseShape['activation']): number {
  switch (activation) {
    case 'identity':
      return sum;
    case 'logistic':
      return 1 / (1 + Math.exp(-sum));
    case 'tanh':
      return Math.tanh(sum);
    case 'relu':
      return Math.max(sum, 0);
  }
}

function lossOf(scores: readonly number[], y: readonly number[], output: DenseShape['output']): number {
  const terms = (term: (score: number, target: number) => number) =>
    scores.reduce((sum, score, j) => sum + term(score, y[j]!), 0);
  switch (output) {
    case 'identity':
      return terms((score, target) => (score - target) ** 2 / 2);
    case 'exp':
      return terms((score, target) => {
        const least = target === 0 ? 0 : target * Math.log(target) - target;
        return Math.exp(score) - target * score + least;
      });
    case 'logistic':
      return terms((score, target) => Math.log1p(Math.exp(score)) - target * score);
    case 'softmax': {
      const log = Math.log(scores.reduce((sum, score) => sum + Math.exp(score), 0));
      return terms((score, target) => target * (log - score));
    }
  }
}
