import type { Label } from '../data/index.js';
import { emitWarning, InvalidParameterError, showValue, UndefinedMetricWarning } from '../errors/index.js';
import type { ZeroDivision } from './options.js';
import { showLabels } from './paired-labels.js';

/** Refuses what cannot stand in for an undefined score. */
export function checkZeroDivision(owner: string, zeroDivision: ZeroDivision): void {
  if (['warn', 0, 1].includes(zeroDivision) || Number.isNaN(zeroDivision)) return;
  throw new InvalidParameterError(
    owner,
    'zeroDivision',
    `The option 'zeroDivision' of ${owner} must be 'warn', 0, 1 or NaN. Got ${showValue(zeroDivision)}.`,
  );
}

/** How an undefined score is told: its name, what is lacking, and the classes that the places stand for. */
export interface UndefinedScore {
  readonly owner: string;
  readonly score: string;
  /** What there is none of, as in "no predicted rows". */
  readonly lacking: string;
  /** The class of each place; null where the counts are of all classes together. */
  readonly labels: readonly Label[] | null;
}

/** Quotients place by place; where there is nothing to divide by, the stand-in, with a warning if it is told how. */
export function divide(
  numerator: Float64Array,
  denominator: Float64Array,
  zeroDivision: ZeroDivision,
  told: UndefinedScore | null,
): Float64Array {
  const standIn = zeroDivision === 'warn' ? 0 : zeroDivision;
  const undefinedAt: number[] = [];
  const quotients = numerator.map((value, i) => {
    if (denominator[i] !== 0) return value / denominator[i]!;
    undefinedAt.push(i);
    return standIn;
  });
  if (undefinedAt.length > 0 && told !== null && zeroDivision === 'warn') warnUndefined(told, undefinedAt);
  return quotients;
}

function warnUndefined(
  { owner, score, lacking, labels }: UndefinedScore,
  undefinedAt: readonly number[],
): void {
  const where = labels === null ? '' : ` for ${showLabels(undefinedAt.map((i) => labels[i]!))}`;
  emitWarning(
    new UndefinedMetricWarning(
      `${owner}: ${score} is undefined${where}, because there are no ${lacking} rows. ` +
        'It is set to 0; say zeroDivision: 0, 1 or NaN to choose.',
    ),
  );
}
