import { emitWarning, InvalidParameterError, showValue, UndefinedMetricWarning } from '../errors/index.js';
import { auc } from './auc.js';
import type { BinaryScores } from './labelled-rows.js';
import { countAtThresholds, fromNothing } from './threshold-counts.js';

/** Refuses a bound of the false positive rate outside of (0, 1]. */
export function checkMaxFpr(owner: string, maxFpr: number | null): void {
  if (maxFpr === null || (maxFpr > 0 && maxFpr <= 1)) return;
  throw new InvalidParameterError(
    owner,
    'maxFpr',
    `The option 'maxFpr' of ${owner} must be a number in (0, 1] or null. Got ${showValue(maxFpr)}.`,
  );
}

/** Area under the ROC curve of one class against the rest; NaN, with a warning, where one side has no rows. */
export function binaryAuc(owner: string, binary: BinaryScores, maxFpr: number | null = null): number {
  const { falsePositives, truePositives } = fromNothing(countAtThresholds(binary));
  const negatives = falsePositives.at(-1)!;
  const positives = truePositives.at(-1)!;
  if (negatives === 0 || positives === 0) {
    emitWarning(
      new UndefinedMetricWarning(
        `${owner} is undefined (NaN) for the class ${showValue(binary.positive)}: ` +
          `yTrue holds ${positives === 0 ? 'none of it' : 'nothing else'}.`,
      ),
    );
    return Number.NaN;
  }
  const fpr = falsePositives.map((count) => count / negatives);
  const tpr = truePositives.map((count) => count / positives);
  if (maxFpr === null || maxFpr === 1) return auc(fpr, tpr);
  return partialAuc(fpr, tpr, maxFpr);
}

/** Area up to a false positive rate, scaled so that chance is 0.5 and the best is 1 (McClish, 1989). */
function partialAuc(fpr: Float64Array, tpr: Float64Array, maxFpr: number): number {
  const stop = fpr.findIndex((rate) => rate > maxFpr);
  const x = Array.from(fpr.subarray(0, stop));
  const y = Array.from(tpr.subarray(0, stop));
  const [x0, y0] = [fpr[stop - 1]!, tpr[stop - 1]!];
  x.push(maxFpr);
  y.push(y0 + ((tpr[stop]! - y0) * (maxFpr - x0)) / (fpr[stop]! - x0));
  const least = maxFpr ** 2 / 2;
  return 0.5 * (1 + (auc(x, y) - least) / (maxFpr - least));
}
