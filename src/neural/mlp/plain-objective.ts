import { multiply } from '../../kernels/multiply.js';
import type { Objective } from '../../math/lbfgs.js';
import { logSumExp, sigmoid, softplus } from '../../math/log-sum-exp.js';
import type { DenseShape } from './dense-network.js';
import type { MlpRows } from './learn.js';

/**
 * The mean loss of all rows, penalty included, and its gradient, in 64-bit numbers. The squares of several targets are
 * summed up, as their derivatives are, or averaged as scikit-learn reports them; its own L-BFGS minimises the average
 * by the derivatives of the sum.
 */
export function plainObjective(
  { sizes, activation, output, alpha }: Omit<DenseShape, 'batchNormalization'>,
  { X, targets, weights }: MlpRows,
  squares: 'summed' | 'averaged',
): Objective {
  const { rows } = X;
  const layers = sizes.length - 1;
  const share = output === 'identity' && squares === 'averaged' ? 1 / sizes[layers]! : 1;
  const total = weights?.reduce((sum, weight) => sum + weight, 0) ?? rows;
  const size = (k: number) => sizes[k]! * sizes[k + 1]!;
  const starts = [0];
  for (let k = 0; k < layers; k++) starts.push(starts[k]! + size(k));
  for (let k = 0; k < layers; k++) starts.push(starts[layers + k]! + sizes[k + 1]!);

  return (parameters, gradient) => {
    const matrix = (k: number) => parameters.subarray(starts[k]!, starts[k]! + size(k));
    const outputs: Float64Array[] = [X.data];
    for (let k = 0; k < layers; k++) {
      const units = sizes[k + 1]!;
      const sums = multiply(outputs[k]!, matrix(k), rows, sizes[k]!, units);
      const constants = starts[layers + k]!;
      for (let p = 0; p < sums.length; p++) sums[p]! += parameters[constants + (p % units)]!;
      if (k < layers - 1) activate(sums, activation);
      outputs.push(sums);
    }
    const deltas = outputs[layers]!;
    let loss = share * lossAndDeltas(deltas, targets, weights, sizes[layers]!, output);
    let back = deltas;
    for (let k = layers - 1; k >= 0; k--) {
      const units = sizes[k + 1]!;
      const inputs = sizes[k]!;
      const product = multiply(transposed(outputs[k]!, rows, inputs), back, inputs, rows, units);
      const own = matrix(k);
      for (let p = 0; p < product.length; p++) {
        loss += (alpha / 2) * own[p]! * own[p]!;
        gradient[starts[k]! + p] = (product[p]! + alpha * own[p]!) / total;
      }
      const constants = gradient.subarray(starts[layers + k]!, starts[layers + k]! + units).fill(0);
      for (let p = 0; p < back.length; p++) constants[p % units]! += back[p]! / total;
      if (k === 0) break;
      back = multiply(back, transposed(own, inputs, units), rows, units, inputs);
      throughActivation(back, outputs[k]!, activation);
    }
    return loss / total;
  };
}

/** Turns scores into derivatives of the loss, weighted, and gives the sum of the losses. */
function lossAndDeltas(
  scores: Float64Array,
  targets: Float32Array,
  weights: Float64Array | null,
  width: number,
  output: DenseShape['output'],
): number {
  let loss = 0;
  for (let i = 0, p = 0; p < scores.length; i++) {
    const weight = weights?.[i] ?? 1;
    const log = output === 'softmax' ? logSumExp(scores, p, width) : 0;
    for (let j = 0; j < width; j++, p++) {
      const score = scores[p]!;
      const target = targets[p]!;
      switch (output) {
        case 'identity':
          loss += (weight * (score - target) ** 2) / 2;
          scores[p] = weight * (score - target);
          break;
        case 'exp': {
          const mean = Math.exp(score);
          const least = target === 0 ? 0 : target * Math.log(target) - target;
          loss += weight * (mean - target * score + least);
          scores[p] = weight * (mean - target);
          break;
        }
        case 'logistic':
          loss += weight * (softplus(score) - target * score);
          scores[p] = weight * (sigmoid(score) - target);
          break;
        case 'softmax':
          loss += weight * target * (log - score);
          scores[p] = weight * (Math.exp(score - log) - target);
          break;
      }
    }
  }
  return loss;
}

function activate(sums: Float64Array, activation: DenseShape['activation']): void {
  if (activation === 'identity') return;
  const f = { relu: (x: number) => Math.max(x, 0), tanh: Math.tanh, logistic: sigmoid }[activation];
  for (let p = 0; p < sums.length; p++) sums[p] = f(sums[p]!);
}

function throughActivation(
  deltas: Float64Array,
  outputs: Float64Array,
  activation: DenseShape['activation'],
): void {
  if (activation === 'identity') return;
  const slope = {
    relu: (a: number) => (a > 0 ? 1 : 0),
    tanh: (a: number) => 1 - a * a,
    logistic: (a: number) => a * (1 - a),
  }[activation];
  for (let p = 0; p < deltas.length; p++) deltas[p]! *= slope(outputs[p]!);
}

function transposed(matrix: Float64Array, rows: number, cols: number): Float64Array {
  const turned = new Float64Array(matrix.length);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++) turned[j * rows + i] = matrix[i * cols + j]!;
  }
  return turned;
}
