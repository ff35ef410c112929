import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { NeuralBackend } from '../backend/index.js';
import type { Head } from './head.js';

type Tf = NeuralBackend['tf'];

/** Losses of classifiers, by name. */
export const classifierLosses = [
  'categoricalCrossentropy',
  'binaryCrossentropy',
  'categoricalHinge',
  'focal',
] as const;

/** Losses of regressors, by name. */
export const regressorLosses = [
  'meanSquaredError',
  'meanAbsoluteError',
  'huber',
  'logCosh',
  'poisson',
  'meanSquaredLogarithmicError',
  'meanAbsolutePercentageError',
] as const;

export type ClassifierLoss = (typeof classifierLosses)[number];
export type RegressorLoss = (typeof regressorLosses)[number];

/**
 * A loss of your own: one number a row of what is and what is predicted, both with one column an output. Classifiers
 * give 1 in the column of the row's class (in the one column there is, for the second of two classes), and probabilities.
 */
export type CustomLoss = (yTrue: Tensor2D, yPred: Tensor2D, tf: Tf) => Tensor;

/** The loss of each row, of what is to be predicted and of the raw outputs of a network. */
export type RowLoss = (y: Tensor, raw: Tensor2D) => Tensor;

/** The smallest probability a loss takes the logarithm of, where all it has are probabilities. */
const TINY = 1e-7;

/** The loss of codes of classes; raw outputs are one a class, or a single one for two classes. */
export function classifierLoss(tf: Tf, loss: ClassifierLoss | CustomLoss, head: Head): RowLoss {
  return (y, raw) => {
    const outputs = raw.shape[1];
    if (loss === 'categoricalCrossentropy' && head === 'softmax') return softmaxCrossentropy(tf, y, raw);
    const truth = outputs === 1 ? asColumn(tf, y) : oneHot(tf, y, outputs);
    if (
      head === 'sigmoid' &&
      (loss === 'binaryCrossentropy' || (loss === 'categoricalCrossentropy' && outputs === 1))
    ) {
      return tf.mean(tf.sub(tf.softplus(raw), tf.mul(raw, truth)), 1);
    }
    const shares = probabilities(tf, raw, head);
    if (typeof loss === 'function') return perRow(tf, loss(truth, shares, tf));
    // Shares of outputs that know nothing of each other need not sum to 1.
    const own =
      outputs === 1
        ? ownOfTwo(tf, shares, truth)
        : (tf.div(tf.sum(tf.mul(shares, truth), 1), tf.maximum(tf.sum(shares, 1), TINY)) as Tensor1D);
    switch (loss) {
      case 'categoricalCrossentropy':
        return tf.neg(tf.log(tf.maximum(own, TINY)));
      case 'binaryCrossentropy': {
        const right = tf.add(tf.mul(shares, truth), tf.mul(tf.sub(1, shares), tf.sub(1, truth)));
        return tf.mean(tf.neg(tf.log(tf.maximum(right, TINY))), 1);
      }
      case 'focal': {
        // Lin et al., "Focal loss for dense object detection", ICCV 2017, with gamma 2.
        const safe = tf.maximum(own, TINY);
        return tf.neg(tf.mul(tf.square(tf.sub(1, safe)), tf.log(safe)));
      }
      case 'categoricalHinge': {
        if (outputs === 1) return tf.relu(tf.sub(2, tf.mul(2, own)));
        const other = tf.max(tf.mul(shares, tf.sub(1, truth)), 1);
        return tf.relu(tf.add(tf.sub(other, own), 1));
      }
    }
  };
}

/** The loss of numbers; several outputs count the same. */
export function regressorLoss(tf: Tf, loss: RegressorLoss | CustomLoss): RowLoss {
  return (y, raw) => {
    const truth = y as Tensor2D;
    if (typeof loss === 'function') return perRow(tf, loss(truth, raw, tf));
    return tf.mean(lossOfNumbers(tf, loss, truth, raw), 1);
  };
}

function lossOfNumbers(tf: Tf, loss: RegressorLoss, truth: Tensor2D, raw: Tensor2D): Tensor {
  const error = tf.sub(raw, truth);
  switch (loss) {
    case 'meanSquaredError':
      return tf.square(error);
    case 'meanAbsoluteError':
      return tf.abs(error);
    case 'huber': {
      const size = tf.abs(error);
      const near = tf.minimum(size, 1);
      return tf.sub(tf.mul(near, size), tf.mul(0.5, tf.square(near)));
    }
    case 'logCosh':
      // log(cosh(e)) = |e| + log(1 + exp(-2 |e|)) - log 2, which does not overflow.
      return tf.sub(tf.add(tf.abs(error), tf.softplus(tf.mul(-2, tf.abs(error)))), Math.LN2);
    case 'poisson':
      // Of numbers below 0 it is NaN, which ends the fit: nothing would bring them back.
      return tf.sub(raw, tf.mul(truth, tf.log(tf.add(raw, TINY))));
    case 'meanSquaredLogarithmicError': {
      const log = (value: Tensor) => tf.log1p(tf.maximum(value, 0));
      return tf.square(tf.sub(log(raw), log(truth)));
    }
    case 'meanAbsolutePercentageError':
      return tf.mul(100, tf.div(tf.abs(error), tf.maximum(tf.abs(truth), TINY)));
  }
}

/** Softmax and cross-entropy in one: log(sum(exp(raw))) less the row's own output. */
function softmaxCrossentropy(tf: Tf, y: Tensor, raw: Tensor2D): Tensor1D {
  const own = tf.sum(tf.mul(raw, oneHot(tf, y, raw.shape[1])), 1);
  return tf.sub(tf.logSumExp(raw, 1), own);
}

function probabilities(tf: Tf, raw: Tensor2D, head: Head): Tensor2D {
  if (head === 'softmax') return tf.softmax(raw);
  return head === 'sigmoid' ? tf.sigmoid(raw) : raw;
}

function ownOfTwo(tf: Tf, shares: Tensor2D, truth: Tensor2D): Tensor1D {
  const own = tf.add(tf.mul(shares, truth), tf.mul(tf.sub(1, shares), tf.sub(1, truth)));
  return tf.reshape(own, [-1]);
}

function oneHot(tf: Tf, y: Tensor, classes: number): Tensor2D {
  return tf.cast(tf.oneHot(y as Tensor1D, classes), 'float32') as Tensor2D;
}

function asColumn(tf: Tf, y: Tensor): Tensor2D {
  return tf.reshape(tf.cast(y, 'float32'), [-1, 1]);
}

/** One number a row; a loss with one number an output is put together by its mean, and one number in all is all rows'. */
function perRow(tf: Tf, loss: Tensor): Tensor1D {
  if (loss.rank <= 1) return loss as Tensor1D;
  return tf.mean(
    loss,
    loss.shape.map((_, axis) => axis).filter((axis) => axis > 0),
  );
}
