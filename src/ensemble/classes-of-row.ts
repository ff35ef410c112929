import { classification, type RowStep } from '../core/index.js';
import type { Label } from '../data/index.js';
import type { Loss } from './losses/loss.js';

/** The step of a classifier whose `predict` writes the raw predictions of a row to `raw`. */
export function classesOfRow(
  classes: readonly Label[],
  loss: Loss,
  raw: Float64Array,
  predict: () => void,
): RowStep {
  const probabilities = new Float64Array(classes.length);
  return classification(classes, probabilities, () => {
    predict();
    loss.inverseLink(raw);
    if (loss.width > 1) probabilities.set(raw);
    else {
      probabilities[0] = 1 - raw[0]!;
      if (probabilities.length === 2) probabilities[1] = raw[0]!;
    }
    return true;
  });
}
