import type { BoostingWork } from '../../kernels/boosting/boosting-work.js';
import type { BoostingMemory } from '../../kernels/boosting/memory.js';
import { BinaryLogLoss } from '../losses/binary-log-loss.js';
import type { Loss } from '../losses/loss.js';
import { MultinomialLogLoss } from '../losses/multinomial-log-loss.js';
import { SquaredErrorLoss } from '../losses/squared-error-loss.js';

/** Writes the derivatives of the loss at the raw predictions; the commonest losses have kernels for it. */
export function takeDerivatives(
  loss: Loss,
  { kernels, shape, target, weights, raw, terms, gradient, hessian }: BoostingMemory,
  work: BoostingWork,
  constantHessian: boolean,
): void {
  if (loss instanceof SquaredErrorLoss && constantHessian) {
    kernels.squaredErrorGradients(target.byteOffset, raw.byteOffset, shape.rows, gradient.byteOffset);
  } else if (loss instanceof BinaryLogLoss && !shape.weighted) {
    work.deriveLogLoss();
  } else if (loss instanceof MultinomialLogLoss && !shape.weighted && shape.rows > 1) {
    kernels.multinomialDerivatives(
      target.byteOffset,
      raw.byteOffset,
      shape.rows,
      loss.width,
      terms.byteOffset,
      gradient.byteOffset,
      hessian.byteOffset,
    );
  } else {
    loss.gradients(target, raw, shape.weighted ? weights : null, gradient, constantHessian ? null : hessian);
  }
}
