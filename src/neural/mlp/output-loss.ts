import type { Scalar, Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { NeuralBackend } from '../backend/index.js';
import { operations } from '../training/operations.js';
import type { DenseOperations } from './dense-operations.js';

/** Stands for 0 where a logarithm is taken that 0 is then multiplied with. */
const TINY = 1e-30;

/** What the last layer makes of its sums, each with the loss that belongs to it. */
export type OutputActivation = 'identity' | 'exp' | 'logistic' | 'softmax';

/** The loss of rows: its sum over rows, each times its weight, and its derivatives by the scores, not yet weighted. */
export interface RowsLoss {
  readonly sum: Scalar;
  readonly deltas: Tensor2D;
}

/** Scores of the last layer, what they should have been, and one weight a row. Within a tidy. */
export type OutputLoss = (scores: Tensor2D, y: Tensor2D, weights: Tensor1D | null) => RowsLoss;

/**
 * The loss of an output as scikit-learn defines it: half the square, averaged over targets, for the identity; half the
 * Poisson deviance, summed over targets, for exp; cross-entropy for the others. The derivatives of squares are those
 * of the sum over targets, as scikit-learn has them too.
 */
export function outputLoss(
  tf: NeuralBackend['tf'],
  dense: DenseOperations,
  output: OutputActivation,
): OutputLoss {
  const op = operations(tf);
  const weighed = (losses: Tensor, weights: Tensor1D | null): Scalar => {
    if (weights === null) return dense.total(losses);
    // One loss a row, or one a row and target.
    const shaped = losses.rank === 1 ? weights : tf.reshape(weights, [losses.shape[0]!, 1]);
    return dense.total(op.mul(losses, shaped));
  };
  switch (output) {
    case 'identity':
      return (scores, y, weights) => {
        const deltas = op.sub(scores, y);
        const targets = y.shape[1];
        if (weights !== null)
          return { sum: tf.div(weighed(op.square(deltas), weights), 2 * targets), deltas };
        const half = dense.halfOfSquares(deltas);
        return { sum: targets === 1 ? half : tf.div(half, targets), deltas };
      };
    case 'exp':
      return (scores, y, weights) => {
        const means = op.exp(scores);
        const deltas = op.sub(means, y);
        // y log y - y does not depend on the scores; where y is 0 it is 0.
        const least = tf.sub(tf.mul(y, tf.log(tf.maximum(y, TINY))), y) as Tensor2D;
        const losses = op.add(op.sub(means, op.mul(y, scores)), least);
        return { sum: weighed(losses, weights), deltas };
      };
    case 'logistic':
      return (scores, y, weights) => {
        const deltas = op.sub(dense.activate(scores, 'logistic'), y);
        const losses = op.sub(softplus(tf, scores), op.mul(scores, y));
        return { sum: weighed(losses, weights), deltas };
      };
    case 'softmax':
      return (scores, y, weights) => {
        const { losses, deltas } = dense.softmaxLoss(scores, y);
        return { sum: weighed(losses, weights), deltas };
      };
  }
}

/** What is predicted from scores. Within a tidy. */
export function outputsOf(tf: NeuralBackend['tf'], scores: Tensor2D, output: OutputActivation): Tensor2D {
  switch (output) {
    case 'identity':
      return scores;
    case 'exp':
      return tf.exp(scores);
    case 'logistic':
      return tf.sigmoid(scores);
    case 'softmax':
      return tf.softmax(scores);
  }
}

/** log(1 + exp(x)). */
function softplus(tf: NeuralBackend['tf'], x: Tensor2D): Tensor2D {
  return tf.engine().runKernel(tf.Softplus, { x });
}
