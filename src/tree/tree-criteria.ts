import type { EncodedLabels } from '../data/index.js';
import { InvalidDataError } from '../errors/index.js';
import { AbsoluteError } from '../kernels/tree/absolute-error.js';
import { BinaryGini } from '../kernels/tree/binary-gini.js';
import type { Criterion } from '../kernels/tree/criterion.js';
import { Entropy } from '../kernels/tree/entropy.js';
import type { GainCuts } from '../kernels/tree/gain-cuts.js';
import { Gini } from '../kernels/tree/gini.js';
import { PoissonDeviance } from '../kernels/tree/poisson-deviance.js';
import { SeveralTargets } from '../kernels/tree/several-targets.js';
import { SquaredError } from '../kernels/tree/squared-error.js';

export type ClassCriterion = 'gini' | 'entropy' | 'logLoss';
export type TargetCriterion = 'squaredError' | 'absoluteError' | 'poisson';

/** The criterion of a classification tree, on the codes of the labels. */
export function classCriterion(name: ClassCriterion, { codes, classes }: EncodedLabels): Criterion {
  if (name !== 'gini') return new Entropy(codes, classes.length);
  return classes.length === 2 ? new BinaryGini(codes) : new Gini(codes, classes.length);
}

/** The criterion of a regression tree; with several outputs y has that many numbers a row, row after row. */
export function targetCriterion(name: TargetCriterion, y: Float64Array, outputs: number): Criterion {
  if (outputs === 1) return singleCriterion(name, y);
  const rows = y.length / outputs;
  const column = (k: number) => Float64Array.from({ length: rows }, (_, i) => y[i * outputs + k]!);
  const each = Array.from({ length: outputs }, (_, k) => singleCriterion(name, column(k)));
  return new SeveralTargets(each, rows);
}

function singleCriterion(name: TargetCriterion, y: Float64Array): GainCuts {
  if (name === 'absoluteError') return new AbsoluteError(y);
  return name === 'poisson' ? new PoissonDeviance(y) : new SquaredError(y);
}

/** Refuses targets that the criterion cannot measure. */
export function checkTargets(
  owner: string,
  name: TargetCriterion,
  y: Float64Array,
  weights: Float64Array | null,
  outputs: number,
): void {
  let sum = 0;
  let squares = 0;
  for (let p = 0; p < y.length; p++) {
    const target = y[p]!;
    const row = Math.floor(p / outputs);
    sum += target;
    squares += target * target * (weights === null ? 1 : weights[row]!);
    if (name === 'poisson' && target < 0) {
      const where = outputs === 1 ? `Row ${row} of y` : `Row ${row}, column ${p % outputs} of y`;
      throw new InvalidDataError(
        `${owner}: criterion 'poisson' needs counts of at least 0. ${where} is ${target}.`,
        { row },
      );
    }
  }
  if (name === 'poisson' && sum <= 0) {
    throw new InvalidDataError(`${owner}: criterion 'poisson' needs a count above 0, but all of y are 0.`);
  }
  if (!Number.isFinite(squares)) {
    throw new InvalidDataError(
      `${owner}: the values of y are so large that their squares overflow. Divide y by a constant.`,
    );
  }
}

/** Refuses weights that leave nothing to learn from: those of the rows times those of their classes. */
export function checkTotalWeight(owner: string, weights: Float64Array | null): void {
  if (weights === null || weights.some((weight) => weight > 0)) return;
  throw new InvalidDataError(
    `${owner}: every row has weight 0 by sampleWeight and classWeight together. Leave some row a weight.`,
  );
}
